"""Short exercises for the beginning of the training, in which nearly all of an answer is to be copied from the request.

A network learns to look things up in its prompt late and suddenly; where most of what it has to say is a copy, early.
"""

import random

from .example import Example, ask
from .extract import dumps
from .tool_made import style, tool, VERBS, a_noun
from .tool_values import KINDS, code
from .tools import one_call, system_turn
from .words import COMMON, THINGS, city_name, first_name, joined, made_up

PLAIN = ["city", "country", "person", "email", "id", "number_id", "date", "time", "language", "item", "count", "price"]
LEADS = ["Repeat: ", "Copy: ", "Say: ", "Repeat this: ", "Echo: ", "Write: ", "Say this:\n", "Copy this: "]


def thing(rng) -> str:
    makers = [made_up, made_up, code, number, first_name, city_name, lambda r: r.choice(THINGS), lambda r: r.choice(COMMON)]
    return rng.choice(makers)(rng)


def number(rng) -> str:
    return str(rng.randint(1, 9999))


def things(rng, least: int, most: int) -> list[str]:
    return [thing(rng) for _ in range(rng.randint(least, most))]


def different(rng, least: int, most: int) -> list[str]:
    return list(dict.fromkeys(things(rng, least, most)))


def echo(rng):
    text = rng.choice([" ", " ", ", "]).join(things(rng, 2, 14))
    return ask(rng.choice(LEADS) + text, text)


def after(rng):
    """The thing behind another: the very step by which copying goes on."""
    items = different(rng, 4, 12)
    at = rng.randrange(len(items) - 1)
    return ask(f"{' '.join(items)}\n{rng.choice(['What comes after', 'What follows'])} {items[at]}?", items[at + 1])


def pairs(rng, most: int):
    """(key, JSON value, the words for it) of different kinds."""
    made = {}
    for _ in range(rng.randint(1, most)):
        kind = rng.choice(PLAIN)
        key = rng.choice(KINDS[kind][0].split()) if rng.random() < 0.7 else made_up(rng, 2)
        made[key] = KINDS[kind][2](rng)
    return [(key, *value) for key, value in made.items()]


def told(rng, fields) -> str:
    form, between = rng.choice([("{}: {}", "\n"), ("{}: {}", ", "), ("{} = {}", "; "), ("the {} is {}", ", "), ("{} {}",
            ", ")])
    return between.join(form.format(k, words) for k, _, words in fields)


def look_up(rng):
    fields = pairs(rng, 6)
    key, _, words = rng.choice(fields)
    return ask(told(rng, fields) + "\n" + rng.choice(["What is the {}?", "{}?", "Which {}?"]).format(key), words)


def as_json(rng):
    """All fields, or those that are asked for."""
    fields = pairs(rng, 5)
    text = told(rng, fields)
    if rng.random() < 0.5:
        return ask(rng.choice(["As JSON: ", "Convert to JSON: ", "JSON of this: "]) + text, dumps({k: v for k, v, _ in
                    fields}))
    rng.shuffle(fields)
    fields = fields[: rng.randint(1, len(fields))]
    keys = joined([k for k, _, _ in fields])
    return ask(rng.choice([f"JSON with {keys}: {text}", f"{text}\nGive me {keys} as JSON."]), dumps({k: v for k, v, _ in
                fields}))


def small_tools(rng, count: int):
    how = {**style(rng), "described": False, "always_required": False, "closed": False, "bare": True}
    tools = {}
    while len(tools) < count:
        made = tool(rng, how, rng.choice(list(VERBS)), a_noun(rng, False))
        if len(made.parameters) < 3 and made.subject not in {t.subject for t in tools.values()}:
            made.description = ""
            tools[made.name] = made
    return list(tools.values())


def small_call(rng):
    """A call with few and short tools, none of which resembles another."""
    while True:
        tools = small_tools(rng, rng.choice([1, 1, 2, 3]))
        got = one_call(rng, tools)
        if got and not Example([], got[1]).held_out:
            return Example([system_turn(rng, tools), *got[0][: rng.choice([2, 2, 4])]], got[1], plain=False)


DRILLS = [(echo, 3), (after, 3), (look_up, 3), (as_json, 4), (small_call, 6)]


def generate(seed: int, count: int):
    rng = random.Random(f"drills {seed}")
    functions, weights = zip(*DRILLS)
    for _ in range(count):
        yield rng.choices(functions, weights)[0](rng)
