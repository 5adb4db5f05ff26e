"""JSON with the user's own field names: told in words, as a shape, as an example, or not at all (only its opening is given)."""

import json

from .example import Example
from .extract import SENTENCES, dumps, person
from .tool_made import NOUNS
from .tool_values import ENUMS, FLAGS, KINDS, styled
from .words import a, joined, made_up

TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "array": "array of strings"}


def field(rng, taken):
    """(words of the field, kind, JSON value, words of the value)"""
    for _ in range(20):
        r = rng.random()
        if r < 0.1:
            words = rng.choice(list(ENUMS)).replace("_", " ")
            value = rng.choice(ENUMS[words.replace(" ", "_")])
            got = words, "string", value, value
        elif r < 0.18:
            words = rng.choice(FLAGS)[0].replace("_", " ")
            value = rng.random() < 0.5
            got = words, "boolean", value, "yes" if value else "no"
        else:
            kind = rng.choice([k for k in KINDS if k not in ("text", "query")])
            words = rng.choice(KINDS[kind][0].split()).replace("_", " ")
            if rng.random() < 0.25:
                words = f"{rng.choice(NOUNS)} {words}"
            elif rng.random() < 0.1:
                words = made_up(rng, 2)
            value, spoken = KINDS[kind][2](rng)
            got = words, KINDS[kind][1]["type"], value, spoken
        if got[0] not in taken and got[0] not in ("on", "at", "to", "when", "by", "no"):
            taken.add(got[0])
            return got
    raise ValueError("no field left")


def record(rng):
    """(sentences, fields in order): a text that states each field."""
    taken: set = set()
    fields = [field(rng, taken) for _ in range(rng.choices([1, 2, 3, 4, 5, 6], [1, 4, 6, 4, 2, 1])[0])]
    order = list(fields)
    if rng.random() < 0.4:
        rng.shuffle(order)
    form = rng.random()
    if form < 0.3:
        text = "\n".join(f"{w[0].upper() + w[1:] if rng.random() < 0.8 else w}: {v}" for w, _, _, v in order)
    elif form < 0.5:
        text = ", ".join(f"{w} {v}" for w, _, _, v in order) + rng.choice(["", "."])
    elif form < 0.6:
        text = "; ".join(f"{w} = {v}" for w, _, _, v in order)
    elif form < 0.8:
        text = joined([f"the {w} is {v}" for w, _, _, v in order]) + "."
        text = text[0].upper() + text[1:]
    else:
        text = " ".join(f"The {w} is {v}." if rng.random() < 0.7 else f"{v} is the {w}." for w, _, _, v in order)
    return text, fields


def people(rng):
    """The same from a natural sentence about a person."""
    p = person(rng)
    names = rng.choice(list(SENTENCES))
    text = rng.choice(SENTENCES[names]).format(**p, ajob=a(p["job"]))
    other = {"name": ["name", "full name", "person", "who"], "age": ["age", "years", "age"], "city": ["city", "town",
            "location", "place", "home"], "job": ["job", "profession", "occupation", "work"], "hobby": ["hobby",
            "likes", "interest"]}
    return text, [(rng.choice(other[n]), "integer" if n == "age" else "string", p[n], str(p[n])) for n in names]


ASKS = ["Extract {f} as JSON: {s}", "Extract {f} as JSON from this text: {s}", "Return JSON with the keys {f}: {s}",
    "{s}\n\nGive me {f} as JSON.", "Answer as JSON with the fields {f}.\n\n{s}", "JSON with {f}: {s}",
    "Extract the following fields as JSON: {f}\n\nText: {s}", "Text: {s}\nFields: {f}\nAnswer in JSON.",
    "Convert this to JSON with {f}: {s}", "Read the text and fill a JSON object with {f}.\n{s}"]
SHAPES = ["Answer with JSON of the form {f}: {s}", "Extract the data as JSON like {f}\n\n{s}", "{s}\n\nUse this JSON shape: {f}",
    "Return JSON that matches {f}\nText: {s}", "Fill in {f} from: {s}", "Schema: {f}\n\nText: {s}",
    "Extract as JSON with this schema: {f}\n\n{s}"]
