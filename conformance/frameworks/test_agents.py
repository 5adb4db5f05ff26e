"""OpenAI's Agents SDK over chat completions, on both routes of the OpenAI API."""

import asyncio
import json

import openai
import pytest
from agents import Agent, ModelSettings, OpenAIChatCompletionsModel, RunConfig, Runner, function_tool
from openai import AsyncAzureOpenAI, AsyncOpenAI
from pydantic import BaseModel

from setting import (
    API_VERSION,
    BREAK,
    BUILT_IN_KEY,
    BUILT_IN_ROOT,
    CHAT,
    FILL_FORM,
    KEY,
    PLAIN,
    PLAIN_ANSWER,
    ROOT,
    USE_TOOLS,
    USED,
    ZURICH,
)

QUIET = RunConfig(tracing_disabled=True)


def plain(key, root):
    return AsyncOpenAI(base_url=f"{root}/openai/v1", api_key=key, max_retries=0)


def azure(key, root):
    return AsyncAzureOpenAI(azure_endpoint=root, api_key=key, api_version=API_VERSION, max_retries=0)


@pytest.fixture(params=[plain, azure], ids=["AsyncOpenAI", "AsyncAzureOpenAI"])
def connect(request):
    return request.param


@function_tool
def weather(place: str, days: int) -> str:
    """Tells the weather."""
    return f"sunny in {place} in {days} days"


@function_tool
def time(place: str) -> str:
    """Tells the time."""
    return f"noon in {place}"


class Place(BaseModel):
    name: str
    population: int
    languages: list[str]


def run(connect, asked, model=CHAT, key=KEY, root=ROOT, streamed=False, **options):
    """The run's result and the pieces of text that it streamed."""

    async def asynchronously():
        async with connect(key, root) as client:
            agent = Agent(
                name="helper",
                instructions="Be brief.",
                model=OpenAIChatCompletionsModel(model, openai_client=client),
                **options,
            )
            if not streamed:
                return await Runner.run(agent, asked, run_config=QUIET), []
            result = Runner.run_streamed(agent, asked, run_config=QUIET)
            events = [event async for event in result.stream_events()]
            raw = [event.data for event in events if event.type == "raw_response_event"]
            return result, [one.delta for one in raw if one.type == "response.output_text.delta"]

    return asyncio.run(asynchronously())


def test_an_agent_answers(connect):
    result, _ = run(connect, PLAIN)
    assert result.final_output == PLAIN_ANSWER
    assert result.raw_responses[0].usage.total_tokens == 15


def test_an_agent_answers_streamed(connect):
    result, pieces = run(connect, PLAIN, streamed=True)
    assert result.final_output == "".join(pieces) == PLAIN_ANSWER
    assert len(pieces) > 1


@pytest.mark.parametrize("streamed", [False, True])
def test_tools(connect, streamed):
    result, _ = run(connect, USE_TOOLS, streamed=streamed, tools=[weather, time])
    assert json.loads(result.final_output) == USED


def test_an_answer_by_a_schema(connect):
    result, _ = run(connect, FILL_FORM, output_type=Place)
    assert result.final_output == Place(**ZURICH)


def test_errors(connect):
    with pytest.raises(openai.NotFoundError, match="The API deployment for this resource does not exist"):
        run(connect, PLAIN, model="nobody")
    with pytest.raises(openai.AuthenticationError):
        run(connect, PLAIN, key="wrong")
    with pytest.raises(openai.APIError, match="The provider '"):
        run(connect, BREAK, streamed=True)


def test_the_built_in_chat_model(connect):
    result, _ = run(connect, "Hello!", "sprue-chat", BUILT_IN_KEY, BUILT_IN_ROOT, model_settings=ModelSettings(max_tokens=20))
    assert result.final_output
