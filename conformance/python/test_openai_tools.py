"""``openai`` on the OpenAI routes: tools from the question to the last answer, and answers read into objects."""

import json
from typing import List

from openai import pydantic_function_tool
from pydantic import BaseModel

from callers import Caller
from setting import RELAY, user

USE = "use your tools"


class Weather(BaseModel):
    place: str
    days: int


class Time(BaseModel):
    place: str


class Place(BaseModel):
    name: str
    population: int
    languages: List[str]


TOOLS = [pydantic_function_tool(Weather, name="weather"), pydantic_function_tool(Time, name="time")]
CALLS = [("call_0001", Weather(place="Zürich", days=7)), ("call_0002", Time(place="Zürich"))]
ZURICH = Place(name="Zürich", population=7, languages=["Zürich"])


def parse(caller: Caller, **body):
    return caller.call(lambda client: client.chat.completions.parse(model=RELAY.chat, **body))


def streamed(caller: Caller, **body):
    return caller.helped(**body)[0]


def goes_round(caller, ask):
    choice = ask(caller, messages=user(USE), tools=TOOLS).choices[0]
    assert choice.finish_reason == "tool_calls"
    calls = choice.message.tool_calls
    assert [(call.id, call.function.parsed_arguments) for call in calls] == CALLS
    results = [{"role": "tool", "tool_call_id": call.id, "content": f"{call.function.name} ✓"} for call in calls]
    last = ask(caller, messages=[*user(USE), choice.message, *results], tools=TOOLS).choices[0]
    assert json.loads(last.message.content) == {"call_0001": "weather ✓", "call_0002": "time ✓"}
    assert last.finish_reason == "stop"


def test_a_round_trip(caller):
    goes_round(caller, parse)


def test_a_streamed_round_trip(caller):
    goes_round(caller, streamed)


def test_an_answer_by_a_schema(caller):
    for ask in (parse, streamed):
        message = ask(caller, messages=user("fill in the form"), response_format=Place).choices[0].message
        assert message.parsed == ZURICH


def test_an_answer_in_json(caller):
    answer = caller.chat(messages=user("fill in the form"), response_format={"type": "json_object"})
    assert json.loads(answer.choices[0].message.content) == {"form": "filled in"}


def test_functions_as_they_were_before_tools(caller):
    messages = [
        *user("What time is it?"),
        {"role": "assistant", "content": None, "function_call": {"name": "now", "arguments": "{}"}},
        {"role": "function", "name": "now", "content": "noon"},
        *user("show your request"),
    ]
    fields = {"functions": [{"name": "now", "parameters": {"type": "object"}}], "function_call": {"name": "now"}}
    shown = json.loads(caller.chat(messages=messages, **fields).choices[0].message.content)
    del shown["model"]
    assert shown == {"messages": messages, **fields}
