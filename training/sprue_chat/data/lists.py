"""Lists of N things, in several forms, and examples of a kind."""

from .example import ask
from .social import either
from .words import ANIMALS, CITIES, COLOURS, DAYS, FOODS, FRUITS, HOBBIES, JOBS, MONTHS, NAMES, THINGS, VEGETABLES

KINDS = {
    ("colours", "colour"): COLOURS, ("colors", "color"): COLOURS, ("fruits", "fruit"): FRUITS, ("vegetables",
        "vegetable"): VEGETABLES, ("animals", "animal"): ANIMALS, ("cities", "city"): list(CITIES),
    ("countries", "country"): sorted({c for c in CITIES.values() if not c.startswith("the ")}), ("names",
        "name"): NAMES, ("jobs", "job"): JOBS, ("hobbies", "hobby"): HOBBIES,
    ("foods", "food"): [f.replace("_", " ") for f in FOODS], ("days of the week", "day of the week"): DAYS, ("months",
        "month"): MONTHS, ("things in a house", "thing in a house"): THINGS,
    ("birds", "bird"): "owl crow robin duck goose swan heron eagle sparrow pigeon stork".split(), ("trees",
        "tree"): "oak pine birch maple willow beech ash cherry apple chestnut".split(),
    ("drinks", "drink"): "water tea coffee milk juice lemonade cocoa wine beer".split(), ("instruments",
        "instrument"): "piano guitar violin flute drum trumpet harp cello".split(),
    ("flowers", "flower"): "rose tulip daisy lily violet sunflower poppy iris".split(), ("sports",
        "sport"): "football tennis swimming running cycling rowing boxing hockey golf".split(),
    ("planets", "planet"): "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(), ("programming languages",
        "programming language"): "Java Python Rust Go Ruby Kotlin C Haskell".split(),
    ("words", "word"): "river lamp stone cloud window garden bridge candle forest music".split(), (
        "European countries", "European country"): "France Italy Spain Poland Norway Greece Austria Ireland".split(),
    ("shapes", "shape"): "circle square triangle rectangle hexagon oval star".split(), ("farm animals",
        "farm animal"): "cow pig sheep goat hen horse donkey duck".split(),
}
NUMBERS = "zero one two three four five six seven eight nine ten".split()
ASKS = ["Name {n} {k}.", "List {n} {k}.", "Give me {n} {k}.", "Tell me {n} {k}.", "Write down {n} {k}.",
    "Give me a list of {n} {k}.", "Write a list of {n} {k}.", "Name any {n} {k}.", "I need {n} {k}.",
    "Can you name {n} {k}?", "What are {n} {k}?", "Make a list of {n} {k}."]
FIXED_ORDER = {"days of the week", "months", "planets"}


def pick(rng, most=6):
    (many, one), pool = rng.choice(list(KINDS.items()))
    n = rng.randint(2, min(most, len(pool)))
    items = pool[:n] if many in FIXED_ORDER else rng.sample(pool, n)
    number = str(n) if rng.random() < 0.5 else NUMBERS[n]
    return many, one, n, items, either(rng, rng.choice(ASKS).format(n=number, k=many))


def listing(rng):
    many, one, n, items, q = pick(rng)
    form, answer = rng.choice([("", "comma"), ("", "comma"), ("", "comma"), (" as a bulleted list", "bullet"), (
            " as a numbered list", "number"), (", one per line", "line"), (", separated by commas", "comma"), (
            " as bullet points", "bullet"), (" as a JSON array", "json"), (" in a numbered list", "number"), (
            " as a markdown list", "bullet"), (" as JSON", "json"),])
    q = q.rstrip("?.! \n") + form + ("?" if q.endswith("?") else ".")
    if answer == "comma":
        text = ", ".join(items)
        return ask(q, text, plain=True)
    text = {"bullet": "\n".join("- " + x for x in items), "number": "\n".join(f"{i + 1}. {x}" for i, x in enumerate(
            items)), "line": "\n".join(items), "json": "[" + ",".join(f'"{x}"' for x in items) + "]"}[answer]
    return ask(q, text, plain=False)


def single(rng):
    (many, one), pool = rng.choice(list(KINDS.items()))
    article = "an" if one[0] in "aeiou" and not one.startswith("Eu") else "a"
    x = rng.choice(pool)
    return ask(either(rng, rng.choice(["Name {a} {k}.", "Tell me {a} {k}.", "Give me {a} {k}.",
            "Give me an example of {a} {k}.", "Pick {a} {k}.", "Choose {a} {k}.", "Think of {a} {k}."]).format(
            a=article, k=one)), x, "", x)


def number_pick(rng):
    top = rng.choice([10, 10, 100, 6, 20])
    x = str(rng.randint(1, top))
    return ask(either(rng, rng.choice(["Pick a number between 1 and {}.", "Give me a number from 1 to {}.",
            "Choose a random number between 1 and {}.", "Think of a number between 1 and {}.",
            "Random number from 1 to {}."]).format(top)), x, "", x)


def coin(rng):
    x = rng.choice(["Heads", "Tails"])
    if rng.random() < 0.5:
        return ask(either(rng, rng.choice(["Flip a coin.", "Toss a coin.", "Heads or tails?"])), x + ".", "", x)
    x = str(rng.randint(1, 6))
    return ask(either(rng, rng.choice(["Roll a dice.", "Roll a die.", "Throw the dice."])), f"You rolled a {x}.", "", x)


TASKS = [("list", 9, listing), ("list-one", 2, single), ("number-pick", 0.7, number_pick), ("coin", 0.5, coin)]
