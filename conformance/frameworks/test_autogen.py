"""AutoGen's ``AzureAIChatCompletionClient`` on /models."""

import asyncio
import json

import pytest
from autogen_agentchat.agents import AssistantAgent
from autogen_core import FunctionCall, Image
from autogen_core.models import (
    AssistantMessage,
    CreateResult,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    SystemMessage,
    UserMessage,
)
from autogen_core.tools import FunctionTool
from autogen_ext.models.azure import AzureAIChatCompletionClient
from azure.ai.inference.models import JsonSchemaFormat
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError, ResourceNotFoundError

from setting import (
    BREAK,
    BUILT_IN_ENDPOINT,
    BUILT_IN_KEY,
    CA,
    CHAT,
    ENDPOINT,
    FILL_FORM,
    KEY,
    PICTURE,
    PLAIN,
    PLAIN_ANSWER,
    SHOW,
    USE_TOOLS,
)

ABILITIES = {
    "json_output": True,
    "function_calling": True,
    "vision": True,
    "family": "unknown",
    "structured_output": False,
}


def run(work, **options):
    """What ``work`` makes of a client, which is closed afterwards."""
    options = {"endpoint": ENDPOINT, "credential": AzureKeyCredential(KEY), "model": CHAT, **options}

    async def asynchronously():
        client = AzureAIChatCompletionClient(
            model_info=ABILITIES, connection_verify=CA, retry_total=0, **options
        )
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(asynchronously())


def user(content):
    return UserMessage(content=content, source="user")


def weather(place: str, days: int) -> str:
    return f"sunny in {place} in {days} days"


TOOL = FunctionTool(weather, description="Tells the weather.")


def test_chat():
    result = run(lambda client: client.create([SystemMessage(content="Be brief."), user(PLAIN)]))
    assert result.content == PLAIN_ANSWER
    assert result.finish_reason == "stop"
    assert (result.usage.prompt_tokens, result.usage.completion_tokens) == (11, 4)


def test_settings():
    result = run(lambda client: client.create([user(SHOW)], extra_create_args={"max_tokens": 99}), temperature=0.25)
    body = json.loads(result.content)
    assert (body["temperature"], body["max_tokens"]) == (0.25, 99)


def test_stream():
    async def work(client):
        return [part async for part in client.create_stream([user(PLAIN)])]

    parts = run(work)
    assert "".join(parts[:-1]) == PLAIN_ANSWER
    assert isinstance(parts[-1], CreateResult) and parts[-1].content == PLAIN_ANSWER


def test_tools():
    async def work(client):
        asked = await client.create([user(USE_TOOLS)], tools=[TOOL])
        (call,) = asked.content
        assert (call.name, json.loads(call.arguments)) == ("weather", {"place": "Zürich", "days": 7})
        said = FunctionExecutionResult(content=weather(**json.loads(call.arguments)), call_id=call.id, name=call.name)
        answered = await client.create(
            [
                user(USE_TOOLS),
                AssistantMessage(content=asked.content, source="assistant"),
                FunctionExecutionResultMessage(content=[said]),
            ]
        )
        return asked, answered

    asked, answered = run(work)
    assert asked.finish_reason == "function_calls"
    assert isinstance(asked.content[0], FunctionCall)
    assert json.loads(answered.content) == {"call_0001": "sunny in Zürich in 7 days"}


def test_an_agent():
    async def work(client):
        agent = AssistantAgent("assistant", model_client=client, tools=[TOOL], reflect_on_tool_use=True)
        return (await agent.run(task=USE_TOOLS)).messages[-1].content

    assert json.loads(run(work)) == {"call_0001": "sunny in Zürich in 7 days"}


def test_json():
    result = run(lambda client: client.create([user(FILL_FORM)], json_output=True))
    assert json.loads(result.content) == {"form": "filled in"}
    schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    format_ = {"response_format": JsonSchemaFormat(name="place", schema=schema)}
    result = run(lambda client: client.create([user(FILL_FORM)], extra_create_args=format_))
    assert json.loads(result.content) == {"name": "Zürich"}


def test_images():
    result = run(lambda client: client.create([user([SHOW, Image.from_uri(PICTURE)])]))
    content = json.loads(result.content)["messages"][0]["content"]
    assert [part["type"] for part in content] == ["text", "image_url"]
    assert content[1]["image_url"]["url"].startswith("data:image/png;base64,")


def test_the_built_in_model():
    options = {"endpoint": BUILT_IN_ENDPOINT, "credential": AzureKeyCredential(BUILT_IN_KEY), "model": "sprue-chat"}
    result = run(lambda client: client.create([user("What is the capital of France?")]), max_tokens=20, **options)
    assert result.content


def test_errors():
    with pytest.raises(ResourceNotFoundError, match="Unknown model: nobody"):
        run(lambda client: client.create([user(PLAIN)]), model="nobody")
    with pytest.raises(ClientAuthenticationError):
        run(lambda client: client.create([user(PLAIN)]), credential=AzureKeyCredential("wrong"))

    async def work(client):
        heard = ""
        with pytest.raises(Exception, match="Response payload is not completed"):
            async for part in client.create_stream([user(BREAK)]):
                heard += part
        return heard

    assert run(work) == "Hello"


def test_streamed_tools_are_not_for_this_client():
    # it adds up the id of each piece, and OpenAI's dialect names a call in its first piece only
    async def work(client):
        return [part async for part in client.create_stream([user(USE_TOOLS)], tools=[TOOL])]

    with pytest.raises(TypeError):
        run(work)
