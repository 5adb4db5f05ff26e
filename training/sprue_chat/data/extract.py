"""Structured answers from a sentence, and questions about a short given text."""

import json

from .example import ask
from .social import either
from .words import (ANIMALS, CITIES, COLOURS, DAYS, FOODS, FRUITS, FURNITURE, HOBBIES, JOBS, MONTHS, NAMES, ROOMS,
    SURNAMES, THINGS, a, city_name, first_name, joined, plural)


def person(rng):
    name = first_name(rng)
    full = name + " " + rng.choice(SURNAMES) if rng.random() < 0.25 else name
    return {"name": full, "age": rng.randint(5, 95), "city": city_name(rng), "job": rng.choice(JOBS),
        "hobby": rng.choice(HOBBIES)}


SENTENCES = {
    ("name", "age", "city"): ["{name} is {age} years old and lives in {city}.", "{name}, {age}, lives in {city}.",
        "{name} lives in {city} and is {age} years old.", "My name is {name}, I am {age} and I live in {city}.",
        "I am {name} from {city}, {age} years old.", "{name} from {city} is {age}.",
        "At {age}, {name} moved to {city}.", "In {city} lives {name}, aged {age}.",
        "{name} ({age}) comes from {city}.", "{age}-year-old {name} lives in {city}."],
    ("name", "job", "city"): ["{name} is {ajob} in {city}.", "{name} works as {ajob} in {city}.",
        "{name}, {ajob} from {city}, was here.", "My name is {name} and I work as {ajob} in {city}.",
        "In {city}, {name} works as {ajob}."],
    ("name", "age"): ["{name} is {age} years old.", "{name} is {age}.", "My name is {name} and I am {age}.",
        "{name}, {age}.", "I am {name}, {age} years old.", "{name} turned {age}."],
    ("name", "city"): ["{name} lives in {city}.", "I am {name} from {city}.", "{name} comes from {city}.",
        "My name is {name} and I live in {city}.", "{name} moved to {city}."],
    ("name", "job"): ["{name} is {ajob}.", "{name} works as {ajob}.", "I am {name} and I work as {ajob}."],
    ("name", "hobby", "age"): ["{name} is {age} and likes {hobby}.", "{name}, {age} years old, enjoys {hobby}.",
        "I am {name}, I am {age} and my hobby is {hobby}."],
    ("name", "age", "city", "job"): ["{name} is {age} years old, lives in {city} and works as {ajob}.",
        "{name}, {age}, is {ajob} in {city}.", "I am {name}, {age}, {ajob} from {city}."],
}
ASKS = ["Extract {f} as JSON: {s}", "Extract {f} as JSON from: {s}", "Extract the {f} as JSON: {s}",
    "Give me {f} as JSON: {s}", "Return JSON with {f}: {s}", "{s} Extract {f} as JSON.", "{s}\nExtract {f} as JSON.",
    "Turn this into JSON with {f}: {s}", "Extract {f} in JSON format from this sentence: {s}",
    "Extract {f} from the text and answer in JSON.\n{s}", 'Extract {f} as JSON: "{s}"', "JSON with {f}: {s}",
    "Convert to JSON with the keys {f}: {s}", "{s} Give me {f} as JSON.", "Please extract {f} as JSON: {s}",
    "Write JSON with the fields {f} for: {s}", "extract {f} as json: {s}"]


def dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_json(rng):
    fields = rng.choice([*SENTENCES, ("name", "age", "city"), ("name", "age", "city")])
    p = person(rng)
    sentence = rng.choice(SENTENCES[fields]).format(**p, ajob=a(p["job"]))
    wanted = list(fields)
    r = rng.random()
    if r < 0.15:
        rng.shuffle(wanted)
    elif r < 0.27 and len(wanted) > 2:
        wanted.pop(rng.randrange(len(wanted)))
    listed = ", ".join(wanted) if rng.random() < 0.3 else joined(wanted)
    if r > 0.92:
        q = rng.choice(["Extract the data as JSON: {s}", "Convert to JSON: {s}", "Turn this into JSON: {s}",
                "As JSON: {s}", "{s} Extract everything as JSON."]).format(s=sentence)
        wanted = [f for f in ("name", "age", "city", "job", "hobby") if f in fields]
    else:
        q = rng.choice(ASKS).format(f=listed, s=sentence)
    return ask(q, dumps({k: p[k] for k in wanted}), "json " + " ".join(str(p[k]) for k in sorted(fields)), plain=False)


