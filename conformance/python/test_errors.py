"""Each documented error reaches a Python program as the client's own exception, with status and body."""

import asyncio

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError

from setting import RELAY, user


def refused(call, status, code):
    with pytest.raises(HttpResponseError) as caught:
        call()
    error = caught.value
    assert error.status_code == status
    assert error.error.code == code
    assert error.response.headers["x-ms-error-code"] == code
    return error


def test_a_wrong_key():
    with RELAY.chat_client(key="wrong") as client:
        error = refused(lambda: client.complete(messages=user("plain"), model=RELAY.chat), 401, "401")
    assert isinstance(error, ClientAuthenticationError)
    assert "Access denied due to invalid subscription key" in error.message


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model(stream):
    with RELAY.chat_client() as client:
        error = refused(
            lambda: client.complete(messages=user("plain"), model="nobody", stream=stream), 404, "unknown_model"
        )
    assert isinstance(error, ResourceNotFoundError)
    assert "Unknown model: nobody" in error.message


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model_aio(stream):
    async def asynchronously():
        async with RELAY.aio_chat_client() as client:
            await client.complete(messages=user("plain"), model="nobody", stream=stream)

    refused(lambda: asyncio.run(asynchronously()), 404, "unknown_model")


def test_no_model():
    with RELAY.chat_client() as client:
        refused(lambda: client.complete(messages=user("plain")), 400, "no_model_name")
    with RELAY.embeddings_client() as client:
        refused(lambda: client.embed(input=["a"]), 400, "no_model_name")


def test_an_api_version_that_is_not_served():
    with RELAY.chat_client(api_version="2023-01-01") as client:
        error = refused(
            lambda: client.complete(messages=user("plain"), model=RELAY.chat), 400, "UnsupportedApiVersion"
        )
    assert "2024-05-01-preview" in error.message


def test_a_model_that_cannot_do_the_operation():
    with RELAY.chat_client() as client:
        refused(lambda: client.complete(messages=user("plain"), model=RELAY.embed), 404, "OperationNotSupported")


def test_an_extra_parameter():
    # a body of one's own goes out without the header, so the default applies
    with RELAY.chat_client() as client:
        with pytest.raises(HttpResponseError) as caught:
            client.complete({"messages": user("plain"), "model": RELAY.chat, "logprobs": True})
    assert caught.value.status_code == 400
    assert "logprobs" in caught.value.message
    assert [one["loc"] for one in caught.value.response.json()["detail"]] == [["body", "logprobs"]]