FREE = ["Extract the data as JSON: {s}", "{s}", "As JSON: {s}", "Extract the information from the text.\n{s}",
    "Turn this into JSON: {s}", "{s}\n\nAnswer in JSON.", "Parse this: {s}"]
SYSTEM = ["You extract data as JSON.", "Extract the fields {f} as JSON.", "Answer only with JSON.",
    "You are a data extraction assistant.", "You turn text into JSON with the keys {f}.", "Reply with a JSON object with {f}."]


def wanted(rng, fields):
    chosen = list(fields)
    if len(chosen) > 1 and rng.random() < 0.35:
        chosen = rng.sample(chosen, rng.randint(1, len(chosen)))
    elif rng.random() < 0.2:
        rng.shuffle(chosen)
    how = rng.choices(["snake", "camel", "words"], [6, 2, 2])[0]
    return [(styled(w, how) if how != "words" else w, t, v) for w, t, v, _ in chosen]


def answer(chosen) -> str:
    return dumps({k: v for k, _, v in chosen})


def own_fields(rng):
    text, fields = people(rng) if rng.random() < 0.3 else record(rng)
    chosen = wanted(rng, fields)
    keys = [k for k, _, _ in chosen]
    listed = rng.choice([joined(keys), ", ".join(keys), ", ".join(f'"{k}"' for k in keys), ", ".join(f"{k} ({TYPES[t]})"
                for k, t, _ in chosen)])
    if rng.random() < 0.2:
        lead = rng.choice(SYSTEM[1:2] + SYSTEM[4:])
        return Example([("system", lead.format(f=listed)), ("user", text), ("assistant", answer(chosen))],
            f"fields {text}", plain=False)
    return Example([("user", rng.choice(ASKS).format(f=listed, s=text)), ("assistant", answer(chosen))],
        f"fields {text}", plain=False)


def shape(rng):
    text, fields = people(rng) if rng.random() < 0.3 else record(rng)
    chosen = wanted(rng, fields)
    r = rng.random()
    if r < 0.35:
        form = dumps({k: TYPES[t] for k, t, _ in chosen})
    elif r < 0.5:
        form = dumps({k: "..." for k, _, _ in chosen})
    elif r < 0.8:
        form = dumps({"type": "object", "properties": {k: {"type": t} if t != "array" else {"type": t, "items": {
                            "type": "string"}} for k, t, _ in chosen}, "required": [k for k, _, _ in chosen]})
    else:
        form = json.dumps({k: TYPES[t] for k, t, _ in chosen}, ensure_ascii=False)
    return Example([("user", rng.choice(SHAPES).format(f=form, s=text)), ("assistant", answer(chosen))],
        f"shape {text}", plain=False)


def free(rng):
    """The keys are not told: under a schema they are given one by one, and each value follows from its key."""
    text, fields = people(rng) if rng.random() < 0.4 else record(rng)
    messages = [("user", rng.choice(FREE).format(s=text))]
    if messages[0][1] == text or rng.random() < 0.2:
        messages.insert(0, ("system", rng.choice([SYSTEM[0], *SYSTEM[2:4]])))
    return Example([*messages, ("assistant", answer(wanted(rng, fields)))], f"free {text}", plain=False)


def rows(rng):
    """An array of objects with the same keys."""
    kinds = rng.sample([k for k in KINDS if k not in ("text", "query", "list")], rng.randint(2, 3))
    keys = [styled(rng.choice(KINDS[k][0].split()), "snake") for k in kinds]
    table = [[KINDS[k][2](rng) for k in kinds] for _ in range(rng.randint(2, 3))]
    text = "\n".join(", ".join(words for _, words in row) for row in table)
    q = rng.choice(["Convert to a JSON array of objects with the keys {f}:\n{s}", "JSON array with {f} for each line:\n{s}",
            "Each line has {f}. Write them as JSON.\n{s}"])
    return Example([("user", q.format(f=joined(keys), s=text)), ("assistant", dumps([dict(zip(keys, [v for v, _ in row]))
                    for row in table]))], f"rows {text}", plain=False)


TASKS = [("own-fields", 11, own_fields), ("json-shape", 8, shape), ("json-free", 4, free), ("json-rows", 3, rows)]
