"""Kinds of arguments: what they are called, what their schema is, and values with the words that a user has for them."""

import string

from .words import (ANIMALS, CITIES, COLOURS, DAYS, FOODS, FRUITS, JOBS, MONTHS, NAMES, ROOMS, SURNAMES, THINGS,
    city_name, first_name, joined, made_up, plural, spelled)

LANGUAGES = "English French German Spanish Italian Polish Dutch Swedish Greek Turkish Japanese Korean Hindi".split()
COUNTRIES = sorted({c for c in CITIES.values() if not c.startswith("the ")})
CURRENCIES = "USD EUR GBP CHF JPY SEK PLN CAD AUD INR".split()
ENUMS = {
    "priority": ["low", "medium", "high"], "status": ["open", "closed", "pending"], "size": ["small", "medium",
        "large"], "level": ["basic", "advanced", "expert"], "format": ["pdf", "csv", "json", "xml"],
    "mode": ["fast", "slow", "silent"], "class": ["economy", "business", "first"], "unit": ["celsius", "fahrenheit"],
    "order": ["ascending", "descending"], "plan": ["free", "basic", "premium"], "role": ["admin", "editor", "viewer"],
    "severity": ["info", "warning", "critical"], "period": ["day", "week", "month", "year"], "channel": ["email",
        "sms", "phone"], "environment": ["dev", "test", "production"], "region": ["north", "south", "east", "west"],
    "category": ["books", "music", "games", "clothes"], "shape": ["round", "square", "oval"], "type": ["public",
        "private", "shared"], "side": ["left", "right"], "method": ["card", "cash", "transfer"], "language": ["en",
        "de", "fr", "es"], "genre": ["rock", "jazz", "pop", "folk"], "meal": ["breakfast", "lunch", "dinner"],
    "speed": ["slow", "normal", "fast"], "sort_by": ["price", "name", "date"], "view": ["list", "grid", "map"]}
FLAGS = [("urgent", "urgent", "not urgent"), ("express", "with express", "without express"), ("notify",
        "and notify everybody", "and do not notify anybody"), ("public", "and make it public", "but not public"), (
        "gift_wrap", "with gift wrap", "without gift wrap"), ("breakfast", "with breakfast", "without breakfast"), (
        "recursive", "recursive", "not recursive"), ("dry_run", "as a dry run", "not as a dry run"), ("force",
        "with force", "without force"), ("insurance", "with insurance", "without insurance"), ("recurring",
        "recurring", "not recurring"), ("private", "private", "not private"), ("archived", "with archived",
        "without archived"), ("confirm", "and confirm it", "and do not confirm it"), ("sound", "with sound",
        "without sound"), ("window_seat", "with a window seat", "without a window seat")]


def code(rng) -> str:
    letters = "".join(rng.choice(string.ascii_uppercase) for _ in range(rng.randint(1, 3)))
    digits = "".join(rng.choice(string.digits) for _ in range(rng.randint(2, 5)))
    return rng.choice([f"{letters}-{digits}", f"{letters}{digits}", f"{letters}-{digits}", f"{digits}-{letters}",
            f"#{digits}", f"{letters.lower()}_{digits}", f"{letters}-{digits[:2]}-{digits[1:]}"])


def person(rng) -> str:
    name = first_name(rng)
    if rng.random() < 0.4:
        name += " " + (rng.choice(SURNAMES) if rng.random() < 0.7 else made_up(rng, 2).capitalize())
    return name


def integer(rng, top=1000):
    n = rng.randint(1, 12) if rng.random() < 0.4 else rng.randint(1, 100) if rng.random() < 0.6 else rng.randint(1, top)
    return n, spelled(n) if n < 13 and rng.random() < 0.2 else str(n)


def decimal(rng):
    n = round(rng.uniform(0.1, rng.choice([10, 100, 1000])), rng.choice([1, 2]))
    n = int(n) if n == int(n) else n
    return n, str(n)


def date(rng) -> str:
    r = rng.random()
    if r < 0.5:
        return f"20{rng.randint(20, 35)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    if r < 0.7:
        return rng.choice(DAYS)
    return rng.choice(["tomorrow", "today"]) if r < 0.8 else rng.choice([f"{rng.randint(1, 28)} {rng.choice(MONTHS)}",
            f"{rng.choice(MONTHS)} {rng.randint(1, 28)}"])


def sentence(rng) -> str:
    from .text import phrase

    return phrase(rng, 6)


def nouns(rng) -> list[str]:
    pool = rng.choice([NAMES, FRUITS, COLOURS, ANIMALS, THINGS, list(CITIES), FOODS])
    return [x.replace("_", " ") for x in rng.sample(pool, rng.randint(1, 3))]


def same(make):
    """A string that is passed on as the user wrote it."""
    def both(rng):
        value = make(rng)
        return value, value

    return both


