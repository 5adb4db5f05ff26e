"""``openai`` on the OpenAI routes: the lists of models."""

import pytest
from openai import AsyncOpenAI, NotFoundError, OpenAI

from callers import Caller
from setting import BUILT_IN, RELAY


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
