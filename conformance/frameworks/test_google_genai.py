"""`google-genai` on /gemini, synchronous and asynchronous."""

import json

import pytest
from google import genai
from google.genai import errors, types
from setting import BREAK, CHAT, EMBED, KEY, PLAIN, PLAIN_ANSWER, ROOT, SHOW, USE_TOOLS, run


def client(key):
    options = types.HttpOptions(base_url=f"{ROOT}/gemini", api_version="v1beta")
    return genai.Client(api_key=key, vertexai=False, http_options=options)


# kept: a client closes its connections as soon as nobody has it any more
CLIENT = client(KEY)
STRANGER = client("wrong")


def whole(contents, **config):
    response = CLIENT.models.generate_content(model=CHAT, contents=contents, config=config)
    return response.candidates[0].content.parts, response


def streamed(contents, **config):
    responses = list(CLIENT.models.generate_content_stream(model=CHAT, contents=contents, config=config))
    return [part for response in responses for part in response.candidates[0].content.parts], responses[-1]


async def later(contents, **config):
    stream = await CLIENT.aio.models.generate_content_stream(model=CHAT, contents=contents, config=config)
    responses = [response async for response in stream]
    return [part for response in responses for part in response.candidates[0].content.parts], responses[-1]


WAYS = [whole, streamed, lambda contents, **config: run(later(contents, **config))]


def text(parts):
    return "".join(part.text or "" for part in parts if not part.thought)


@pytest.mark.parametrize("ask", WAYS)
def test_content(ask):
    parts, last = ask(PLAIN)
    assert text(parts) == PLAIN_ANSWER
    assert last.candidates[0].finish_reason == types.FinishReason.STOP
    assert last.usage_metadata.total_token_count == 15


@pytest.mark.parametrize("ask", WAYS)
def test_thoughts(ask):
    parts, _ = ask("think first", thinking_config={"include_thoughts": True})
    assert "".join(part.text for part in parts if part.thought) == "Let me see: 6 × 7."
    assert text(parts) == "It is 42."


def test_a_chat_that_calls_functions():
    def weather(place: str, days: int) -> str:
        """The weather."""
        return f"sunny in {place} in {days} days"

    chat = CLIENT.chats.create(model=CHAT, config={"tools": [weather]})
    # the client calls the function and tells the model what it gave
    results = json.loads(chat.send_message(USE_TOOLS).text)
    assert json.loads(results["call_0001"]) == {"result": "sunny in Zürich in 7 days"}
    assert chat.send_message(PLAIN).text == PLAIN_ANSWER


def test_what_the_model_is_sent():
    parts, _ = whole(SHOW, system_instruction="Be kind.", stop_sequences=["END"], response_mime_type="application/json")
    sent = json.loads(text(parts))
    assert sent["messages"] == [{"role": "system", "content": "Be kind."}, {"role": "user", "content": SHOW}]
    assert sent["stop"] == ["END"] and sent["response_format"] == {"type": "json_object"}


def test_vectors():
    embeddings = CLIENT.models.embed_content(model=EMBED, contents=["one", "two"]).embeddings
    assert len(embeddings) == 2 and all(embedding.values for embedding in embeddings)


def test_failures_are_the_clients_own():
    for failing, status in [
        (lambda: STRANGER.models.generate_content(model=CHAT, contents=PLAIN), 401),
        (lambda: CLIENT.models.generate_content(model="nobody", contents=PLAIN), 404),
        (lambda: whole(PLAIN, top_p=9), 400),
    ]:
        with pytest.raises(errors.ClientError) as failed:
            failing()
        assert failed.value.code == status
    with pytest.raises(errors.APIError):
        streamed(BREAK)


def test_tokens_are_counted():
    assert CLIENT.models.count_tokens(model=CHAT, contents=PLAIN).total_tokens > 0
