"""``openai`` on /openai/v1 and on /openai/deployments: every text arrives as the provider sent it, whole and streamed."""

import json

import pytest
from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI

from callers import Caller, text_of
from setting import RELAY, SCRIPTS, user

SHOW = "show your request"
DATED_VERSIONS = [
    "2023-03-15-preview",
    "2023-05-15",
    "2024-02-01",
    "2024-06-01",
    "2024-08-01-preview",
    "2024-10-21",
    "2025-01-01-preview",
    "2025-04-01-preview",
]


def said(message):
    return (message.content or "") + "".join(call.function.arguments for call in message.tool_calls or [])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_a_whole_chat(caller, script):
    answer = caller.chat(messages=user(script["name"]))
    assert answer.id and answer.model and answer.created > 0
    assert answer.object == "chat.completion"
    choice = answer.choices[0]
    assert choice.message.role == "assistant"
    assert said(choice.message) == script["text"]
    assert choice.finish_reason == script["finish_reason"]
    assert answer.usage.completion_tokens == script["completion_tokens"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_a_stream(caller, script):
    chunks = caller.chunks(messages=user(script["name"]), stream_options={"include_usage": True})
    deltas = [choice.delta for chunk in chunks for choice in chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(said(delta) for delta in deltas) == script["text"]
    assert chunks[-2].choices[0].finish_reason == script["finish_reason"]
    assert chunks[-1].choices == []
    assert chunks[-1].usage.prompt_tokens == script["prompt_tokens"]
    assert chunks[-1].usage.completion_tokens == script["completion_tokens"]


def test_a_stream_without_usage(caller):
    chunks = caller.chunks(messages=user("plain"))
    assert not any(chunk.usage for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert bool(chunks[0].choices) != caller.dated
    if caller.dated:
        assert chunks[0].prompt_filter_results == [{"prompt_index": 0, "content_filter_results": {}}]


def test_the_stream_helper(caller):
    final, events = caller.helped(messages=user("plain"), stream_options={"include_usage": True})
    assert final.choices[0].message.content == "Hello, world."
    assert final.usage.total_tokens == 15
    assert "".join(event.delta for event in events if event.type == "content.delta") == "Hello, world."
    assert [event.content for event in events if event.type == "content.done"] == ["Hello, world."]


def test_several_choices_with_logprobs(caller):
    asked = {"messages": user("plain"), "n": 2, "logprobs": True}
    for answer in (caller.chat(**asked), caller.helped(**asked)[0]):
        assert [choice.index for choice in answer.choices] == [0, 1]
        for choice in answer.choices:
            assert choice.message.content == "Hello, world."
            assert "".join(one.token for one in choice.logprobs.content) == "Hello, world."


def test_every_field_reaches_the_model(caller):
    fields = {
        "frequency_penalty": -0.5,
        "presence_penalty": 1.5,
        "temperature": 0.25,
        "top_p": 0.125,
        "max_completion_tokens": 4096,
        "seed": 9007199254740991,
        "stop": ["\n", "終"],
        "n": 1,
        "logprobs": True,
        "top_logprobs": 3,
        "logit_bias": {"50256": -100},
        "user": "someone",
        "modalities": ["text"],
        "metadata": {"purpose": "conformance"},
        "store": False,
        "prediction": {"type": "content", "content": "as before"},
        "parallel_tool_calls": False,
        "reasoning_effort": "low",
        "service_tier": "default",
        "tools": [{"type": "function", "function": {"name": "now"}}],
        "tool_choice": "required",
        "functions": [{"name": "before", "parameters": {"type": "object"}}],
        "function_call": "none",
        "web_search_options": {"search_context_size": "low"},
    }
    own = {"field_of_the_servers_own": {"a": [1, None]}}
    shown = json.loads(said(caller.chat(messages=user(SHOW), extra_body=own, **fields).choices[0].message))
    assert shown.pop("model") == "stand-in-chat-2026-01-01"
    assert shown.pop("messages") == user(SHOW)
    assert shown == {**fields, **own}


def test_reasoning_is_a_field_beside_the_content(caller):
    message = caller.chat(messages=user("think first")).choices[0].message
    assert (message.reasoning_content, message.content) == ("Let me see: 6 × 7.", "It is 42.")
    deltas = [choice.delta for chunk in caller.chunks(messages=user("think first")) for choice in chunk.choices]
    assert "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas) == "Let me see: 6 × 7."
    assert "".join(delta.content or "" for delta in deltas) == "It is 42."


def test_what_the_answers_head_says(caller):
    own = {"x-ms-client-request-id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301"}

    def ask(client):
        return client.chat.completions.with_raw_response.create(
            model=RELAY.chat, messages=user("plain"), extra_headers=own
        )

    raw = caller.call(ask)
    assert raw.parse().choices[0].message.content == "Hello, world."
    assert raw.request_id == raw.headers["apim-request-id"] == raw.headers["x-request-id"]
    assert raw.headers["x-ms-client-request-id"] == own["x-ms-client-request-id"]
    assert raw.headers["x-ms-deployment-name"] == RELAY.chat
    assert raw.headers["x-ms-region"]
    assert raw.headers["x-ms-rai-invoked"] == "false"


@pytest.mark.parametrize("class_", [AzureOpenAI, AsyncAzureOpenAI])
@pytest.mark.parametrize("api_version", DATED_VERSIONS)
def test_dated_versions(class_, api_version):
    caller = Caller(class_).set(api_version=api_version)
    assert caller.chat(messages=user("plain")).choices[0].message.content == "Hello, world."
    assert text_of(caller.chunks(messages=user("plain"))) == "Hello, world."


@pytest.mark.parametrize("class_", [OpenAI, AsyncOpenAI])
@pytest.mark.parametrize("api_version", ["v1", "preview", "latest"])
def test_versions_of_v1(class_, api_version):
    caller = Caller(class_).set(default_query={"api-version": api_version})
    assert caller.chat(messages=user("plain")).choices[0].message.content == "Hello, world."
    assert text_of(caller.chunks(messages=user("plain"))) == "Hello, world."


@pytest.mark.parametrize("class_", [AzureOpenAI, AsyncAzureOpenAI])
def test_a_deployment_of_the_clients_own(class_):
    caller = Caller(class_).set(azure_deployment=RELAY.chat.upper())
    answer = caller.chat(model="gpt-4o", messages=user("plain"))
    assert answer.choices[0].message.content == "Hello, world."


@pytest.mark.parametrize("class_", [AzureOpenAI, AsyncAzureOpenAI])
def test_a_provider_of_tokens(class_):
    caller = Caller(class_).set(api_key=None, azure_ad_token_provider=lambda: RELAY.key)
    assert caller.chat(messages=user("plain")).choices[0].message.content == "Hello, world."


@pytest.mark.parametrize("class_", [OpenAI, AsyncOpenAI])
def test_a_project(class_):
    caller = Caller(class_).set(base_url=f"{RELAY.endpoint}/api/projects/any/openai/v1")
    assert text_of(caller.chunks(messages=user("plain"))) == "Hello, world."