def order_json(rng):
    name, n, thing = first_name(rng), rng.randint(1, 30), rng.choice([*FRUITS, *THINGS])
    sentence = rng.choice(["{n} ordered {q} {t}.", "{n} wants {q} {t}.", "{n} bought {q} {t}.",
            "{q} {t} for {n}."]).format(n=name, q=n, t=thing if n == 1 else plural(thing))
    q = rng.choice(["Extract customer, item and quantity as JSON: {s}",
            "Give me customer, item and quantity as JSON: {s}", "{s} Extract customer, item and quantity as JSON.",
            "JSON with customer, item and quantity: {s}"]).format(s=sentence)
    return ask(q, dumps({"customer": name, "item": thing, "quantity": n}), f"order {name} {thing} {n}", plain=False)


def date_json(rng):
    name, day, d, m = first_name(rng), rng.choice(DAYS), rng.randint(1, 28), rng.choice(MONTHS)
    sentence = rng.choice(["The meeting with {n} is on {d} {m}.", "{n} comes on {d} {m}.",
            "Meet {n} on {m} {d}."]).format(n=name, d=d, m=m)
    if rng.random() < 0.5:
        sentence = rng.choice(["The meeting with {n} is on {d}.", "{n} comes on {d}.", "Meet {n} on {d}."]).format(
            n=name, d=day)
        return ask(rng.choice(["Extract name and day as JSON: {}", "{} Extract name and day as JSON."]).format(
                sentence), dumps({"name": name, "day": day}), f"day {name} {day}", plain=False)
    return ask(rng.choice(["Extract name, day and month as JSON: {}",
            "{} Extract name, day and month as JSON."]).format(sentence), dumps({"name": name, "day": d, "month": m}),
        f"date {name} {d} {m}", plain=False)


def list_json(rng):
    pool, key = rng.choice([(COLOURS, "colours"), (FRUITS, "fruits"), (ANIMALS, "animals"), (NAMES, "names")])
    items = rng.sample(pool, rng.randint(2, 5))
    q = rng.choice(["Write these {k} as a JSON array: {t}", "Turn this list into a JSON array: {t}",
            "As a JSON array: {t}", "Convert to a JSON array: {t}"]).format(k=key, t=", ".join(items))
    return ask(q, dumps(items), f"array {items}", plain=False)


def one_field(rng):
    p = person(rng)
    fields = rng.choice(list(SENTENCES))
    sentence = rng.choice(SENTENCES[fields]).format(**p, ajob=a(p["job"]))
    field = rng.choice(fields)
    first = p["name"].split()[0]
    third = not sentence.startswith(("My", "I "))
    asks = {
        "name": ["What is the name?", "Who is this about?", "What is the name of the person?"],
        "age": [f"How old is {first}?" if third else "How old am I?", "What is the age?"],
        "city": [f"Where does {first} live?" if third else "Where do I live?", "Which city is it?",
            "What is the city?"],
        "job": [f"What is the job of {first}?" if third else "What is my job?", "What is the job?"],
        "hobby": [f"What does {first} like?" if third else "What do I like?", "What is the hobby?"],
    }
    q = rng.choice(["{s} {q}", "{s}\n{q}", "Text: {s}\nQuestion: {q}", "Context: {s}\n\nQuestion: {q}", "{q} {s}",
            "Answer from this text: {s} {q}"]).format(s=sentence, q=rng.choice(asks[field]))
    value = str(p[field])
    return ask(q, value if field != "name" else p["name"], "field " + " ".join(str(p[k]) for k in sorted(fields)),
        value)


