"""A stream that breaks after its first content raises; the content before it has arrived."""

import asyncio

import pytest
from azure.core.exceptions import HttpResponseError, IncompleteReadError

from setting import BROKEN_STREAMS, RELAY, user

WHOLE = {"model": RELAY.chat, "message": "plain"}


def text_of(update):
    # as the client's documentation reads an update
    return update.choices[0].delta.content or "" if update.choices and update.choices[0].delta else ""


def synchronously(asked):
    """What was heard, and the exception that ended it."""
    heard = ""
    with RELAY.chat_client() as client:
        try:
            for update in client.complete(messages=user(asked["message"]), model=asked["model"], stream=True):
                heard += text_of(update)
        except Exception as raised:
            return heard, raised
    return heard, None


async def asynchronously(asked):
    heard = ""
    async with RELAY.aio_chat_client() as client:
        stream = await client.complete(messages=user(asked["message"]), model=asked["model"], stream=True)
        try:
            async for update in stream:
                heard += text_of(update)
        except Exception as raised:
            return heard, raised
    return heard, None


@pytest.mark.parametrize("broken", BROKEN_STREAMS, ids=lambda broken: broken["name"])
def test_broken(broken):
    heard, raised = synchronously(broken)
    assert heard == broken["partial"]
    assert type(raised) is HttpResponseError
    assert "Response ended prematurely" in str(raised)


@pytest.mark.parametrize("broken", BROKEN_STREAMS, ids=lambda broken: broken["name"])
def test_broken_aio(broken):
    heard, raised = asyncio.run(asynchronously(broken))
    assert heard == broken["partial"]
    assert type(raised) is IncompleteReadError
    assert "Response payload is not completed" in str(raised)


def test_a_whole_stream_ends_well():
    assert synchronously(WHOLE) == ("Hello, world.", None)
    assert asyncio.run(asynchronously(WHOLE)) == ("Hello, world.", None)
