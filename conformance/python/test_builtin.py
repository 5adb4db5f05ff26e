"""The Python client against the product as it starts without a configuration."""

import asyncio
import math

import pytest
from azure.ai.inference import ChatCompletionsClient, load_client
from azure.ai.inference.models import ImageEmbeddingInput
from azure.core.credentials import AzureKeyCredential

from drawings import DRAWINGS, png_url
from setting import BUILT_IN, user
from streams import fold

QUESTION = "What is the capital of France?"


@pytest.mark.parametrize("api_version", ["2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"])
def test_a_whole_chat(api_version):
    with BUILT_IN.chat_client(api_version=api_version) as client:
        answer = client.complete(messages=user(QUESTION), model=BUILT_IN.chat, max_tokens=50)
    assert answer.id
    assert answer["object"] == "chat.completion"
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].message.content
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


def test_a_stream_says_what_the_whole_answer_says():
    options = {"messages": user(QUESTION), "model": BUILT_IN.chat, "max_tokens": 50, "temperature": 0.0, "seed": 1}
    with BUILT_IN.chat_client() as client:
        whole = client.complete(**options)
        streamed = fold(list(client.complete(stream=True, **options)))

    async def asynchronously():
        async with BUILT_IN.aio_chat_client() as client:
            answer = await client.complete(**options)
            stream = await client.complete(stream=True, **options)
            return answer, fold([update async for update in stream])

    aio_whole, aio_streamed = asyncio.run(asynchronously())
    assert aio_whole.choices[0].message.content == whole.choices[0].message.content
    for one in (streamed, aio_streamed):
        assert one.text == whole.choices[0].message.content
        assert one.finish_reason == whole.choices[0].finish_reason
        assert one.usage == whole.usage


def test_a_batch_of_embeddings():
    texts = ["a cat sat on the mat", "un chat 🐈", "a cat sat on the mat"]
    with BUILT_IN.embeddings_client() as client:
        result = client.embed(input=texts, model=BUILT_IN.embed)

    async def asynchronously():
        async with BUILT_IN.aio_embeddings_client() as client:
            return await client.embed(input=texts, model=BUILT_IN.embed)

    for one in (result, asyncio.run(asynchronously())):
        assert one.id
        assert one.usage.prompt_tokens > 0
        assert [item.index for item in one.data] == [0, 1, 2]
        assert math.dist(one.data[0].embedding, one.data[2].embedding) < 1e-3
        assert math.dist(one.data[0].embedding, one.data[1].embedding) > 1e-3


def test_pictures_are_found_by_text():
    texts = list(DRAWINGS)
    pictures = [ImageEmbeddingInput(image=png_url(64, pixel)) for pixel in DRAWINGS.values()]
    with BUILT_IN.image_embeddings_client() as client:
        images = client.embed(input=pictures, model="sprue-image-embed")
    with BUILT_IN.embeddings_client() as client:
        queries = client.embed(input=texts, model="sprue-image-embed")
    assert images.id
    assert images.usage.prompt_tokens > 0
    for wanted, query in enumerate(queries.data):
        similar = [sum(a * b for a, b in zip(query.embedding, image.embedding)) for image in images.data]
        assert similar.index(max(similar)) == wanted, texts[wanted]


def test_a_client_is_chosen_by_what_the_endpoint_serves():
    # load_client asks /info, without a model, which of its classes fits
    with load_client(f"{BUILT_IN.endpoint}/models", AzureKeyCredential(BUILT_IN.key)) as client:
        assert isinstance(client, ChatCompletionsClient)
        info = client.get_model_info()
    assert info.model_name == "sprue-chat"
    assert info.model_type == "chat-completion"
    assert info.model_provider_name == "Sprue"
