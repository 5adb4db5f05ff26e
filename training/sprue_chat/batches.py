"""Tokenised conversations in three stages, from drills to everything, grouped by length against padding."""

import itertools
import random

import numpy as np
import torch

from .tokenizer import ChatCodec

OTHER_SHARE = 0.1
"""Share of the tokens that the assistant does not have to produce which count in the loss: enough to learn the language
of the prompts from. The others' logits need not be computed."""


UNCOUNTED = -100
"""The target of a place that is there only to fill up."""

SHORT, MIDDLING = 128, 384
"""Tokens of a conversation up to which it may come in the first and in the second stage."""


class Corpus:
    """All examples back to back: ids, a mask of what to learn, where each begins and in which stage it comes."""

    def __init__(self, examples, drills, codec: ChatCodec, longest: int, seed: int):
        ids, mask, starts, stages = [], [], [0], []
        rng = random.Random(f"stages {seed}")
        for drill, messages in itertools.chain(((True, m) for m in drills), ((False, m) for m in examples)):
            example, learn = codec.example(messages)
            if len(example) > longest:
                continue
            ids.append(np.array(example, dtype=np.uint16))
            mask.append(np.array(learn, dtype=bool))
            starts.append(starts[-1] + len(example))
            stages.append(stage_of(rng, drill, len(example)))
        self.ids, self.mask, self.starts = np.concatenate(ids), np.concatenate(mask), np.array(starts)
        self.stages = np.array(stages)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def tokens(self) -> int:
        return len(self.ids)


def stage_of(rng, drill: bool, length: int) -> int:
    """0: drills and some of what is short; 1: fewer drills, nothing long; 2: everything."""
    at = rng.random()
    if drill:
        return 0 if at < 0.7 else 1 if at < 0.93 else 2
    return 0 if at < 0.08 and length <= SHORT else 1 if at < 0.3 and length <= MIDDLING else 2


def batches(corpus: Corpus, tokens_a_batch: int, seed: int):
    """One epoch, stage by stage, in an order made by `seed`.

    Of each batch: inputs [examples, time], the flat places whose next token counts, targets, tokens without the padding.
    The first stage has batches of half the size: what matters there is the number of steps. Shapes are few, since
    kernels are made for each."""
    rng, chance = random.Random(seed), np.random.default_rng(seed)
    for stage in range(3):
        most = tokens_a_batch // 2 if stage == 0 else tokens_a_batch
        order = np.flatnonzero(corpus.stages == stage).tolist()
        for longest, group in grouped(rng, order, np.diff(corpus.starts), most):
            yield padded(corpus, group, longest, max(1, most // longest), chance)


def rounded(length: int) -> int:
    """The next length of the few that batches have."""
    step = 16 if length <= 128 else 32 if length <= 384 else 128
    return -(-length // step) * step


def grouped(rng, order: list[int], lengths, most: int) -> list[tuple[int, list[int]]]:
    """Examples of about one length, and that length, as many as fill a batch."""
    rng.shuffle(order)
    filling: dict[int, list[int]] = {}
    groups = []
    for i in order:
        longest = rounded(int(lengths[i]))
        group = filling.setdefault(longest, [])
        group.append(i)
        if (len(group) + 1) * longest > most:
            groups.append((longest, filling.pop(longest)))
    groups += filling.items()
    rng.shuffle(groups)
    return groups


def padded(corpus: Corpus, group: list[int], longest: int, rows: int, chance):
    ids = np.zeros((rows, longest + 1), dtype=np.int64)
    counts = np.zeros((rows, longest + 1), dtype=bool)
    tokens = 0
    for row, i in enumerate(group):
        a, b = corpus.starts[i], corpus.starts[i + 1]
        ids[row, : b - a] = corpus.ids[a:b]
        counts[row, : b - a] = corpus.mask[a:b] | (chance.random(b - a) < OTHER_SHARE)
        tokens += int(b - a)
    places = np.flatnonzero(counts[:, 1:])
    targets = ids[:, 1:].ravel()[places]
    more = -len(places) % 256
    places, targets = np.pad(places, (0, more)), np.pad(targets, (0, more), constant_values=UNCOUNTED)
    return torch.from_numpy(ids[:, :-1].copy()), torch.from_numpy(places), torch.from_numpy(targets), tokens
