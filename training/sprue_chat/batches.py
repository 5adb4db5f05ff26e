"""Tokenised conversations, grouped by length so that little of a batch is padding."""

import random

import numpy as np
import torch

from .tokenizer import ChatCodec

OTHER_WEIGHT = 0.1
"""Loss weight of what the assistant does not have to produce: enough to learn the language of the prompts from."""


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
    """One epoch in an order made by `seed`: (inputs, targets, weights), each [examples, time]."""
    rng = random.Random(seed)
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
        weight = np.zeros((len(group), longest), dtype=np.float32)
        for row, i in enumerate(group):
            a, b = corpus.starts[i], corpus.starts[i + 1]
            ids[row, : b - a] = corpus.ids[a:b]
            weight[row, : b - a] = np.where(corpus.mask[a:b], 1.0, OTHER_WEIGHT)
        yield torch.from_numpy(ids[:, :-1]), torch.from_numpy(ids[:, 1:]), torch.from_numpy(weight[:, 1:])
