"""``openai`` on the OpenAI routes: embeddings."""

import pytest

from setting import BUILT_IN, RELAY


def embed(caller, **body):
    return caller.call(lambda client: client.embeddings.create(**{"model": caller.product.embed, **body}))


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
    text = embed(caller, input="[1,2]", dimensions=5, user="someone")
    assert [len(item.embedding) for item in text.data] == [5]
    # to the stand-in a list of tokens is the text that writes it
    assert embed(caller, input=[1, 2], dimensions=5).data == text.data
    assert embed(caller, input=[[1, 2], [3]], dimensions=5).data[0] == text.data[0]
