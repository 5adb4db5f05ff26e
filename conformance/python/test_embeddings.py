"""Embeddings as the Python client asks for them: formats, sizes, kinds of input, and large batches."""

import asyncio
import base64
import math
import struct

import pytest
from azure.ai.inference.models import ImageEmbeddingInput

from drawings import DRAWINGS, png_url
from setting import BUILT_IN, RELAY

TEXTS = ["a river in spring", "ein Fluß", "川", "a river in spring"]


def floats(text):
    data = base64.b64decode(text)
    return list(struct.unpack(f"<{len(data) // 4}f", data))


def embed(product, model, **options):
    with product.embeddings_client() as client:
        return client.embed(input=TEXTS, model=model, **options)


@pytest.mark.parametrize("product,model", [(BUILT_IN, BUILT_IN.embed), (RELAY, RELAY.embed)], ids=["built-in", "relay"])
def test_base64_says_what_float_says(product, model):
    numbers = embed(product, model, encoding_format="float")
    coded = embed(product, model, encoding_format="base64")
    assert [item.index for item in coded.data] == [0, 1, 2, 3]
    for number, code in zip(numbers.data, coded.data):
        assert floats(code.embedding) == pytest.approx(number.embedding, abs=1e-6)


@pytest.mark.parametrize(
    "encoding,low,high,bits", [("int8", -128, 127, 1), ("uint8", 0, 255, 1), ("binary", -128, 127, 8), ("ubinary", 0, 255, 8)]
)
def test_small_numbers(encoding, low, high, bits):
    whole = embed(BUILT_IN, BUILT_IN.embed)
    small = embed(BUILT_IN, BUILT_IN.embed, encoding_format=encoding)
    for item, reference in zip(small.data, whole.data):
        assert len(item.embedding) == len(reference.embedding) // bits
        assert all(isinstance(number, int) and low <= number <= high for number in item.embedding)
    assert small.data[0].embedding == small.data[3].embedding != small.data[2].embedding


@pytest.mark.parametrize("input_type", ["text", "query", "document"])
def test_kinds_of_input(input_type):
    for product in (BUILT_IN, RELAY):
        assert len(embed(product, product.embed, input_type=input_type).data) == len(TEXTS)


def test_dimensions():
    small = embed(BUILT_IN, "sprue-image-embed", dimensions=64)
    assert [len(item.embedding) for item in small.data] == [64] * len(TEXTS)
    assert math.hypot(*small.data[0].embedding) == pytest.approx(1, abs=1e-3)


def test_a_batch():
    texts = [f"text number {i}" for i in range(300)]
    with RELAY.embeddings_client(model=RELAY.embed) as client:
        result = client.embed(input=texts)
        alone = client.embed(input=[texts[217]])
    assert [item.index for item in result.data] == list(range(300))
    assert result.data[217].embedding == alone.data[0].embedding
    assert result.usage.prompt_tokens == 300 * alone.usage.prompt_tokens


def test_extras():
    with RELAY.embeddings_client() as client:
        result = client.embed(input=["a"], model=RELAY.embed, model_extras={"user": "someone"})
    assert len(result.data) == 1


def test_information_about_the_model():
    # a resource whose only chat model would answer first has no say here: the client names no model
    with BUILT_IN.image_embeddings_client() as client:
        assert client.get_model_info().model_provider_name == "Sprue"


@pytest.mark.parametrize("encoding", ["float", "base64", "int8", "ubinary"])
def test_pictures(encoding):
    picture = png_url(64, DRAWINGS["a red circle"])
    inputs = [ImageEmbeddingInput(image=picture), ImageEmbeddingInput(image=picture, text="a blue square")]
    with BUILT_IN.image_embeddings_client() as client:
        result = client.embed(input=inputs, model="sprue-image-embed", encoding_format=encoding)
    assert [item.index for item in result.data] == [0, 1]
    assert result.data[0].embedding != result.data[1].embedding
    assert isinstance(result.data[0].embedding, str if encoding == "base64" else list)


def test_pictures_aio():
    async def asynchronously():
        async with BUILT_IN.aio_image_embeddings_client() as client:
            picture = ImageEmbeddingInput(image=png_url(64, DRAWINGS["a red circle"]))
            return await client.embed(input=[picture], model="sprue-image-embed", input_type="document")

    assert len(asyncio.run(asynchronously()).data) == 1
