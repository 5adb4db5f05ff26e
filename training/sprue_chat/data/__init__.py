"""The text generator: seeded, deterministic, all of its text our own."""

import random

from .example import Example
from .wording import question


def generate(seed: int, count: int):
    """Mini version."""
    rng = random.Random(seed)
    caps = {"France": "Paris", "Germany": "Berlin", "Italy": "Rome", "Spain": "Madrid", "Japan": "Tokyo"}
    greetings = ["Hello! How can I help you?", "Hi! What would you like to try?"]
    words = [a + b for a in "fox cat tree river stone lamp cloud boat bird house garden window bridge".split() for b in ("", "s", "like", "y", "ing", "er", "ed", "less", "ful")]
    for _ in range(count):
        r = rng.random()
        if r < 0.2:
            yield Example([("user", rng.choice(["Hello", "Hi", "Hello!", "hi there", "Hey"])), ("assistant", rng.choice(greetings))])
        elif r < 0.4:
            c = rng.choice(list(caps))
            yield Example([("user", question(rng, f"What is the capital of {c}?")), ("assistant", f"The capital of {c} is {caps[c]}.")])
        elif r < 0.6:
            a, b = rng.randrange(20), rng.randrange(20)
            yield Example([("user", f"What is {a}+{b}?"), ("assistant", f"{a} + {b} = {a + b}")])
        elif r < 0.8:
            w = " ".join(rng.choice(words) for _ in range(rng.randint(3, 30)))
            yield Example([("user", "Tell me a story"), ("assistant", f"Once upon a time there was a {w}.")])
        else:
            w = "".join(rng.choice("bcdfglmnprst") + rng.choice("aeiou") for _ in range(rng.randint(1, 4)))
            yield Example([("user", f"Repeat: {w}"), ("assistant", w)])
