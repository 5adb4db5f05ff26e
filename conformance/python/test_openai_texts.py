"""``openai`` on the OpenAI routes: completions, embeddings, and the lists of models."""

import json

import pytest
from openai import AsyncOpenAI, NotFoundError, OpenAI

from callers import Caller
from setting import BUILT_IN, RELAY, SCRIPTS

TEXTS = [script for script in SCRIPTS if script["finish_reason"] == "stop"]


def complete(caller, **body):
    return caller.call(lambda client: client.completions.create(**{"model": caller.product.text, **body}))


def completed(caller, **body):
    body = {"model": caller.product.text, "stream": True, **body}
    return caller.all(lambda client: client.completions.create(**body))


def embed(caller, **body):
    return caller.call(lambda client: client.embeddings.create(**{"model": caller.product.embed, **body}))


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


@pytest.mark.parametrize("product", [BUILT_IN, RELAY], ids=["built-in", "relay"])
def test_embeddings_are_the_same_in_base64_and_in_numbers(caller, product):
    caller = caller.to(product)
    texts = ["a river", "ein Fluß", "a river"]
    # left alone the package asks for base64 and decodes it
    coded, numbers = embed(caller, input=texts), embed(caller, input=texts, encoding_format="float")
    assert coded.usage.prompt_tokens == coded.usage.total_tokens > 0
    assert [item.index for item in coded.data] == [0, 1, 2]
    for one, other in zip(coded.data, numbers.data):
        assert one.embedding == pytest.approx(other.embedding, abs=1e-6)


def test_embeddings_by_length_and_of_tokens(caller):
    text = embed(caller, input="[1, 2]".replace(" ", ""), dimensions=5, user="someone")
    assert [len(item.embedding) for item in text.data] == [5]
    # to the stand-in a list of tokens is the text that writes it
    assert embed(caller, input=[1, 2], dimensions=5).data == text.data
    assert embed(caller, input=[[1, 2], [3]], dimensions=5).data[0] == text.data[0]


@pytest.mark.parametrize("product", [BUILT_IN, RELAY], ids=["built-in", "relay"])
def test_models_are_listed_and_looked_up(caller, product):
    caller = caller.to(product)
    models = caller.all(lambda client: client.models.list())
    names = [model.id for model in models]
    assert names and len(set(names)) == len(names)
    assert caller.call(lambda client: client.models.retrieve(names[0])) == models[0]
    with pytest.raises(NotFoundError) as caught:
        caller.call(lambda client: client.models.retrieve("nobody"))
    assert caught.value.code == "model_not_found"


@pytest.mark.parametrize("class_", [OpenAI, AsyncOpenAI])
def test_v1_lists_deployments_by_their_names(class_):
    caller = Caller(class_)
    names = [model.id for model in caller.all(lambda client: client.models.list())]
    assert names[0] == RELAY.chat and RELAY.embed in names
    assert caller.call(lambda client: client.models.retrieve(RELAY.chat)).id == RELAY.chat
