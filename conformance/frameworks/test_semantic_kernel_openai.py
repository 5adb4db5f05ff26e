"""Semantic Kernel's services for Azure OpenAI and for OpenAI, on both routes of the OpenAI API."""

import asyncio
import json

import pytest
from openai import AsyncOpenAI
from pydantic import BaseModel
from semantic_kernel import Kernel
from semantic_kernel.connectors.ai.function_choice_behavior import FunctionChoiceBehavior
from semantic_kernel.connectors.ai.open_ai import (
    AzureChatCompletion,
    AzureTextEmbedding,
    OpenAIChatCompletion,
    OpenAIChatPromptExecutionSettings,
    OpenAIEmbeddingPromptExecutionSettings,
    OpenAITextEmbedding,
)
from semantic_kernel.contents import ChatHistory
from semantic_kernel.exceptions import ServiceResponseException
from semantic_kernel.functions import kernel_function

from setting import (
    API_VERSION,
    BREAK,
    BUILT_IN_KEY,
    BUILT_IN_ROOT,
    CHAT,
    EMBED,
    FILL_FORM,
    KEY,
    PLAIN,
    PLAIN_ANSWER,
    ROOT,
    SHOW,
    USE_TOOLS,
    USED,
    ZURICH,
)


def client(key, root):
    return AsyncOpenAI(base_url=f"{root}/openai/v1", api_key=key, max_retries=0)


def plain(model=CHAT, key=KEY, root=ROOT):
    return OpenAIChatCompletion(ai_model_id=model, async_client=client(key, root))


def azure(model=CHAT, key=KEY, root=ROOT, **more):
    return AzureChatCompletion(deployment_name=model, api_key=key, endpoint=root, **more)


def azure_of_a_version(model=CHAT, key=KEY, root=ROOT):
    return azure(model, key, root, api_version=API_VERSION)


def plain_embedding(model=EMBED, key=KEY, root=ROOT):
    return OpenAITextEmbedding(ai_model_id=model, async_client=client(key, root))


def azure_embedding(model=EMBED, key=KEY, root=ROOT):
    return AzureTextEmbedding(deployment_name=model, api_key=key, endpoint=root)


@pytest.fixture(
    params=[plain, azure, azure_of_a_version],
    ids=["OpenAIChatCompletion", "AzureChatCompletion", f"AzureChatCompletion {API_VERSION}"],
)
def connect(request):
    return request.param


async def whole(service, history, settings, **options):
    return str(await service.get_chat_message_content(history, settings, **options))


async def streamed(service, history, settings, **options):
    parts = service.get_streaming_chat_message_content(history, settings, **options)
    return "".join([str(part) async for part in parts])


def say(text, service, settings=None, way=whole, **options):
    history = ChatHistory(system_message="Be brief.")
    history.add_user_message(text)

    async def asynchronously():
        try:
            return await way(service, history, settings or OpenAIChatPromptExecutionSettings(), **options)
        finally:
            await service.client.close()

    return asyncio.run(asynchronously())


class Tools:
    @kernel_function(name="weather", description="Tells the weather.")
    def weather(self, place: str, days: int) -> str:
        return f"sunny in {place} in {days} days"

    @kernel_function(name="time", description="Tells the time.")
    def time(self, place: str) -> str:
        return f"noon in {place}"


class Place(BaseModel):
    name: str
    population: int
    languages: list[str]


@pytest.mark.parametrize("way", [whole, streamed])
def test_chat(connect, way):
    assert say(PLAIN, connect(), way=way) == PLAIN_ANSWER


def test_settings(connect):
    settings = OpenAIChatPromptExecutionSettings(temperature=0.25, top_p=0.5, max_tokens=99, seed=7, user="someone")
    body = json.loads(say(SHOW, connect(), settings))
    wanted = {"temperature": 0.25, "top_p": 0.5, "max_tokens": 99, "seed": 7, "user": "someone"}
    assert {key: body[key] for key in wanted} == wanted
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize("way", [whole, streamed])
def test_functions_are_called_by_themselves(connect, way):
    kernel = Kernel()
    kernel.add_plugin(Tools(), plugin_name="tools")
    settings = OpenAIChatPromptExecutionSettings(function_choice_behavior=FunctionChoiceBehavior.Auto())
    # the kernel offers its functions by their names' order
    results = json.loads(say(USE_TOOLS, connect(), settings, way, kernel=kernel))
    assert sorted(results.values()) == sorted(USED.values())


def test_json_by_a_schema(connect):
    settings = OpenAIChatPromptExecutionSettings(response_format=Place)
    assert Place.model_validate_json(say(FILL_FORM, connect(), settings)) == Place(**ZURICH)


def test_the_built_in_chat_model(connect):
    settings = OpenAIChatPromptExecutionSettings(max_tokens=20)
    assert say("Hello!", connect("sprue-chat", BUILT_IN_KEY, BUILT_IN_ROOT), settings)


@pytest.mark.parametrize("embedding", [plain_embedding, azure_embedding])
def test_embeddings(embedding):
    def vectors(service, texts, **settings):
        async def asynchronously():
            try:
                return await service.generate_embeddings(texts, OpenAIEmbeddingPromptExecutionSettings(**settings))
            finally:
                await service.client.close()

        return asyncio.run(asynchronously())

    many = vectors(embedding(), ["one", "zwei", "one"], dimensions=6)
    assert many.shape == (3, 6)
    assert list(many[0]) == list(many[2]) != list(many[1])
    assert vectors(embedding("sprue-embed", BUILT_IN_KEY, BUILT_IN_ROOT), ["a river"]).shape == (1, 384)


def test_errors(connect):
    with pytest.raises(ServiceResponseException, match="The API deployment for this resource does not exist"):
        say(PLAIN, connect("nobody"))
    with pytest.raises(ServiceResponseException, match="Access denied due to invalid subscription key"):
        say(PLAIN, connect(key="wrong"))
    with pytest.raises(Exception, match="The provider '"):
        say(BREAK, connect(), way=streamed)
