"""Every field that the Python client models reaches the model's server as it was meant: the stand-in shows its request."""

import asyncio
import json

import pytest
from azure.ai.inference.models import (
    AssistantMessage,
    AudioContentItem,
    ChatCompletionsNamedToolChoice,
    ChatCompletionsNamedToolChoiceFunction,
    ChatCompletionsToolDefinition,
    DeveloperMessage,
    FunctionDefinition,
    ImageContentItem,
    ImageUrl,
    InputAudio,
    JsonSchemaFormat,
    SystemMessage,
    TextContentItem,
    ToolMessage,
    UserMessage,
)

from drawings import DRAWINGS, png_url
from setting import RELAY

SHOW = "show your request"
PLACE = {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}


NAMED = ChatCompletionsNamedToolChoice(function=ChatCompletionsNamedToolChoiceFunction(name="look_up"))


def shown(messages, **options):
    """The body that the model's server got, whole and streamed alike, without the product's own additions."""
    with RELAY.chat_client() as client:
        answer = client.complete(messages=messages, model=RELAY.chat, **options)
        stream = client.complete(messages=messages, model=RELAY.chat, stream=True, **options)
        streamed = json.loads("".join(update.choices[0].delta.content or "" for update in stream))
    body = json.loads(answer.choices[0].message.content)
    assert streamed.pop("stream_options") == {"include_usage": True}
    assert streamed.pop("stream") is True
    assert body.pop("stream", False) is False
    assert streamed == body
    assert body.pop("model") == "stand-in-chat-2026-01-01"
    return body


def test_sampling():
    options = {
        "frequency_penalty": -0.5,
        "presence_penalty": 1.5,
        "temperature": 0.25,
        "top_p": 0.125,
        "max_tokens": 4096,
        "seed": 2**53 + 1,
        "stop": ["\n", "END", "終"],
        "response_format": "json_object",
    }
    body = shown([UserMessage(SHOW)], **options)
    options["response_format"] = {"type": "json_object"}
    assert body == {"messages": [{"role": "user", "content": SHOW}], **options}


def test_the_settings_of_a_client_are_overridden_by_those_of_a_call():
    with RELAY.chat_client(model=RELAY.chat, temperature=0.5, max_tokens=7) as client:
        answer = client.complete(messages=[UserMessage(SHOW)], temperature=0.75)
    body = json.loads(answer.choices[0].message.content)
    assert (body["temperature"], body["max_tokens"]) == (0.75, 7)


def test_every_role():
    messages = [
        SystemMessage("You are brief."),
        DeveloperMessage("Be kind."),
        UserMessage("Grüße 👋"),
        AssistantMessage("Hello."),
        UserMessage([TextContentItem(text=SHOW)]),
    ]
    assert shown(messages)["messages"] == [
        {"role": "system", "content": "You are brief."},
        {"role": "developer", "content": "Be kind."},
        {"role": "user", "content": "Grüße 👋"},
        {"role": "assistant", "content": "Hello."},
        {"role": "user", "content": [{"type": "text", "text": SHOW}]},
    ]


@pytest.mark.parametrize(
    "choice",
    ["auto", "none", "required", NAMED],
    ids=["auto", "none", "required", "named"],
)
def test_tools(choice):
    function = FunctionDefinition(name="look_up", description="Looks a place up.", parameters=PLACE)
    body = shown([UserMessage(SHOW)], tools=[ChatCompletionsToolDefinition(function=function)], tool_choice=choice)
    assert body["tools"] == [
        {
            "type": "function",
            "function": {"name": "look_up", "description": "Looks a place up.", "parameters": PLACE},
        }
    ]
    named = {"type": "function", "function": {"name": "look_up"}}
    assert body["tool_choice"] == (choice if isinstance(choice, str) else named)


def test_a_schema():
    format_ = JsonSchemaFormat(name="place", schema=PLACE, description="A place.", strict=True)
    assert shown([UserMessage(SHOW)], response_format=format_)["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "place", "schema": PLACE, "description": "A place.", "strict": True},
    }


@pytest.mark.parametrize("detail", ["auto", "low", "high"])
def test_an_image_in_a_message(detail):
    url = png_url(8, next(iter(DRAWINGS.values())))
    image = ImageContentItem(image_url=ImageUrl(url=url, detail=detail))
    assert shown([UserMessage([TextContentItem(text=SHOW), image])])["messages"][0]["content"] == [
        {"type": "text", "text": SHOW},
        {"type": "image_url", "image_url": {"url": url, "detail": detail}},
    ]


@pytest.mark.parametrize("format_", ["wav", "mp3"])
def test_audio_in_a_message(format_):
    audio = AudioContentItem(input_audio=InputAudio(data="UklGRg==", format=format_))
    assert shown([UserMessage([TextContentItem(text=SHOW), audio])])["messages"][0]["content"] == [
        {"type": "text", "text": SHOW},
        {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": format_}},
    ]


def test_extras():
    # model_extras sends the header extra-parameters: pass-through by itself
    extras = {"logit_bias": {"50256": -100}, "user": "someone", "parallel_tool_calls": False}
    body = shown([UserMessage(SHOW)], model_extras=extras)
    assert body == {"messages": [{"role": "user", "content": SHOW}], **extras}


def test_headers_of_ones_own():
    seen = {}
    request_id = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
    with RELAY.chat_client(headers={"x-of-the-client": "1"}, user_agent="my-program") as client:
        client.complete(
            messages=[UserMessage(SHOW)],
            model=RELAY.chat,
            headers={"x-of-the-call": "2"},
            request_id=request_id,
            raw_response_hook=lambda response: seen.update(response.http_response.headers),
        )
    assert seen["x-ms-client-request-id"] == request_id
    assert seen["x-request-id"] == seen["apim-request-id"] != request_id


def test_a_model_named_by_a_header():
    with RELAY.chat_client() as client:
        answer = client.complete(
            messages=[UserMessage(SHOW)], headers={"x-ms-model-mesh-model-name": RELAY.chat.lower()}
        )
    assert json.loads(answer.choices[0].message.content)["model"] == "stand-in-chat-2026-01-01"


def test_a_conversation_with_tools_keeps_its_messages():
    call = {"id": "call_0001", "type": "function", "function": {"name": "look_up", "arguments": '{"place":"Zürich"}'}}
    messages = [
        UserMessage("Where?"),
        AssistantMessage(tool_calls=[call]),
        ToolMessage("here", tool_call_id="call_0001"),
        UserMessage(SHOW),
    ]
    assert shown(messages)["messages"][1:3] == [
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "content": "here", "tool_call_id": "call_0001"},
    ]


def test_the_asynchronous_client_sends_the_same():
    async def asynchronously():
        async with RELAY.aio_chat_client() as client:
            return await client.complete(
                messages=[SystemMessage("S"), UserMessage(SHOW)],
                model=RELAY.chat,
                temperature=0.25,
                stop=["a"],
                model_extras={"user": "someone"},
            )

    body = json.loads(asyncio.run(asynchronously()).choices[0].message.content)
    body.pop("stream", None)
    assert body == {
        "model": "stand-in-chat-2026-01-01",
        "messages": [{"role": "system", "content": "S"}, {"role": "user", "content": SHOW}],
        "temperature": 0.25,
        "stop": ["a"],
        "user": "someone",
    }
