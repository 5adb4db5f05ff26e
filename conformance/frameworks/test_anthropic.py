"""`anthropic` on /anthropic, synchronous and asynchronous."""

import json

import anthropic
import pytest
from setting import BREAK, CHAT, KEY, PLAIN, PLAIN_ANSWER, ROOT, SHOW, USE_TOOLS, USED, run

TOOLS = [
    {
        "name": "weather",
        "input_schema": {"type": "object", "properties": {"place": {"type": "string"}, "days": {"type": "integer"}}},
    },
    {"name": "time", "input_schema": {"type": "object", "properties": {"place": {"type": "string"}}}},
]


def client(**options):
    return anthropic.Anthropic(**{"base_url": f"{ROOT}/anthropic", "api_key": KEY, "max_retries": 0, **options})


def body(content, **more):
    return {"model": CHAT, "max_tokens": 4096, "messages": [{"role": "user", "content": content}], **more}


def whole(asked):
    return client().messages.create(**asked)


def streamed(asked):
    with client().messages.stream(**asked) as stream:
        return stream.get_final_message()


async def later(asked):
    async with anthropic.AsyncAnthropic(base_url=f"{ROOT}/anthropic", api_key=KEY) as asking:
        async with asking.messages.stream(**asked) as stream:
            return await stream.get_final_message()


WAYS = [whole, streamed, lambda asked: run(later(asked))]


def text(message):
    return "".join(block.text for block in message.content if block.type == "text")


@pytest.mark.parametrize("ask", WAYS)
def test_a_message(ask):
    message = ask(body(PLAIN))
    assert text(message) == PLAIN_ANSWER
    assert message.stop_reason == "end_turn"
    assert message.usage.input_tokens > 0 and message.usage.output_tokens > 0


@pytest.mark.parametrize("ask", WAYS)
def test_tools_from_the_question_to_the_answer(ask):
    question = body(USE_TOOLS, tools=TOOLS)
    called = ask(question)
    assert called.stop_reason == "tool_use"
    assert {block.id: block.name for block in called.content} == {"call_0001": "weather", "call_0002": "time"}
    results = [{"type": "tool_result", "tool_use_id": call, "content": said} for call, said in USED.items()]
    turns = [{"role": "assistant", "content": called.content}, {"role": "user", "content": results}]
    assert json.loads(text(ask({**question, "messages": question["messages"] + turns}))) == USED


@pytest.mark.parametrize("ask", WAYS)
def test_thinking(ask):
    message = ask(body("think first", thinking={"type": "enabled", "budget_tokens": 1024}))
    assert [block.type for block in message.content] == ["thinking", "text"]
    assert message.content[0].thinking == "Let me see: 6 × 7."
    assert text(message) == "It is 42."


def test_what_the_model_is_sent():
    sent = json.loads(text(whole(body(SHOW, system="Be kind.", stop_sequences=["END"]))))
    assert sent["messages"] == [{"role": "system", "content": "Be kind."}, {"role": "user", "content": SHOW}]
    assert sent["stop"] == ["END"] and sent["max_tokens"] == 4096


def test_failures_are_the_clients_own():
    with pytest.raises(anthropic.AuthenticationError):
        client(api_key="wrong").messages.create(**body(PLAIN))
    with pytest.raises(anthropic.NotFoundError):
        client().messages.create(**{**body(PLAIN), "model": "nobody"})
    with pytest.raises(anthropic.BadRequestError):
        client().messages.create(**{**body(PLAIN), "max_tokens": -1})
    with pytest.raises(anthropic.APIError):
        streamed(body(BREAK))


def test_tokens_are_counted():
    counted = client().messages.count_tokens(model=CHAT, messages=[{"role": "user", "content": PLAIN}])
    assert counted.input_tokens > 0
