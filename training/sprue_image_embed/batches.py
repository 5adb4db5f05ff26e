"""Batches of pictures and sentences, made as they are needed and different every time, but the same for the same seed."""

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from .data import caption, held_out, mutated, render, sample

AHEAD = 6


@dataclass
class Batch:
    pixels: np.ndarray  # [n, 64, 64, 3] bytes
    texts: list[str]
    also_true: np.ndarray  # [n, n]: sentence j is true of picture i, which it was not made for


def make(seed: int, step: int, size: int) -> Batch:
    """Half of the scenes are at random, and each is followed by one that differs from it in one respect."""
    rng = random.Random(seed * 1_000_003 + step)
    scenes = []
    while len(scenes) < size:
        scene = sample(rng)
        other = mutated(rng, scene)
        if not held_out(scene) and not held_out(other):
            scenes += [scene, other]
    pixels = np.stack([render(rng, scene) for scene in scenes])
    texts, stated = zip(*(_cased(rng, *caption(rng, scene)) for scene in scenes))
    facts = [scene.facts() for scene in scenes]
    also_true = np.array([[i != j and stated[j] <= facts[i] for j in range(size)] for i in range(size)])
    return Batch(pixels, list(texts), also_true)


def _cased(rng, text, facts):
    return (text[0].upper() + text[1:] if rng.random() < 0.15 else text), facts


def batches(seed: int, size: int, first: int, end: int):
    """Of the steps from `first` on, made in a process of its own, a few ahead."""
    with ProcessPoolExecutor(1) as pool:
        pending = [pool.submit(make, seed, step, size) for step in range(first, min(first + AHEAD, end))]
        for step in range(first, end):
            if step + AHEAD < end:
                pending.append(pool.submit(make, seed, step + AHEAD, size))
            yield pending.pop(0).result()
