"""``langchain-azure-ai``: its chat model and its embeddings on /models."""

import asyncio
import json

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from langchain_azure_ai.chat_models.inference import AzureAIChatCompletionsModel
from langchain_azure_ai.embeddings.inference import AzureAIEmbeddingsModel
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel

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
    PICTURE,
    PLAIN,
    PLAIN_ANSWER,
    SHOW,
    USE_TOOLS,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated.*")


def chat(**options):
    options = {"endpoint": ENDPOINT, "credential": KEY, "model": CHAT, **options}
    return AzureAIChatCompletionsModel(client_kwargs={"connection_verify": CA, "retry_total": 0}, **options)


@tool
def weather(place: str, days: int) -> str:
    """Tells the weather."""
    return f"sunny in {place} in {days} days"


@tool
def time(place: str) -> str:
    """Tells the time."""
    return f"noon in {place}"


class Place(BaseModel):
    """A place."""

    name: str
    population: int
    languages: list[str]


def test_chat():
    answer = chat().invoke([SystemMessage("Be brief."), HumanMessage(PLAIN)])
    assert answer.content == PLAIN_ANSWER
    assert answer.usage_metadata == {"input_tokens": 11, "output_tokens": 4, "total_tokens": 15}
    assert asyncio.run(chat().ainvoke(PLAIN)).content == PLAIN_ANSWER


def test_settings():
    model = chat(temperature=0.25, top_p=0.5, max_tokens=99, seed=7, model_kwargs={"user": "someone"})
    body = json.loads(model.invoke([HumanMessage(SHOW)], stop=["END"]).content)
    wanted = {"temperature": 0.25, "top_p": 0.5, "max_tokens": 99, "seed": 7, "user": "someone", "stop": ["END"]}
    assert {key: body[key] for key in wanted} == wanted


def test_stream():
    whole = None
    for chunk in chat().stream(PLAIN):
        whole = chunk if whole is None else whole + chunk
    assert whole.content == PLAIN_ANSWER
    assert whole.usage_metadata["total_tokens"] == 15

    async def asynchronously():
        return "".join([chunk.content async for chunk in chat().astream(PLAIN)])

    assert asyncio.run(asynchronously()) == PLAIN_ANSWER


@pytest.mark.parametrize("streamed", [False, True])
def test_tools(streamed):
    model = chat().bind_tools([weather, time])
    messages = [HumanMessage(USE_TOOLS)]
    if streamed:
        answer = None
        for chunk in model.stream(messages):
            answer = chunk if answer is None else answer + chunk
    else:
        answer = model.invoke(messages)
    assert [(call["name"], call["args"]) for call in answer.tool_calls] == [
        ("weather", {"place": "Zürich", "days": 7}),
        ("time", {"place": "Zürich"}),
    ]
    messages.append(answer)
    for call, function in zip(answer.tool_calls, [weather, time]):
        messages.append(function.invoke(call))
    assert all(isinstance(message, ToolMessage) for message in messages[2:])
    assert json.loads(model.invoke(messages).content) == {
        "call_0001": "sunny in Zürich in 7 days",
        "call_0002": "noon in Zürich",
    }


def test_structured_output():
    by_schema = chat().with_structured_output(Place, method="json_schema")
    assert by_schema.invoke(FILL_FORM) == Place(name="Zürich", population=7, languages=["Zürich"])
    by_tool = chat().with_structured_output(Place, method="function_calling")
    assert by_tool.invoke(USE_TOOLS) == Place(name="Zürich", population=7, languages=["Zürich"])
    assert chat().with_structured_output(Place, method="json_mode").invoke(FILL_FORM) == {"form": "filled in"}


def test_images():
    parts = [{"type": "text", "text": SHOW}, {"type": "image_url", "image_url": {"url": PICTURE}}]
    assert json.loads(chat().invoke([HumanMessage(parts)]).content)["messages"][0]["content"] == parts


def test_embeddings():
    model = AzureAIEmbeddingsModel(
        endpoint=ENDPOINT, credential=KEY, model=EMBED, dimensions=6, client_kwargs={"connection_verify": CA}
    )
    vectors = model.embed_documents(["one", "zwei", "one"])
    assert [len(vector) for vector in vectors] == [6, 6, 6]
    assert vectors[0] == vectors[2] != vectors[1]
    assert model.embed_query("one") == vectors[0] == asyncio.run(model.aembed_query("one"))


def test_the_built_in_models():
    model = chat(endpoint=BUILT_IN_ENDPOINT, credential=BUILT_IN_KEY, model="sprue-chat", max_tokens=20)
    assert model.invoke("What is the capital of France?").content
    embeddings = AzureAIEmbeddingsModel(
        endpoint=BUILT_IN_ENDPOINT,
        credential=BUILT_IN_KEY,
        model="sprue-embed",
        client_kwargs={"connection_verify": CA},
    )
    assert len(embeddings.embed_query("a river")) == 384


def test_without_a_model_the_default_answers():
    # the class asks /info what it talks to
    assert chat(credential=DEFAULTED_KEY, model=None).invoke(PLAIN).content == PLAIN_ANSWER


def test_errors():
    with pytest.raises(ResourceNotFoundError, match="Unknown model: nobody"):
        chat(model="nobody").invoke(PLAIN)
    with pytest.raises(ClientAuthenticationError):
        chat(credential="wrong").invoke(PLAIN)
    with pytest.raises(HttpResponseError) as caught:
        chat().invoke("fault too_many")
    assert caught.value.status_code == 429
    heard = []
    with pytest.raises(HttpResponseError):
        for chunk in chat().stream(BREAK):
            heard.append(chunk.content)
    assert "".join(heard) == "Hello"
