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


def test_too_many_requests_are_waited_out():
    # the first call is refused with a retry-after that the client keeps to by itself
    with RELAY.chat_client() as client:
        answer = client.complete(messages=user("busy once python"), model=RELAY.chat)
        assert answer.choices[0].message.content == "busy once python"
        updates = client.complete(messages=user("busy once python, streamed"), model=RELAY.chat, stream=True)
        assert "".join(update.choices[0].delta.content or "" for update in updates) == "busy once python, streamed"


def test_too_many_requests_without_patience():
    with RELAY.chat_client(retry_total=0) as client:
        error = refused(
            lambda: client.complete(messages=user("fault too_many"), model=RELAY.chat), 429, "429"
        )
    assert error.response.headers["retry-after"] == "7"
    assert error.response.headers["retry-after-ms"] == "7000"


def test_what_the_models_server_refuses():
    with RELAY.chat_client() as client:
        for fault, status in [("bad_request", 400), ("unprocessable", 422)]:
            error = refused(
                lambda: client.complete(messages=user(f"fault {fault}"), model=RELAY.chat), status, f"stand_in_{status}"
            )
            assert "the stand-in's own words" in error.message


def test_the_documented_way_to_read_an_error():
    # as Microsoft's article on the API reads what a model does not support
    with RELAY.chat_client() as client:
        try:
            client.complete({"messages": user("plain"), "model": RELAY.chat, "logprobs": True})
        except HttpResponseError as ex:
            response = ex.response.json()
            assert isinstance(response, dict) and "detail" in response
            told = [f"{'.'.join(offending['loc'])}: {offending['input']}" for offending in response["detail"]]
    assert told == ["body.logprobs: True"]


def offending(call):
    """What Microsoft's article prints of a 422."""
    with pytest.raises(HttpResponseError) as caught:
        call()
    assert caught.value.status_code == 422
    assert caught.value.error.code == "parameter_not_supported"
    response = caught.value.response.json()
    return {".".join(str(step) for step in one["loc"]): one["input"] for one in response["detail"]}


def test_what_a_model_cannot_do():
    tool = {"type": "function", "function": {"name": "now"}}
    options = {"temperature": 1.5, "seed": 7, "tools": [tool], "response_format": "json_object"}
    with RELAY.chat_client(model="limited-chat") as client:
        told = offending(lambda: client.complete(messages=user("plain"), **options))
        assert told == {
            "body.temperature": 1.5,
            "body.seed": 7,
            "body.tools": [tool],
            "body.response_format": "json_object",
        }
        answer = client.complete(messages=user("plain"), temperature=0.5)
    assert answer.choices[0].message.content == "Hello, world."
    with RELAY.embeddings_client(model="limited-embed") as client:
        told = offending(lambda: client.embed(input=["a"], dimensions=64, input_type="text"))
        assert told == {"body.dimensions": 64, "body.input_type": "text"}
        assert len(client.embed(input=["a"], dimensions=6, input_type="query").data[0].embedding) == 6


def test_a_model_without_a_system_role_hears_it_from_the_user():
    messages = [{"role": "system", "content": "Be brief."}, *user("Hello")]
    with RELAY.chat_client(model="limited-chat") as client:
        assert client.complete(messages=messages).choices[0].message.content == "Be brief.\n\nHello"
