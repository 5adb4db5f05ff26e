"""From text to tokens: byte-level BPE as the chat model has it, after folding case."""

import re

from sprue_chat import tokenizer as bpe

_WORD = re.compile(r"[^\W\d_]{2,}")


def folded(text: str) -> str:
    """Lower case but for single letters, which may be what a picture shows; one space before every word."""
    return " " + " ".join(_WORD.sub(lambda m: m.group().lower(), text).split())


class TextCodec:
    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.plain = bpe.plain(tokenizer)

    @staticmethod
    def train(texts, vocab_size: int) -> "TextCodec":
        return TextCodec(bpe.train((folded(text) for text in texts), vocab_size))

    def encode(self, text: str) -> list[int]:
        return self.plain.encode(folded(text)).ids

    def encode_batch(self, texts) -> list[list[int]]:
        return [e.ids for e in self.plain.encode_batch_fast([folded(text) for text in texts])]
