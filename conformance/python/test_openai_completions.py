"""``openai`` on the OpenAI routes: completions."""

import json

import pytest

from setting import BUILT_IN, SCRIPTS

TEXTS = [script for script in SCRIPTS if script["finish_reason"] == "stop"]


def complete(caller, **body):
    return caller.call(lambda client: client.completions.create(**{"model": caller.product.text, **body}))


def completed(caller, **body):
    body = {"model": caller.product.text, "stream": True, **body}
    return caller.all(lambda client: client.completions.create(**body))


@pytest.mark.parametrize("script", TEXTS, ids=lambda script: script["name"])
def test_a_text_is_completed(caller, script):
    answer = complete(caller, prompt=script["name"])
    assert answer.id and answer.object == "text_completion"
    assert answer.choices[0].text == script["text"]
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.completion_tokens == script["completion_tokens"]
    chunks = completed(caller, prompt=script["name"], stream_options={"include_usage": True})
    assert "".join(choice.text for chunk in chunks for choice in chunk.choices) == script["text"]
    assert chunks[-1].choices == [] and chunks[-1].usage.completion_tokens == script["completion_tokens"]


def test_prompts_choices_echo_and_logprobs(caller):
    answer = complete(caller, prompt=["one", "zwei"], n=2, echo=True, logprobs=1)
    assert [choice.text for choice in answer.choices] == ["oneone", "oneone", "zweizwei", "zweizwei"]
    assert [choice.index for choice in answer.choices] == [0, 1, 2, 3]
    assert all("".join(choice.logprobs.tokens) == choice.text for choice in answer.choices)


@pytest.mark.parametrize("prompt", [[1, 2, 3], [[1, 2], [3, 4]]])
def test_a_prompt_in_tokens(caller, prompt):
    texts = [json.loads(choice.text) for choice in complete(caller, prompt=prompt).choices]
    assert texts == (prompt if isinstance(prompt[0], list) else [prompt])


def test_every_field_of_a_completion_reaches_the_model(caller):
    fields = {
        "prompt": "show your request",
        "suffix": "the end",
        "max_tokens": 7,
        "temperature": 0.25,
        "top_p": 0.5,
        "best_of": 2,
        "logprobs": 5,
        "stop": "\n",
        "seed": 7,
        "presence_penalty": 0.5,
        "frequency_penalty": -0.5,
        "logit_bias": {"50256": -100},
        "user": "someone",
    }
    shown = json.loads(complete(caller, **fields).choices[0].text)
    assert shown.pop("model") == "stand-in-text-2026-01-01"
    assert shown == fields


def test_the_built_in_model_completes_a_text(caller):
    built_in = caller.to(BUILT_IN)
    body = {"model": BUILT_IN.text, "prompt": "Once upon a time", "max_tokens": 8, "temperature": 0}
    whole = built_in.call(lambda client: client.completions.create(echo=True, logprobs=2, **body)).choices[0]
    assert whole.text.startswith(body["prompt"])
    assert "".join(whole.logprobs.tokens) == whole.text
    assert whole.logprobs.token_logprobs[0] is None
    chunks = built_in.all(lambda client: client.completions.create(stream=True, **body))
    assert body["prompt"] + "".join(choice.text for chunk in chunks for choice in chunk.choices) == whole.text
