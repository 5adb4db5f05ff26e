"""``openai`` on the OpenAI routes against the product as it starts without a configuration."""

from typing import Literal

import pytest
from openai import pydantic_function_tool
from pydantic import BaseModel

from setting import BUILT_IN, user

QUESTION = {
    "messages": user("What is the capital of France?"),
    "max_tokens": 200,
    "temperature": 1,
    "seed": 3,
}


class City(BaseModel):
    city: Literal["Paris", "Oslo", "Rome"]


@pytest.fixture
def built_in(caller):
    return caller.to(BUILT_IN)


def told(answer):
    return [
        (choice.message.content, choice.finish_reason, [one.token for one in choice.logprobs.content])
        for choice in answer.choices
    ]


def test_a_stream_says_what_the_whole_answer_says(built_in):
    asked = {**QUESTION, "n": 2, "logprobs": True, "top_logprobs": 2}
    whole = built_in.chat(**asked)
    assert len(whole.choices) == 2 and whole.choices[0].message.content
    streamed, _ = built_in.helped(stream_options={"include_usage": True}, **asked)
    assert told(streamed) == told(whole)
    assert streamed.usage == whole.usage


def test_a_tool_is_called_and_an_answer_has_a_schema(built_in):
    asked = {"model": BUILT_IN.chat, "messages": user("What is the weather in Oslo?"), "max_tokens": 100}
    tool = {"tools": [pydantic_function_tool(City, name="get_weather")], "tool_choice": "required"}
    called = built_in.call(lambda client: client.chat.completions.parse(temperature=0, **asked, **tool))
    assert isinstance(called.choices[0].message.tool_calls[0].function.parsed_arguments, City)
    formed, _ = built_in.helped(response_format=City, temperature=0, **asked)
    assert isinstance(formed.choices[0].message.parsed, City)
