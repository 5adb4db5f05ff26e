"""``langchain-openai`` and LangGraph on both routes of the OpenAI API."""

import json

import openai
import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import AzureChatOpenAI, AzureOpenAIEmbeddings, ChatOpenAI, OpenAIEmbeddings
from langgraph.prebuilt import create_react_agent
from pydantic import BaseModel

from setting import (
    API_VERSION,
    BREAK,
    BUILT_IN_KEY,
    BUILT_IN_ROOT,
    CHAT,
    EMBED,
    FILL_FORM,
    KEY,
    PICTURE,
    PLAIN,
    PLAIN_ANSWER,
    ROOT,
    SHOW,
    USE_TOOLS,
    USED,
    ZURICH,
    run,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*moved to.*", "ignore:.*deprecated.*")


def plain(model=CHAT, key=KEY, root=ROOT, **options):
    return ChatOpenAI(model=model, api_key=key, base_url=f"{root}/openai/v1", max_retries=0, **options)


def azure(model=CHAT, key=KEY, root=ROOT, **options):
    settings = {"azure_deployment": model, "api_key": key, "azure_endpoint": root, "api_version": API_VERSION}
    return AzureChatOpenAI(max_retries=0, **settings, **options)


def plain_embeddings(model=EMBED, key=KEY, root=ROOT, **options):
    # without the check of lengths, which would count tokens with a vocabulary from the network
    settings = {"model": model, "api_key": key, "base_url": f"{root}/openai/v1"}
    return OpenAIEmbeddings(check_embedding_ctx_length=False, **settings, **options)


def azure_embeddings(model=EMBED, key=KEY, root=ROOT, **options):
    settings = {"azure_deployment": model, "api_key": key, "azure_endpoint": root, "api_version": API_VERSION}
    return AzureOpenAIEmbeddings(check_embedding_ctx_length=False, **settings, **options)


@pytest.fixture(params=[plain, azure], ids=["ChatOpenAI", "AzureChatOpenAI"])
def chat(request):
    return request.param


@tool
def weather(place: str, days: int) -> str:
    """Tells the weather."""
    return f"sunny in {place} in {days} days"


@tool
def time(place: str) -> str:
    """Tells the time."""
    return f"noon in {place}"


TOOLS = [weather, time]


class Place(BaseModel):
    """A place."""

    name: str
    population: int
    languages: list[str]


def joined(chunks):
    whole = None
    for chunk in chunks:
        whole = chunk if whole is None else whole + chunk
    return whole


def test_chat(chat):
    answer = chat().invoke([SystemMessage("Be brief."), HumanMessage(PLAIN)])
    assert answer.content == PLAIN_ANSWER
    assert answer.usage_metadata["total_tokens"] == 15
    assert run(chat().ainvoke(PLAIN)).content == PLAIN_ANSWER


def test_settings(chat):
    model = chat(temperature=0.25, top_p=0.5, max_tokens=99, seed=7, logprobs=True, model_kwargs={"user": "someone"})
    answer = model.invoke(SHOW, stop=["END"])
    body = json.loads(answer.content)
    wanted = {"temperature": 0.25, "top_p": 0.5, "seed": 7, "user": "someone", "stop": ["END"], "logprobs": True}
    assert {key: body[key] for key in wanted} == wanted
    assert 99 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert "".join(one["token"] for one in answer.response_metadata["logprobs"]["content"]) == answer.content


def test_stream(chat):
    whole = joined(chat(stream_usage=True).stream(PLAIN))
    assert whole.content == PLAIN_ANSWER
    assert whole.usage_metadata["total_tokens"] == 15

    async def asynchronously():
        return "".join([chunk.content async for chunk in chat().astream(PLAIN)])

    assert run(asynchronously()) == PLAIN_ANSWER


@pytest.mark.parametrize("streamed", [False, True])
def test_tools(chat, streamed):
    model = chat().bind_tools(TOOLS)
    messages = [HumanMessage(USE_TOOLS)]
    answer = joined(model.stream(messages)) if streamed else model.invoke(messages)
    assert [(call["name"], call["args"]) for call in answer.tool_calls] == [
        ("weather", {"place": "Zürich", "days": 7}),
        ("time", {"place": "Zürich"}),
    ]
    messages += [answer, *(function.invoke(call) for call, function in zip(answer.tool_calls, TOOLS))]
    assert json.loads(model.invoke(messages).content) == USED


def test_structured_output(chat):
    for method, asked in [("json_schema", FILL_FORM), ("function_calling", USE_TOOLS)]:
        assert chat().with_structured_output(Place, method=method).invoke(asked) == Place(**ZURICH)
    assert chat().with_structured_output(None, method="json_mode").invoke(FILL_FORM) == {"form": "filled in"}


def test_images(chat):
    parts = [{"type": "text", "text": SHOW}, {"type": "image_url", "image_url": {"url": PICTURE}}]
    assert json.loads(chat().invoke([HumanMessage(parts)]).content)["messages"][0]["content"] == parts


@pytest.mark.parametrize("agent", [create_react_agent, create_agent])
def test_a_react_agent(chat, agent):
    messages = agent(chat(), TOOLS).invoke({"messages": [("user", USE_TOOLS)]})["messages"]
    assert [type(message) for message in messages] == [HumanMessage, AIMessage, ToolMessage, ToolMessage, AIMessage]
    assert json.loads(messages[-1].content) == USED


def test_a_react_agent_streamed(chat):
    agent = create_react_agent(chat(), TOOLS)
    stream = agent.stream({"messages": [("user", USE_TOOLS)]}, stream_mode="messages")
    said = [message.content for message, _ in stream if isinstance(message, AIMessageChunk)]
    assert len(said) > 2
    assert json.loads("".join(said)) == USED


@pytest.mark.parametrize("embeddings", [plain_embeddings, azure_embeddings])
def test_embeddings(embeddings):
    model = embeddings(dimensions=6)
    vectors = model.embed_documents(["one", "zwei", "one"])
    assert [len(vector) for vector in vectors] == [6, 6, 6]
    assert vectors[0] == vectors[2] != vectors[1]
    assert model.embed_query("one") == vectors[0] == run(model.aembed_query("one"))
    assert len(embeddings("sprue-embed", BUILT_IN_KEY, BUILT_IN_ROOT).embed_query("a river")) == 384


def test_the_built_in_chat_model(chat):
    assert chat("sprue-chat", BUILT_IN_KEY, BUILT_IN_ROOT, max_tokens=20).invoke("What is the capital of France?").content


def test_errors(chat):
    with pytest.raises(openai.NotFoundError, match="The API deployment for this resource does not exist"):
        chat("nobody").invoke(PLAIN)
    with pytest.raises(openai.AuthenticationError):
        chat(key="wrong").invoke(PLAIN)
    with pytest.raises(openai.RateLimitError):
        chat().invoke("fault too_many")
    heard = []
    with pytest.raises(openai.APIError):
        for chunk in chat().stream(BREAK):
            heard.append(chunk.content)
    assert "".join(heard) == "Hello"
