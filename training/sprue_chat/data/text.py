"""Working on the user's own words: repeating them, and saying what of this kind it is bad at."""

from .example import ask
from .wording import command
from .words import ANIMALS, COLOURS, COMMON, FRUITS, NAMES, THINGS, made_up

EVERYDAY = [*COMMON, *ANIMALS, *FRUITS, *COLOURS, *THINGS]
LINKS = "the a my your this that in on under near with and is was of for to one two".split()


def word(rng):
    return made_up(rng) if rng.random() < 0.25 else rng.choice(EVERYDAY)


def phrase(rng, most=7):
    n = rng.randint(1, most)
    words = [rng.choice(LINKS) if i % 2 and rng.random() < 0.5 else rng.choice(NAMES) if rng.random() < 0.1 else word(
            rng) for i in range(n)]
    if rng.random() < 0.12:
        words.insert(rng.randrange(n + 1), str(rng.randrange(1000)))
    text = " ".join(words)
    if rng.random() < 0.3:
        text = text[0].upper() + text[1:] + rng.choice([".", "!", "?", ""])
    return text


def wrapped(rng, templates, text):
    """A command with the text plain after a colon or in quotation marks."""
    t = rng.choice(templates)
    style = rng.random()
    forms = [(0.6, f": {text}"), (0.75, f': "{text}"'), (0.85, f" '{text}'"), (0.95, f' "{text}"'), (1, f":\n{text}")]
    body = next(form for limit, form in forms if style < limit)
    r = rng.random()
    t = "Please " + t[0].lower() + t[1:] if r < 0.15 else "please " + t[0].lower() + t[1:] if r < 0.2 else t.lower(
        ) if r < 0.35 else t
    return t + body


def repeat(rng):
    text = phrase(rng)
    t = ["Repeat", "Repeat after me", "Say", "Echo", "Repeat this", "Say this", "Repeat the following", "Echo this",
        "Repeat exactly", "Reply with", "Answer with", "Print", "Respond with", "Write"]
    if rng.random() < 0.12:
        w = word(rng)
        return ask(command(rng, rng.choice([f"Say {w}.", f"Say the word {w}.", f"Reply with only the word {w}.",
                f"Answer with the word {w}."])).replace(w.upper(), w), w, f"repeat {w}", w, plain=False)
    return ask(wrapped(rng, t, text), text, f"repeat {text}", plain=False)


def many_times(rng):
    w, n = word(rng), rng.randint(2, 6)
    names = ["", "", "two", "three", "four", "five", "six"]
    times = "twice" if n == 2 and rng.random() < 0.5 else f"{rng.choice([str(n), names[n]])} times"
    return ask(rng.choice(["Repeat {w} {t}.", "Say {w} {t}.", "Write {w} {t}.", "Repeat the word {w} {t}.",
            'Say "{w}" {t}.']).format(w=w, t=times), " ".join([w] * n), f"times {w} {n}", plain=False)


WEAK = {
    "reversing": ["Reverse the word {w}.", "Write {w} backwards.", "Spell {w} backwards.", "What is {w} in reverse?",
        "Reverse: {t}", "Reverse this: {t}", "What is {w} spelled backwards?", "Reverse the order of the words: {t}"],
    "spelling": ["Spell {w}.", "How do you spell {w}?", "Spell the word {w}.", "Spell {w} letter by letter.",
        "How many letters does {w} have?", "How many letters are in {w}?", "What is the first letter of {w}?",
        "What is the last letter of {w}?", "How many e's are in {w}?", "How many r's are in {w}?",
        "Which letters are in {w}?", "What is the third letter of {w}?", "How many words are in: {t}",
        "Count the letters of {w}.", "Does {w} start with {l}?"],
    "sorting": ["Sort these words alphabetically: {t}", "Sort: {n}", "Sort these numbers: {n}", "Sort alphabetically: {t}",
        "Put these numbers in order: {n}", "Put these words in alphabetical order: {t}", "Sort in descending order: {n}",
        "Order these numbers from small to large: {n}"],
    "changing upper and lower case": ["Write {t} in upper case.", "Upper case: {t}", "Convert to upper case: {t}",
        "Make this uppercase: {t}", "Write this in capital letters: {t}", "Lower case: {t}", "Convert to lowercase: {T}",
        "Write {T} in lower case.", "Capitalize: {t}"],
}
"""What was tried and a model of this size learned too badly to offer it."""


def weak(rng):
    what, asks = rng.choice(list(WEAK.items()))
    text = phrase(rng, 5)
    numbers = ", ".join(str(rng.randrange(100)) for _ in range(rng.randint(3, 6)))
    q = rng.choice(asks).format(w=word(rng), t=text, T=text.upper(), n=numbers, l=rng.choice("ABCDEFGHLMNPRST"))
    r = rng.random()
    q = "Please " + q[0].lower() + q[1:] if r < 0.1 and not q.endswith("?") else q.lower() if r < 0.15 else q
    return ask(q, f"I am bad at {what}. A bigger model can do that.")


TASKS = [("repeat", 6, repeat), ("repeat-times", 1.5, many_times), ("weak-at", 7, weak)]
