"""The text generator: seeded, deterministic, all of its text the project's own."""

import random
from dataclasses import replace

from . import about_sprue, classify, extract, facts, fields, lists, numbers, social, stories, system, text, tools, turns, unknown
from .example import Example

SINGLE = [task for m in (social, about_sprue, facts, numbers, text, extract, fields, lists, stories, classify, unknown,
        system, tools) for task in m.TASKS]
MULTI = [("remember", 8), ("told-at-once", 2), ("follow-up", 5), ("two-facts", 1), ("chain", 6), ("long-chain", 0.5)]
"""Tasks of several turns and their weights, beside the single ones."""

FUNCTIONS = {name: f for name, _, f in [*SINGLE, *tools.NEW_TASKS]}
TASK_NAMES = [name for name, _, _ in SINGLE] + [name for name, _ in MULTI]
NEW_NAMES = [name for name, _, _ in tools.NEW_TASKS]
_WEIGHTS = [w for _, w, _ in SINGLE] + [w for _, w in MULTI]
_SHORT = [(name, w) for name, w, _ in SINGLE if not name.startswith(("story", "poem", "persona", "role", "system",
        "only", "unknown-loose", "tool"))]
RESTYLED = 0.22
"""Share of the examples without a system prompt that get one."""


def _plain_turns(rng, allowed=_SHORT):
    """The turns of one short single-turn example that is not held out."""
    while True:
        name = rng.choices([n for n, _ in allowed], [w for _, w in allowed])[0]
        e = FUNCTIONS[name](rng)
        if not e.held_out and len(e.messages) == 2:
            return [(e.messages[0][1], e.messages[1][1])]


def make(rng, task: str) -> Example:
    """One example of a task; it may be one that is held out."""
    if task == "remember":
        e = turns.remember(rng, lambda: _plain_turns(rng))
    elif task == "told-at-once":
        e = turns.at_once(rng)
    elif task == "follow-up":
        e = turns.follow_up(rng)
    elif task == "two-facts":
        e = turns.choice(rng)
    elif task in ("chain", "long-chain"):
        count = rng.randint(2, 4) if task == "chain" else rng.randint(7, 40)
        parts = [_plain_turns(rng, _SHORT if rng.random() < 0.9 else [("story", 1)]) for _ in range(count)]
        e = turns.conversation([turn for part in parts for turn in part])
    else:
        e = FUNCTIONS[task](rng)
    return replace(e, task=task)


def generate(seed: int, count: int):
    """Training examples: none of them, nor any turn in them, is a held-out combination."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        e = make(rng, rng.choices(TASK_NAMES, _WEIGHTS)[0])
        if e.held_out:
            continue
        if e.messages[0][0] != "system" and rng.random() < RESTYLED:
            e = replace(system.restyle(rng, e), task=e.task)
        made += 1
        yield e


def test_set(seed: int, task: str, count: int) -> list[Example]:
    """Different examples of one task for evaluation: held-out combinations where it has any, else new wordings."""
    rng = random.Random(f"{seed} {task}")
    seen, out, tries = set(), [], 0
    keyed = any(make(rng, task).key for _ in range(50))
    while len(out) < count and tries < 20_000:
        tries += 1
        e = make(rng, task)
        if (keyed and not e.held_out) or str(e.messages) in seen:
            continue
        seen.add(str(e.messages))
        out.append(e)
    return out
