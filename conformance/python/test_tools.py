"""Tools from the first question to the last answer, whole and streamed, one call and several at once."""

import asyncio
import json

from azure.ai.inference.models import (
    AssistantMessage,
    ChatCompletionsToolCall,
    ChatCompletionsToolDefinition,
    FunctionCall,
    FunctionDefinition,
    ToolMessage,
    UserMessage,
)

from setting import RELAY

USE = "use your tools"


def tool(name, **properties):
    parameters = {"type": "object", "properties": {key: {"type": type_} for key, type_ in properties.items()}}
    return ChatCompletionsToolDefinition(function=FunctionDefinition(name=name, parameters=parameters))


TOOLS = [tool("weather", place="string", days="integer"), tool("time", place="string")]
CALLS = [
    ("call_0001", "weather", {"place": "Zürich", "days": 7}),
    ("call_0002", "time", {"place": "Zürich"}),
]


def heard(calls):
    return [(call.id, call.function.name, json.loads(call.function.arguments)) for call in calls]


def joined(updates):
    """The calls of a stream, joined by their index, which the client leaves in its mapping."""
    calls = {}
    for update in updates:
        for piece in update.choices[0].delta.tool_calls or []:
            call = calls.setdefault(piece["index"], {"id": "", "name": "", "arguments": ""})
            call["id"] = call["id"] or piece.id
            call["name"] = call["name"] or piece.function.name
            call["arguments"] += piece.function.arguments
    return [
        ChatCompletionsToolCall(id=one["id"], function=FunctionCall(name=one["name"], arguments=one["arguments"]))
        for one in calls.values()
    ]


def results(calls):
    return [ToolMessage(f"result of {call.function.name} ✓", tool_call_id=call.id) for call in calls]


RESULTS = {"call_0001": "result of weather ✓", "call_0002": "result of time ✓"}


def test_a_round_trip():
    messages = [UserMessage(USE)]
    with RELAY.chat_client(model=RELAY.chat, tools=TOOLS) as client:
        answer = client.complete(messages=messages)
        choice = answer.choices[0]
        assert choice.finish_reason == "tool_calls"
        assert choice.message.content is None
        assert heard(choice.message.tool_calls) == CALLS
        # the answer's own message goes back as it came
        messages += [AssistantMessage(tool_calls=choice.message.tool_calls), *results(choice.message.tool_calls)]
        final = client.complete(messages=messages)
    assert json.loads(final.choices[0].message.content) == RESULTS
    assert final.choices[0].finish_reason == "stop"


def test_a_streamed_round_trip():
    messages = [UserMessage(USE)]
    with RELAY.chat_client(model=RELAY.chat, tools=TOOLS) as client:
        updates = list(client.complete(messages=messages, stream=True))
        assert updates[-1].choices[0].finish_reason == "tool_calls"
        assert updates[-1].usage.completion_tokens > 0
        calls = joined(updates)
        assert heard(calls) == CALLS
        messages += [AssistantMessage(tool_calls=calls), *results(calls)]
        final = list(client.complete(messages=messages, stream=True))
    assert json.loads("".join(update.choices[0].delta.content or "" for update in final)) == RESULTS


def test_a_round_trip_aio():
    async def asynchronously():
        messages = [UserMessage(USE)]
        async with RELAY.aio_chat_client(model=RELAY.chat, tools=TOOLS) as client:
            calls = joined([update async for update in await client.complete(messages=messages, stream=True)])
            messages += [AssistantMessage(tool_calls=calls), *results(calls)]
            return calls, await client.complete(messages=messages)

    calls, final = asyncio.run(asynchronously())
    assert heard(calls) == CALLS
    assert json.loads(final.choices[0].message.content) == RESULTS


def test_a_tool_without_parameters():
    bare = ChatCompletionsToolDefinition(function=FunctionDefinition(name="now"))
    with RELAY.chat_client() as client:
        answer = client.complete(messages=[UserMessage(USE)], model=RELAY.chat, tools=[bare])
    assert heard(answer.choices[0].message.tool_calls) == [("call_0001", "now", {})]
