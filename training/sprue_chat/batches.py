"""Tokenised conversations, grouped by length so that little of a batch is padding."""

import random

import numpy as np
import torch

from .tokenizer import ChatCodec

OTHER_SHARE = 0.1
"""Share of the tokens that the assistant does not have to produce which count in the loss: enough to learn the language
of the prompts from. The others' logits need not be computed."""


class Corpus:
    """All examples back to back: ids, a mask of what to learn, and where each example begins."""

    def __init__(self, examples, codec: ChatCodec, longest: int):
        ids, mask, starts = [], [], [0]
        for messages in examples:
            example, learn = codec.example(messages)
            if len(example) > longest:
                continue
            ids.append(np.array(example, dtype=np.uint16))
            mask.append(np.array(learn, dtype=bool))
            starts.append(starts[-1] + len(example))
        self.ids, self.mask, self.starts = np.concatenate(ids), np.concatenate(mask), np.array(starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def tokens(self) -> int:
        return len(self.ids)


def batches(corpus: Corpus, tokens_a_batch: int, seed: int):
    """One epoch in an order made by `seed`: (inputs [examples, time], the flat places whose next token counts, targets)."""
    rng, chance = random.Random(seed), np.random.default_rng(seed)
    order = list(range(len(corpus)))
    rng.shuffle(order)
    lengths = np.diff(corpus.starts)
    groups: list[list[int]] = []
    pool = 4096  # sorted within a pool, so that batches stay random mixtures
    for at in range(0, len(order), pool):
        group: list[int] = []
        for i in sorted(order[at : at + pool], key=lambda i: lengths[i]):
            if group and (len(group) + 1) * lengths[i] > tokens_a_batch:
                groups.append(group)
                group = []
            group.append(i)
        groups.append(group)
    rng.shuffle(groups)
    for group in groups:
        longest = max(lengths[i] for i in group)
        ids = np.zeros((len(group), longest), dtype=np.int64)
        counts = np.zeros((len(group), longest), dtype=bool)
        for row, i in enumerate(group):
            a, b = corpus.starts[i], corpus.starts[i + 1]
            ids[row, : b - a] = corpus.ids[a:b]
            counts[row, : b - a] = corpus.mask[a:b] | (chance.random(b - a) < OTHER_SHARE)
        places = np.flatnonzero(counts[:, 1:])
        yield torch.from_numpy(ids[:, :-1]), torch.from_numpy(places), torch.from_numpy(ids[:, 1:].ravel()[places])
