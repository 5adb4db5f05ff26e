"""The four classes of the ``openai`` package as programs set them up, called alike whether they are asynchronous or not."""

import asyncio
import inspect
from dataclasses import dataclass, field

from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI

from setting import RELAY

# one loop for all that is asynchronous, and each client made once: making one reads all the certificates
LOOP = asyncio.new_event_loop()
CLIENTS = {}
DATED = (AzureOpenAI, AsyncAzureOpenAI)
CLASSES = (OpenAI, AzureOpenAI, AsyncOpenAI, AsyncAzureOpenAI)


def settings(class_, product):
    """What a program gives ``class_`` to call ``product``."""
    if class_ in DATED:
        return {"azure_endpoint": product.endpoint, "api_key": product.key, "api_version": "2024-10-21"}
    return {"base_url": f"{product.endpoint}/openai/v1", "api_key": product.key}


def close_clients():
    for client in CLIENTS.values():
        LOOP.run_until_complete(waited(client.close()))
    LOOP.close()


async def waited(value):
    return await value if inspect.isawaitable(value) else value


@dataclass(frozen=True)
class Caller:
    """Makes calls with a client of ``class_``."""

    class_: type
    product: object = RELAY
    options: dict = field(default_factory=dict)

    def to(self, product):
        return Caller(self.class_, product, self.options)

    def set(self, **options):
        return Caller(self.class_, self.product, {**self.options, **options})

    @property
    def dated(self):
        return self.class_ in DATED

    @property
    def asynchronous(self):
        return self.class_.__name__.startswith("Async")

    def call(self, function):
        """What ``function`` makes of a client; where that can be waited for, what it becomes."""
        value = function(self._client())
        return LOOP.run_until_complete(waited(value)) if self.asynchronous else value

    def _client(self):
        key = (self.class_, self.product, *sorted((name, str(value)) for name, value in self.options.items()))
        if key not in CLIENTS:
            CLIENTS[key] = self.class_(**{**settings(self.class_, self.product), **self.options})
        return CLIENTS[key]

    def hear(self, function, each):
        """Gives ``each`` every item of the stream, or of the pages, that ``function`` opens."""

        async def asynchronously(client):
            async for item in await waited(function(client)):
                each(item)

        def synchronously(client):
            for item in function(client):
                each(item)

        self.call(asynchronously if self.asynchronous else synchronously)

    def all(self, function):
        """Every item of the stream, or of the pages, that ``function`` opens."""
        items = []
        self.hear(function, items.append)
        return items

    def chat(self, **body):
        return self.call(lambda client: client.chat.completions.create(**{"model": self.product.chat, **body}))

    def chunks(self, **body):
        return self.all(
            lambda client: client.chat.completions.create(**{"model": self.product.chat, "stream": True, **body})
        )

    def helped(self, **body):
        """The final answer of the package's stream helper, and its events."""
        body = {"model": self.product.chat, **body}
        events = []

        async def asynchronously(client):
            async with client.chat.completions.stream(**body) as stream:
                async for event in stream:
                    events.append(event)
                return await stream.get_final_completion()

        def synchronously(client):
            with client.chat.completions.stream(**body) as stream:
                events.extend(stream)
                return stream.get_final_completion()

        final = self.call(asynchronously if self.asynchronous else synchronously)
        return final, events


def text_of(chunks):
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
