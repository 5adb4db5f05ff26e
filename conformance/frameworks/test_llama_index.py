"""``llama-index-llms-azure-inference`` and ``llama-index-embeddings-azure-inference`` on /models."""

import asyncio
import json

import pytest
from azure.ai.inference.models import JsonSchemaFormat
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from llama_index.core.llms import ChatMessage, MessageRole
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.azure_inference import AzureAIEmbeddingsModel
from llama_index.llms.azure_inference import AzureAICompletionsModel

from setting import (
    BREAK,
    BUILT_IN_ENDPOINT,
    BUILT_IN_KEY,
    CA,
    CHAT,
    DEFAULTED_KEY,
    EMBED,
    ENDPOINT,
    FILL_FORM,
    KEY,
    PLAIN,
    PLAIN_ANSWER,
    SHOW,
    USE_TOOLS,
)

SCHEMA = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


def llm(**options):
    options = {"endpoint": ENDPOINT, "credential": KEY, "model_name": CHAT, **options}
    return AzureAICompletionsModel(client_kwargs={"connection_verify": CA, "retry_total": 0}, **options)


def embeddings(**options):
    options = {"endpoint": ENDPOINT, "credential": KEY, "model_name": EMBED, **options}
    return AzureAIEmbeddingsModel(client_kwargs={"connection_verify": CA}, **options)


def user(text):
    return [ChatMessage(role=MessageRole.USER, content=text)]


def test_chat():
    assert llm().chat(user(PLAIN)).message.content == PLAIN_ANSWER
    assert llm().complete(PLAIN).text == PLAIN_ANSWER
    assert asyncio.run(llm().achat(user(PLAIN))).message.content == PLAIN_ANSWER


def test_settings():
    model = llm(temperature=0.25, max_tokens=99, model_kwargs={"stop": ["END"], "model_extras": {"user": "someone"}})
    body = json.loads(model.complete(SHOW).text)
    wanted = {"temperature": 0.25, "max_tokens": 99, "stop": ["END"], "user": "someone"}
    assert {key: body[key] for key in wanted} == wanted


def test_stream():
    assert "".join(part.delta for part in llm().stream_chat(user(PLAIN))) == PLAIN_ANSWER
    assert [part.text for part in llm().stream_complete(PLAIN)][-1] == PLAIN_ANSWER

    async def asynchronously():
        return "".join([part.delta async for part in await llm().astream_chat(user(PLAIN))])

    assert asyncio.run(asynchronously()) == PLAIN_ANSWER


def test_tools():
    def weather(place: str, days: int) -> str:
        """Tells the weather."""
        return f"sunny in {place} in {days} days"

    tool = FunctionTool.from_defaults(weather)
    model = llm()
    answer = model.chat_with_tools([tool], user_msg=USE_TOOLS)
    (call,) = model.get_tool_calls_from_response(answer)
    assert (call.tool_name, call.tool_kwargs) == ("weather", {"place": "Zürich", "days": 7})
    said = ChatMessage(
        role=MessageRole.TOOL, content=tool(**call.tool_kwargs).content, additional_kwargs={"tool_call_id": call.tool_id}
    )
    final = model.chat([*user(USE_TOOLS), answer.message, said])
    assert json.loads(final.message.content) == {"call_0001": "sunny in Zürich in 7 days"}


def test_json_by_a_schema():
    format_ = JsonSchemaFormat(name="place", schema=SCHEMA, strict=True)
    assert json.loads(llm(model_kwargs={"response_format": format_}).complete(FILL_FORM).text) == {"name": "Zürich"}


def test_embeddings():
    model = embeddings()
    vectors = model.get_text_embedding_batch(["one", "zwei", "one"])
    assert vectors[0] == vectors[2] != vectors[1]
    assert model.get_query_embedding("one") == vectors[0]
    assert asyncio.run(model.aget_text_embedding("one")) == vectors[0]


def test_the_built_in_models():
    model = llm(endpoint=BUILT_IN_ENDPOINT, credential=BUILT_IN_KEY, model_name="sprue-chat", max_tokens=20)
    assert model.complete("What is the capital of France?").text
    # without a name of its own the class asks /info, which names the model that answers embeddings
    model = embeddings(endpoint=BUILT_IN_ENDPOINT, credential=BUILT_IN_KEY, model_name="sprue-embed")
    assert len(model.get_query_embedding("a river")) == 384


def test_what_the_model_says_of_itself():
    assert llm(credential=DEFAULTED_KEY, model_name=None).metadata.model_name == "chat-model"


def test_errors():
    with pytest.raises(ResourceNotFoundError, match="Unknown model: nobody"):
        llm(model_name="nobody").complete(PLAIN)
    with pytest.raises(ClientAuthenticationError):
        llm(credential="wrong").complete(PLAIN)
    heard = ""
    with pytest.raises(HttpResponseError):
        for part in llm().stream_chat(user(BREAK)):
            heard += part.delta
    assert heard == "Hello"
