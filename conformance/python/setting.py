"""What the driver passes in: two running products, their keys, and the texts that the stand-in provider answers with."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from azure.ai.inference import ChatCompletionsClient, EmbeddingsClient, ImageEmbeddingsClient
from azure.ai.inference import aio
from azure.core.credentials import AzureKeyCredential


@dataclass(frozen=True)
class Product:
    """A running product and the names of its deployments."""

    endpoint: str
    key: str
    chat: str
    embed: str

    def chat_client(self, key=None, **options):
        return ChatCompletionsClient(f"{self.endpoint}/models", AzureKeyCredential(key or self.key), **options)

    def embeddings_client(self, key=None, **options):
        return EmbeddingsClient(f"{self.endpoint}/models", AzureKeyCredential(key or self.key), **options)

    def image_embeddings_client(self, key=None, **options):
        return ImageEmbeddingsClient(f"{self.endpoint}/models", AzureKeyCredential(key or self.key), **options)

    # requests reads REQUESTS_CA_BUNDLE by itself; aiohttp has to be told
    def aio_chat_client(self, key=None, **options):
        credential = AzureKeyCredential(key or self.key)
        return aio.ChatCompletionsClient(f"{self.endpoint}/models", credential, connection_verify=CA, **options)

    def aio_embeddings_client(self, key=None, **options):
        credential = AzureKeyCredential(key or self.key)
        return aio.EmbeddingsClient(f"{self.endpoint}/models", credential, connection_verify=CA, **options)

    def aio_image_embeddings_client(self, key=None, **options):
        credential = AzureKeyCredential(key or self.key)
        return aio.ImageEmbeddingsClient(f"{self.endpoint}/models", credential, connection_verify=CA, **options)


CA = os.environ["SPRUE_CA"]
BUILT_IN = Product(os.environ["SPRUE_ENDPOINT"], os.environ["SPRUE_KEY"], "sprue-chat", "sprue-embed")
RELAY = Product(os.environ["SPRUE_RELAY_ENDPOINT"], os.environ["SPRUE_RELAY_KEY"], "Relay-Chat", "Relay-Embed")
# the key of a resource of the second product that has a default deployment
DEFAULTED_KEY = os.environ["SPRUE_DEFAULTED_KEY"]

# each: name, text, finish_reason, completion_tokens, prompt_tokens, tool_call
SCRIPTS = json.loads(Path(os.environ["SPRUE_SCRIPTS"]).read_text(encoding="utf-8"))

# each: name, the model and message to ask with, the partial text, the code of the error
BROKEN_STREAMS = json.loads(Path(os.environ["SPRUE_BROKEN_STREAMS"]).read_text(encoding="utf-8"))


def user(content):
    return [{"role": "user", "content": content}]