def places(rng):
    """Several facts, a question about one of them, or about something that was not said."""
    things = rng.sample(THINGS, rng.randint(2, 4))
    spots = [f"in the {rng.choice(ROOMS)}" if rng.random() < 0.5
        else f"{rng.choice(['on', 'under', 'behind', 'next to'])} the {rng.choice(FURNITURE)}" for _ in things]
    shown = [(f"{rng.choice(COLOURS)} {t}" if rng.random() < 0.3 else t) for t in things]
    facts = " ".join(f"The {t} is {s}." for t, s in zip(shown, spots))
    i = rng.randrange(len(things))
    key = f"places {things[i]} {spots[i]}"
    if rng.random() < 0.18:
        other = rng.choice([t for t in THINGS if t not in things])
        q, answer, short, key = f"Where is the {other}?", "The text does not say that.", "", ""
    elif rng.random() < 0.2:
        q, answer, short = f"What is {spots[i]}?", f"The {shown[spots.index(spots[i])]} is {spots[i]}.", ""
    else:
        q, answer, short = f"Where is the {shown[i]}?", f"The {shown[i]} is {spots[i]}.", spots[i][0].upper() + spots[
            i][1:]
    return ask(rng.choice(["{f} {q}", "{f}\n{q}", "Context: {f}\nQuestion: {q}", "Text: {f}\n\n{q}",
            "Use this text: {f}\n{q}", "Facts: {f}\nQuestion: {q}"]).format(f=facts, q=q), answer, key, short)


def who_has(rng):
    names, things = rng.sample(NAMES, 3), rng.sample([*ANIMALS, *THINGS], 3)
    verb = rng.choice(["has", "likes", "found", "bought", "sold"])
    facts = " ".join(f"{n} {verb} {a(t)}." for n, t in zip(names, things))
    i = rng.randrange(3)
    if rng.random() < 0.5:
        return ask(f"{facts} Who {verb} {a(things[i])}?", f"{names[i]} {verb} {a(things[i])}.",
            f"who {names[i]} {things[i]}", names[i])
    past = {"has": "have", "likes": "like", "found": "find", "bought": "buy", "sold": "sell"}[verb]
    do = "does" if verb in ("has", "likes") else "did"
    return ask(f"{facts} What {do} {names[i]} {past}?", f"{names[i]} {verb} {a(things[i])}.",
        f"who {names[i]} {things[i]}", things[i].capitalize())


def find_items(rng):
    pool, key = rng.choice([(COLOURS, "colours"), (FRUITS, "fruits"), (ANIMALS, "animals"), (list(CITIES), "cities"),
            (NAMES, "names"), (FOODS, "foods")])
    x, y = rng.sample(pool, 2)
    n = rng.choice(NAMES)
    sentence = rng.choice(["{n} saw {x} and {y} yesterday.", "There is {x} here, and also {y}.",
            "First came {x}, then {y}.", "We talked about {x} and {y}."]).format(n=n if key != "names" else "She",
        x=x, y=y).replace("_", " ")
    return ask(rng.choice(["Which {k} are in this sentence? {s}", "List the {k} in this text: {s}",
            "Find the {k}: {s}"]).format(k=key, s=sentence), f"{x}, {y}".replace("_", " "), f"find {x} {y}",
        plain=False)


def upper_json(rng):
    k, v = rng.choice(["status", "colour", "animal", "answer", "ok", "city", "fruit", "result"]), rng.choice([
            *COLOURS, *ANIMALS, *FRUITS, *CITIES])
    return ask(either(rng, rng.choice(["Write a JSON object with the key {k} and the value {v}.",
            "Give me JSON with {k} set to {v}.", "Write JSON: {k} is {v}."]).format(k=k, v=v)).replace(v.lower(), v),
        dumps({k: v}), f"kv {k} {v}", plain=False)


TASKS = [("json", 8.5, to_json), ("json-order", 2, order_json), ("json-date", 1.5, date_json), ("json-array", 1.5,
        list_json), ("json-pair", 1, upper_json), ("read-field", 4, one_field), ("read-place", 6, places), (
        "read-who", 5, who_has),
    ("find-items", 1, find_items)]
