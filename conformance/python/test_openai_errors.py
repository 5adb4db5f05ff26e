"""``openai`` on the OpenAI routes: errors as the package's own types, what it retries, and calls that are given up."""

import openai
import pytest
from openai import APIError, AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI

from callers import Caller, text_of
from setting import BROKEN_STREAMS, RELAY, user


def refused(call, type_, status, code):
    with pytest.raises(type_) as caught:
        call()
    error = caught.value
    assert (error.status_code, error.code) == (status, code)
    assert error.request_id
    return error


def test_a_wrong_key(caller):
    call = caller.set(api_key="wrong").chat
    error = refused(lambda: call(messages=user("plain")), openai.AuthenticationError, 401, "401")
    assert "Access denied due to invalid subscription key" in error.message


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_deployment(caller, stream):
    error = refused(
        lambda: caller.chat(messages=user("plain"), model="nobody", stream=stream),
        openai.NotFoundError,
        404,
        "DeploymentNotFound",
    )
    assert "The API deployment for this resource does not exist" in error.message


def test_a_model_that_cannot_do_the_operation(caller):
    def call():
        caller.chat(messages=user("plain"), model=RELAY.embed)

    refused(call, openai.BadRequestError, 400, "OperationNotSupported")


@pytest.mark.parametrize(
    "param, wrong",
    [
        ("n", {"n": 0}),
        ("temperature", {"temperature": 2.5}),
        ("top_logprobs", {"logprobs": True, "top_logprobs": 21}),
        ("messages[0].content", {"messages": user(7)}),
    ],
)
def test_what_no_model_takes(caller, param, wrong):
    with pytest.raises(openai.BadRequestError) as caught:
        caller.chat(**{"messages": user("plain"), **wrong})
    assert (caught.value.param, caught.value.type) == (param, "invalid_request_error")


def test_what_the_models_server_refuses_in_its_own_words(caller):
    # this API has no 422
    for fault, code in [("bad_request", "stand_in_400"), ("unprocessable", "stand_in_422")]:
        call = {"messages": user(f"fault {fault}")}
        error = refused(lambda: caller.chat(**call), openai.BadRequestError, 400, code)
        assert "the stand-in's own words" in error.message
        assert error.type == "stand_in_error"


def test_too_many_requests_are_waited_out(caller):
    text = f"busy once python {caller.class_.__name__}"
    assert caller.chat(messages=user(text)).choices[0].message.content == text
    text = f"{text}, streamed"
    assert text_of(caller.chunks(messages=user(text))) == text


def test_too_many_requests_without_patience(caller):
    with pytest.raises(openai.RateLimitError) as caught:
        caller.set(max_retries=0).chat(messages=user("fault too_many"))
    assert caught.value.response.headers["retry-after"] == "7"
    assert caught.value.response.headers["retry-after-ms"] == "7000"


@pytest.mark.parametrize("class_", [OpenAI, AsyncOpenAI])
def test_no_model(class_):
    def call():
        Caller(class_).chat(messages=user("plain"), model=None)

    with pytest.raises(openai.BadRequestError) as caught:
        call()
    assert caught.value.param == "model"


def test_an_api_version_that_there_is_not():
    v1 = Caller(OpenAI).set(default_query={"api-version": "2024-10-21"})
    error = refused(lambda: v1.chat(messages=user("plain")), openai.BadRequestError, 400, "BadRequest")
    assert "API version not supported" in error.message
    dated = Caller(AzureOpenAI).set(api_version="2020-01-01")
    refused(lambda: dated.chat(messages=user("plain")), openai.NotFoundError, 404, "404")


# that the product lets go of the model's server is seen there, after the suite
@pytest.mark.parametrize("class_", [OpenAI, AzureOpenAI])
def test_a_stream_that_is_given_up(class_):
    def ask(client):
        with client.chat.completions.create(model=RELAY.chat, messages=user("endless"), stream=True) as stream:
            for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    return

    Caller(class_).call(ask)


@pytest.mark.parametrize("class_", [AsyncOpenAI, AsyncAzureOpenAI])
def test_a_stream_that_is_given_up_asynchronously(class_):
    async def ask(client):
        stream = await client.chat.completions.create(model=RELAY.chat, messages=user("endless"), stream=True)
        async with stream:
            async for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    return

    Caller(class_).call(ask)


@pytest.mark.parametrize("broken", BROKEN_STREAMS, ids=lambda broken: broken["name"])
def test_broken(caller, broken):
    chunks = []

    def ask(client):
        return client.chat.completions.create(
            model=broken["model"], messages=user(broken["message"]), stream=True
        )

    with pytest.raises(APIError) as caught:
        caller.hear(ask, chunks.append)
    assert text_of(chunks) == broken["partial"]
    assert caught.value.code == broken["code"]
    assert caught.value.message.startswith("The provider '")
