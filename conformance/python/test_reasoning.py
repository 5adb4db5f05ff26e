"""Reasoning as each version of the API writes it, from a server with a field for it and from one that tags its text."""

import asyncio

import pytest

from setting import RELAY, user

THOUGHTS, CONCLUSION = "Let me see: 6 × 7.", "It is 42."
TAGGED = f"<think>\n{THOUGHTS}\n</think>\n\n{CONCLUSION}"
SERVERS = [(RELAY.chat, "think first"), ("aloud-chat", "think aloud")]


def joined(updates, field):
    return "".join(update.choices[0].delta.get(field) or "" for update in updates)


@pytest.mark.parametrize("model,message", SERVERS, ids=["field", "tags"])
@pytest.mark.parametrize("api_version", ["2025-04-01", "2025-05-01", "2025-05-15-preview"])
def test_in_a_field_of_its_own(model, message, api_version):
    # the client's classes have no such attribute; they are mappings of what came
    with RELAY.chat_client(api_version=api_version) as client:
        answer = client.complete(messages=user(message), model=model).choices[0].message
        updates = list(client.complete(messages=user(message), model=model, stream=True))
    assert (answer["reasoning_content"], answer.content) == (THOUGHTS, CONCLUSION)
    assert (joined(updates, "reasoning_content"), joined(updates, "content")) == (THOUGHTS, CONCLUSION)


@pytest.mark.parametrize("model,message", SERVERS, ids=["field", "tags"])
def test_as_text_before_there_was_a_field(model, message):
    async def asynchronously():
        async with RELAY.aio_chat_client() as client:
            answer = await client.complete(messages=user(message), model=model)
            stream = await client.complete(messages=user(message), model=model, stream=True)
            return answer.choices[0].message, [update async for update in stream]

    answer, updates = asyncio.run(asynchronously())
    assert answer.content == joined(updates, "content") == TAGGED
    assert "reasoning_content" not in answer
    assert joined(updates, "reasoning_content") == ""


def test_its_tokens_are_told():
    with RELAY.chat_client(api_version="2025-04-01") as client:
        usage = client.complete(messages=user("think first"), model=RELAY.chat).usage
    assert usage["completion_tokens_details"]["reasoning_tokens"] == 3
