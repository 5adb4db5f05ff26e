"""Semantic Kernel's Azure AI Inference services on /models."""

import asyncio
import json

import pytest
from azure.ai.inference.aio import ChatCompletionsClient, EmbeddingsClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError, IncompleteReadError, ResourceNotFoundError
from pydantic import BaseModel
from semantic_kernel import Kernel
from semantic_kernel.connectors.ai.azure_ai_inference import (
    AzureAIInferenceChatCompletion,
    AzureAIInferenceChatPromptExecutionSettings,
    AzureAIInferenceEmbeddingPromptExecutionSettings,
    AzureAIInferenceTextEmbedding,
)
from semantic_kernel.connectors.ai.function_choice_behavior import FunctionChoiceBehavior
from semantic_kernel.contents import ChatHistory, ChatMessageContent, ImageContent, TextContent
from semantic_kernel.functions import kernel_function

from setting import BREAK, CA, CHAT, EMBED, ENDPOINT, FILL_FORM, KEY, PICTURE, PLAIN, PLAIN_ANSWER, SHOW, USE_TOOLS

API_VERSION = "2024-05-01-preview"


def chat(model=CHAT, key=KEY, **options):
    client = ChatCompletionsClient(ENDPOINT, AzureKeyCredential(key), connection_verify=CA, retry_total=0)
    return AzureAIInferenceChatCompletion(ai_model_id=model, client=client, **options)


def asked(text):
    history = ChatHistory(system_message="Be brief.")
    history.add_user_message(text)
    return history


async def answer(text, service=None, settings=None, **options):
    service = service or chat()
    try:
        settings = settings or AzureAIInferenceChatPromptExecutionSettings()
        return await service.get_chat_message_content(asked(text), settings, **options)
    finally:
        await service.client.close()


async def streamed(text, settings=None, **options):
    service = chat()
    try:
        settings = settings or AzureAIInferenceChatPromptExecutionSettings()
        parts = service.get_streaming_chat_message_content(asked(text), settings, **options)
        return "".join([str(part) async for part in parts])
    finally:
        await service.client.close()


class Weather:
    @kernel_function(name="weather", description="Tells the weather.")
    def weather(self, place: str, days: int) -> str:
        return f"sunny in {place} in {days} days"


class Place(BaseModel):
    name: str
    population: int


def test_chat():
    content = asyncio.run(answer(PLAIN))
    assert str(content) == PLAIN_ANSWER
    assert content.metadata["usage"].prompt_tokens == 11


def test_settings():
    settings = AzureAIInferenceChatPromptExecutionSettings(
        temperature=0.25, top_p=0.5, max_tokens=99, seed=7, extra_parameters={"user": "someone"}
    )
    body = json.loads(str(asyncio.run(answer(SHOW, settings=settings))))
    wanted = {"temperature": 0.25, "top_p": 0.5, "max_tokens": 99, "seed": 7, "user": "someone"}
    assert {key: body[key] for key in wanted} == wanted
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_a_developer_message():
    body = json.loads(str(asyncio.run(answer(SHOW, service=chat(instruction_role="developer")))))
    assert body["messages"][0] == {"role": "developer", "content": "Be brief."}


def test_stream():
    assert asyncio.run(streamed(PLAIN)) == PLAIN_ANSWER


@pytest.mark.parametrize("ask", [answer, streamed])
def test_functions_are_called_by_themselves(ask):
    kernel = Kernel()
    kernel.add_plugin(Weather(), plugin_name="tools")
    settings = AzureAIInferenceChatPromptExecutionSettings(function_choice_behavior=FunctionChoiceBehavior.Auto())
    text = str(asyncio.run(ask(USE_TOOLS, settings=settings, kernel=kernel)))
    assert text.endswith(json.dumps({"call_0001": "sunny in Zürich in 7 days"}, ensure_ascii=False, separators=(",", ":")))


def test_json_by_a_schema():
    settings = AzureAIInferenceChatPromptExecutionSettings(response_format=Place)
    text = str(asyncio.run(answer(FILL_FORM, settings=settings)))
    assert Place.model_validate_json(text) == Place(name="Zürich", population=7)


def test_images():
    async def asynchronously():
        service = chat()
        parts = [TextContent(text=SHOW), ImageContent(data_uri=PICTURE)]
        history = ChatHistory(messages=[ChatMessageContent(role="user", items=parts)])
        try:
            return await service.get_chat_message_content(history, AzureAIInferenceChatPromptExecutionSettings())
        finally:
            await service.client.close()

    content = json.loads(str(asyncio.run(asynchronously())))["messages"][0]["content"]
    assert [part["type"] for part in content] == ["text", "image_url"]
    assert content[1]["image_url"]["url"] == PICTURE


def test_embeddings():
    async def asynchronously():
        client = EmbeddingsClient(ENDPOINT, AzureKeyCredential(KEY), connection_verify=CA)
        service = AzureAIInferenceTextEmbedding(ai_model_id=EMBED, client=client)
        try:
            settings = AzureAIInferenceEmbeddingPromptExecutionSettings(dimensions=6, input_type="document")
            return await service.generate_embeddings(["one", "zwei", "one"], settings)
        finally:
            await client.close()

    vectors = asyncio.run(asynchronously())
    assert vectors.shape == (3, 6)
    assert list(vectors[0]) == list(vectors[2]) != list(vectors[1])


def test_errors():
    with pytest.raises(ResourceNotFoundError, match="Unknown model: nobody"):
        asyncio.run(answer(PLAIN, service=chat(model="nobody")))
    with pytest.raises(ClientAuthenticationError):
        asyncio.run(answer(PLAIN, service=chat(key="wrong")))
    with pytest.raises(IncompleteReadError, match="Response payload is not completed"):
        asyncio.run(streamed(BREAK))


@pytest.mark.parametrize("api_version", [None, API_VERSION, "2025-04-01"])
def test_the_service_makes_its_own_client(api_version):
    # left alone, it asks with a version of Azure OpenAI's API
    async def asynchronously():
        service = AzureAIInferenceChatCompletion(
            ai_model_id=CHAT, api_key=KEY, endpoint=ENDPOINT, api_version=api_version
        )
        try:
            settings = AzureAIInferenceChatPromptExecutionSettings()
            return await service.get_chat_message_content(asked(PLAIN), settings)
        finally:
            await service.client.close()

    assert str(asyncio.run(asynchronously())) == PLAIN_ANSWER