def quoted(make):
    """A string that the user puts in quotation marks."""
    def both(rng):
        value = make(rng)
        return value, f'"{value}"' if rng.random() < 0.75 else f"'{value}'"

    return both


def listed(rng):
    items = nouns(rng)
    return items, joined(items) if rng.random() < 0.75 else ", ".join(items)


def web(rng) -> str:
    return f"https://{rng.choice(['www.', ''])}{made_up(rng, 2)}.{rng.choice(['com', 'org', 'net', 'example'])}" + (
        rng.choice(["", "/", f"/{made_up(rng, 2)}", f"/{rng.choice(THINGS)}/{rng.randint(1, 99)}"]))


S, I, N = {"type": "string"}, {"type": "integer"}, {"type": "number"}

KINDS = {
    # kind: (names of the parameter, schema, value with the user's words, words that lead to it)
    "city": ("city location place town destination", S, same(city_name), ["in {}", "for {}", "in {}", "near {}"]),
    "country": ("country nation land", S, same(lambda r: r.choice(COUNTRIES)), ["in {}", "for {}", "from {}"]),
    "person": ("name person customer recipient user contact employee guest client author owner assignee", S,
        same(person), ["for {}", "for {}", "by {}", "to {}"]),
    "email": ("email to address recipient email_address", S, same(lambda r: f"{r.choice([*NAMES]).lower()}"
            f"{r.choice(['', '.' + r.choice(SURNAMES).lower(), str(r.randint(1, 99))])}@"
            f"{r.choice(['example.com', 'mail.org', made_up(r, 2) + '.com'])}"), ["to {}", "for {}", "at {}"]),
    "id": ("id number code reference ref key", S, same(code), ["{}", "number {}", "with the id {}", "{}"]),
    "number_id": ("id number no", I, lambda r: (n := r.randint(1, 99999), str(n)), ["{}", "number {}", "no. {}"]),
    "count": ("count quantity amount number limit max_results", I, integer, ["{count} {}", "x{}"]),
    "price": ("price amount total budget max_price value", N, decimal, ["for {}", "at {}", "of {}"]),
    "date": ("date day on start_date due_date when", S, same(date), ["on {}", "for {}", "by {}", "on {}"]),
    "time": ("time at start_time hour", S, same(lambda r: f"{r.randint(0, 23):02}:{r.choice(['00', '15', '30', '45'])}"
        if r.random() < 0.7 else f"{r.randint(1, 12)} {r.choice(['am', 'pm'])}"), ["at {}", "at {}", "for {}"]),
    "minutes": ("minutes duration duration_minutes length", I, integer, ["for {} minutes", "of {} minutes"]),
    "text": ("title text message subject note content body description name", S, quoted(sentence), ["{}", "called {}",
            "with the text {}", "saying {}"]),
    "query": ("query q search_term keyword term topic", S, quoted(sentence), ["{}", "for {}", "about {}"]),
    "language": ("language target_language lang", S, same(lambda r: r.choice(LANGUAGES)), ["in {}", "to {}",
            "into {}"]),
    "colour": ("colour color", S, same(lambda r: r.choice(COLOURS)), ["in {}", "{}"]),
    "room": ("room area zone", S, same(lambda r: r.choice(ROOMS)), ["in the {}", "for the {}"]),
    "item": ("item product thing article", S, same(lambda r: r.choice([*THINGS, *FRUITS, *ANIMALS])), ["{}",
            "for the {}"]),
    "job": ("job role position", S, same(lambda r: r.choice(JOBS)), ["as {}", "for {}"]),
    "list": ("items tags participants names labels attendees", {"type": "array", "items": {"type": "string"}}, listed,
        ["with {}", "for {}"]),
    "number": ("value temperature weight height ratio score distance", N, decimal, ["to {}", "of {}", "at {}"]),
    "percent": ("percent percentage level brightness volume", I, lambda r: (n := r.randint(0, 100), str(n)), [
            "to {} percent", "at {}%", "to {}"]),
    "url": ("url link address page", S, same(web), ["{}", "at {}", "from {}"]),
    "currency": ("currency target_currency", S, same(lambda r: r.choice(CURRENCIES)), ["in {}"]),
}
DESCRIBED = ["The {w}", "The {w} of the {n}", "{W} of the {n}", "{W}", "{W} to use", "The {w}.", "A {w}",
    "{W} for the {n}", "Which {w}"]


def styled(words: str, style: str) -> str:
    """`some words` or `some_words` in the spelling of identifiers: snake, camel or kebab."""
    parts = words.replace("_", " ").split()
    if style == "camel":
        return parts[0] + "".join(p[0].upper() + p[1:] for p in parts[1:])
    return ("-" if style == "kebab" else "_").join(parts)


def many(noun: str) -> str:
    first, _, last = noun.rpartition(" ")
    return f"{first} {plural(last)}".strip()
