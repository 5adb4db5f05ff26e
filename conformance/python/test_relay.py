"""The Python client against a model behind the ``openai`` provider: every text arrives as the provider sent it."""

import asyncio

import pytest
from azure.ai.inference import ChatCompletionsClient
from azure.core.credentials import AzureKeyCredential

from setting import DEFAULTED_KEY, RELAY, SCRIPTS, user
from streams import fold


def whole_of(answer):
    message = answer.choices[0].message
    calls = message.tool_calls or []
    return (message.content or "") + "".join(call.function.arguments for call in calls)


def check(script, whole, streamed):
    assert whole_of(whole) == script["text"]
    assert whole.choices[0].finish_reason == script["finish_reason"]
    assert whole.usage.completion_tokens == script["completion_tokens"]
    assert streamed.text + streamed.arguments == script["text"]
    assert streamed.finish_reason == script["finish_reason"]
    assert streamed.usage.prompt_tokens == script["prompt_tokens"]
    assert streamed.usage.completion_tokens == script["completion_tokens"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_chat(script):
    options = {"messages": user(script["name"]), "model": RELAY.chat}
    with RELAY.chat_client() as client:
        check(script, client.complete(**options), fold(list(client.complete(stream=True, **options))))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_chat_aio(script):
    options = {"messages": user(script["name"]), "model": RELAY.chat}

    async def asynchronously():
        async with RELAY.aio_chat_client() as client:
            whole = await client.complete(**options)
            stream = await client.complete(stream=True, **options)
            return whole, fold([update async for update in stream])

    check(script, *asyncio.run(asynchronously()))


def test_embeddings():
    with RELAY.embeddings_client() as client:
        result = client.embed(input=["one", "zwei", "三", "one"], model=RELAY.embed, dimensions=5)
    assert result.id
    vectors = [item.embedding for item in result.data]
    assert [len(vector) for vector in vectors] == [5, 5, 5, 5]
    assert vectors[0] == vectors[3] != vectors[1]


def test_extras_go_on_when_asked():
    # the client asks for it by itself: model_extras sends extra-parameters: pass-through
    with RELAY.chat_client() as client:
        answer = client.complete(messages=user("plain"), model=RELAY.chat, model_extras={"user": "someone"})
    assert answer.choices[0].message.content == "Hello, world."


def test_an_endpoint_with_a_trailing_slash():
    with ChatCompletionsClient(f"{RELAY.endpoint}/models/", AzureKeyCredential(RELAY.key)) as client:
        answer = client.complete(messages=user("plain"), model=RELAY.chat)
    assert answer.choices[0].message.content == "Hello, world."


def test_information_about_the_model():
    # the client cannot say which model it means, so the one that answers chats without a name is meant
    with RELAY.chat_client(key=DEFAULTED_KEY) as client:
        info = client.get_model_info()
    assert info.model_name == "chat-model"
    assert info.model_type == "chat-completion"
    assert info.model_provider_name == "OpenAI"
