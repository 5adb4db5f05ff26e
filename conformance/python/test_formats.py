"""Answers in a form: free JSON, and JSON by a schema."""

import json

from azure.ai.inference.models import JsonSchemaFormat, UserMessage

from setting import RELAY

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "population": {"type": "integer"},
        "languages": {"type": "array", "items": {"type": "string", "enum": ["de", "fr"]}},
        "capital": {"type": "boolean"},
    },
    "required": ["name", "population", "languages", "capital"],
    "additionalProperties": False,
}


def filled_in(response_format, **options):
    with RELAY.chat_client(model=RELAY.chat) as client:
        messages = [UserMessage("fill in the form")]
        whole = client.complete(messages=messages, response_format=response_format, **options)
        stream = client.complete(messages=messages, response_format=response_format, stream=True, **options)
        text = "".join(update.choices[0].delta.content or "" for update in stream)
    assert text == whole.choices[0].message.content
    return json.loads(text)


def test_json_by_a_schema():
    format_ = JsonSchemaFormat(name="place", schema=SCHEMA, strict=True)
    assert filled_in(format_) == {"name": "Zürich", "population": 7, "languages": ["de"], "capital": True}


def test_json():
    assert filled_in("json_object") == {"form": "filled in"}


def test_text():
    assert filled_in("text") == {"form": "filled in"}
