"""Working on the user's own words: repeat, change case, reverse, spell."""

from .example import ask
from .wording import command, question
from .words import ANIMALS, CITIES, COLOURS, COMMON, FRUITS, NAMES, THINGS, made_up

EVERYDAY = [*COMMON, *ANIMALS, *FRUITS, *COLOURS, *THINGS]
SHORT = sorted({w for w in EVERYDAY if 2 <= len(w) <= 6})
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


def upper(rng):
    text = phrase(rng, 5)
    t = ["Upper case", "Convert to upper case", "Write in upper case", "To uppercase", "Make this upper case",
        "Write this in capital letters", "Uppercase this", "In capitals", "Put in upper case",
        "Convert this to uppercase", "Capitalize all letters of"]
    return ask(wrapped(rng, t, text), text.upper(), f"upper {text}", plain=False)


def lower(rng):
    text = phrase(rng, 5)
    shown = text.upper() if rng.random() < 0.7 else text.title()
    t = ["Lower case", "Convert to lower case", "Write in lower case", "To lowercase", "Make this lower case",
        "Lowercase this", "Write this in small letters", "Convert this to lowercase", "Put in lower case"]
    return ask(wrapped(rng, t, shown), shown.lower(), f"lower {text}", plain=False)


def reverse(rng):
    w = rng.choice(SHORT) if rng.random() < 0.75 else made_up(rng, 2)
    if rng.random() < 0.3:
        q = question(rng, rng.choice(["What is {} backwards?", "What is {} in reverse?",
                "How do you write {} backwards?", "What is '{}' spelled backwards?"]).format(w))
    elif rng.random() < 0.5:
        q = command(rng, rng.choice(["Reverse the word {}.", "Reverse {}.", "Write {} backwards.",
                "Spell {} backwards.", "Reverse the letters of {}.", "Reverse the string {}.",
                "Reverse the word '{}'."]).format(w))
    else:
        q = wrapped(rng, ["Reverse", "Reverse this word", "Write backwards", "Reverse the word", "Reverse this"], w)
    return ask(q.replace(w.upper(), w), w[::-1], f"reverse {w}", plain=False)


def spell(rng):
    w = rng.choice(SHORT) if rng.random() < 0.6 else rng.choice(NAMES) if rng.random() < 0.5 else word(rng)
    q = command(rng, rng.choice(["Spell {}.", "Spell the word {}.", "How do you spell {}?", "Spell out {}.",
            "Spell '{}'."]).format(w)).replace(w.upper(), w)
    return ask(q, "-".join(w.upper()), f"spell {w}", plain=False)


def letters(rng):
    w = rng.choice(SHORT) if rng.random() < 0.8 else word(rng)
    r = rng.random()
    if r < 0.5:
        return ask(question(rng, rng.choice(["How many letters does {} have?", "How many letters are in the word {}?",
                "How many letters are in {}?", "How long is the word {}?"]).format(w)),
            f"The word {w} has {len(w)} letters.", f"letters {w}", str(len(w)))
    if r < 0.75:
        return ask(question(rng, rng.choice(["What is the first letter of {}?", "Which letter does {} start with?",
                "What letter does {} begin with?"]).format(w)), f"The first letter of {w} is {w[0]}.", f"first {w}",
            w[0])
    return ask(question(rng, rng.choice(["What is the last letter of {}?", "Which letter does {} end with?"]).format(
            w)), f"The last letter of {w} is {w[-1]}.", f"last {w}", w[-1])


def word_picks(rng):
    words = [word(rng) for _ in range(rng.randint(3, 6))]
    text, r = " ".join(words), rng.random()
    if r < 0.3:
        return ask(rng.choice(["What is the first word of: {}", "First word of: {}",
                'What is the first word of "{}"?']).format(text), words[0], f"pick {text}", words[0], plain=False)
    if r < 0.6:
        return ask(rng.choice(["What is the last word of: {}", "Last word of: {}",
                'What is the last word of "{}"?']).format(text), words[-1], f"pick {text}", words[-1], plain=False)
    if r < 0.8:
        return ask(rng.choice(["Reverse the order of the words: {}", "Reverse the word order: {}",
                "Write these words in reverse order: {}"]).format(text), " ".join(words[::-1]), f"pick {text}",
            plain=False)
    return ask(rng.choice(["How many words are in: {}", "Count the words: {}", 'How many words are in "{}"?']).format(
            text), str(len(words)), f"pick {text}", str(len(words)))


def sort_words(rng):
    words = rng.sample(rng.choice([ANIMALS, FRUITS, COLOURS, sorted({n.lower() for n in NAMES})]), rng.randint(3, 5))
    return ask(rng.choice(["Sort these words alphabetically: {}", "Sort alphabetically: {}",
            "Put these words in alphabetical order: {}"]).format(", ".join(words)), ", ".join(sorted(words)),
        f"sortw {sorted(words)}", plain=False)


def start_with(rng):
    w = rng.choice([*list(CITIES), *NAMES])
    return ask(question(rng, rng.choice(["Does {w} start with {l}?",
            "Does the name {w} start with the letter {l}?"]).format(w=w, l=(l := w[0] if rng.random() < 0.5
            else rng.choice("ABCDEGHLMNOPRSTV")))), f"Yes, {w} starts with {l}." if l == w[0]
        else f"No, {w} starts with {w[0]}.", f"starts {w} {l}", "Yes" if l == w[0] else "No")


TASKS = [("repeat", 6, repeat), ("repeat-times", 1.5, many_times), ("upper-case", 5, upper), ("lower-case", 3, lower),
    ("reverse", 5, reverse), ("spell", 2.5, spell), ("letters", 2, letters), ("word-picks", 2, word_picks),
    ("sort-words", 1, sort_words), ("starts-with", 0.5, start_with)]
