"""Sentences that are true of a scene, with the facts that they state."""

from . import words as w
from .scene import Scene, Thing


def caption(rng, scene: Scene) -> tuple[str, frozenset[str]]:
    """A sentence in one of many wordings, stating all of the scene or a part of it, and the facts that it states."""
    facts: set[str] = set()
    text = _WRITERS[scene.layout](rng, scene, facts)
    return _framed(rng, text), frozenset(facts)


def full_caption(scene: Scene) -> str:
    """The one sentence in a fixed wording that states everything."""
    if scene.layout == "land":
        return f"{w.LANDS[scene.pattern][0]} {w.TIMES[scene.second][0]}"
    if scene.layout == "document":
        return f"{w.DOCUMENTS[scene.pattern][0]} in {scene.second} on {scene.ground}"
    if scene.layout == "pattern":
        if not scene.pattern:
            return f"a plain {scene.ground} image"
        return f"{w.PATTERNS[scene.pattern][0]} in {scene.ground} and {scene.second}"
    first = scene.things[0]
    if scene.layout == "many":
        return f"{w.NUMBERS[scene.count][0]} {first.colour} {_plural_sign(first)} on a {scene.ground} background"
    if scene.layout == "two":
        return f"{_full(first)} {scene.relation} {_full(scene.things[1])} on a {scene.ground} background"
    ground = f"{w.PATTERNS[scene.pattern][0]} in {scene.ground} and {scene.second}" if scene.pattern else (
        f"a {scene.ground} background")
    place = f" {_place(scene.place)}" if scene.place else ""
    return f"{_full(first)}{place} on {ground}"


def _full(thing: Thing) -> str:
    noun = f"letter {thing.name}" if thing.name in w.SIGNS[:26] else (
        f"digit {thing.name}" if thing.name in w.SIGNS else thing.name)
    return _article(" ".join(part for part in (thing.size, thing.colour, noun) if part))


def _plural_sign(thing: Thing) -> str:
    if thing.name in w.SIGNS:
        return ("letters " if thing.name in w.SIGNS[:26] else "digits ") + thing.name
    return w.plural(thing.name)


def _place(place: str) -> str:
    return f"in the {place} corner" if " " in place else f"at the {place}"


def _article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def _colour(rng, colour: str) -> str:
    return rng.choice(w.COLOUR_WORDS[colour]) if colour in w.COLOUR_WORDS and rng.random() < 0.15 else colour


def _noun(rng, name: str) -> str:
    if name in w.SIGNS:
        kind = "letter" if name in w.SIGNS[:26] else rng.choice(["digit", "number"])
        return rng.choice([f"{kind} {name}", f"{kind} {name}", name])
    return rng.choice(w.NAME_WORDS[name]) if name in w.NAME_WORDS and rng.random() < 0.25 else name


def _one(rng, thing: Thing, facts: set, colour: bool = True) -> str:
    """'a red circle', 'circle', 'a circle that is red', 'something red'."""
    noun = _noun(rng, thing.name)
    facts.add("n " + thing.name)
    size = ""
    if thing.size and rng.random() < 0.7:
        facts.add(f"sn {thing.size} {thing.name}")
        size = rng.choice({"small": ["small", "little", "tiny"], "large": ["large", "big", "huge"]}[thing.size])
    if not colour:
        return _maybe_article(rng, " ".join(x for x in (size, noun) if x))
    facts.add(f"nc {thing.name} {thing.colour}")
    tone = _colour(rng, thing.colour)
    if rng.random() < 0.12:
        sized = " ".join(x for x in (size, noun) if x)
        return _maybe_article(rng, sized) + rng.choice([f" in {tone}", f" that is {tone}", f", {tone}"])
    return _maybe_article(rng, " ".join(x for x in (size, tone, noun) if x))


def _maybe_article(rng, noun: str) -> str:
    x = rng.random()
    return _article(noun) if x < 0.62 else noun if x < 0.88 else "the " + noun


def _on(rng, scene: Scene, facts: set) -> str:
    facts.add("g " + scene.ground)
    tone = _colour(rng, scene.ground)
    if scene.pattern:
        facts.add(f"pat {scene.pattern} {scene.ground}")
        facts.add(f"pat {scene.pattern} {scene.second}")
        return f" on {rng.choice(w.PATTERNS[scene.pattern])} in {tone} and {_colour(rng, scene.second)}"
    return rng.choice([f" on a {tone} background", f" on {tone}", f" on a {tone} ground", f" in front of {tone}",
        f" with a {tone} background", f", {tone} background"])


def _single(rng, scene: Scene, facts: set) -> str:
    thing = scene.things[0]
    x = rng.random()
    if x < 0.03:
        facts.add("c " + thing.colour)
        return f"something {_colour(rng, thing.colour)}"
    if x < 0.06 and not scene.pattern:
        facts.add("g " + scene.ground)
        return f"a {_colour(rng, scene.ground)} background"
    text = _one(rng, thing, facts, colour=rng.random() < 0.88)
    if scene.place and rng.random() < 0.75:
        facts.add(f"p {scene.place} {thing.name}")
        text += " " + rng.choice([_place(scene.place), f"in the {scene.place}", f"on the {scene.place} side"])
    if rng.random() < 0.6:
        text += _on(rng, scene, facts)
    return text


def _two(rng, scene: Scene, facts: set) -> str:
    a, b, relation = *scene.things, scene.relation
    if rng.random() < 0.5:
        a, b, relation = b, a, w.INVERSE[relation]
    x = rng.random()
    if x < 0.12:
        text = _one(rng, a, facts) + rng.choice([" and ", " with "]) + _one(rng, b, facts)
    elif x < 0.18:
        text = _one(rng, a, facts)
    else:
        coloured = rng.random() < 0.85
        text = f"{_one(rng, a, facts, coloured)} {rng.choice(w.RELATIONS[relation])} {_one(rng, b, facts, coloured)}"
        facts.add(f"r {a.name} {relation} {b.name}")
        if coloured:
            facts.add(f"r {a.name} {a.colour} {relation} {b.name} {b.colour}")
    return text + (_on(rng, scene, facts) if rng.random() < 0.35 else "")


def _many(rng, scene: Scene, facts: set) -> str:
    thing = scene.things[0]
    number = rng.choice(w.NUMBERS[scene.count])
    facts.add(f"k {scene.count} {thing.name}")
    noun = _plural_sign(thing) if thing.name in w.SIGNS or rng.random() < 0.75 else w.plural(_noun(rng, thing.name))
    if rng.random() < 0.85:
        facts.add(f"k {scene.count} {thing.name} {thing.colour}")
        noun = f"{_colour(rng, thing.colour)} {noun}"
    return f"{number} {noun}" + (_on(rng, scene, facts) if rng.random() < 0.4 else "")


def _pattern(rng, scene: Scene, facts: set) -> str:
    if not scene.pattern:
        facts |= {"g " + scene.ground, "layout pattern"}
        tone = _colour(rng, scene.ground)
        return rng.choice([f"a plain {tone} image", f"plain {tone}", f"nothing but {tone}", f"only {tone}",
            f"an empty {tone} picture", f"a solid {tone} area"])
    facts |= {"pat " + scene.pattern, "layout pattern"}
    text = rng.choice(w.PATTERNS[scene.pattern])
    if rng.random() < 0.15:
        return text
    first, second = (scene.ground, scene.second) if rng.random() < 0.5 else (scene.second, scene.ground)
    facts |= {f"pat {scene.pattern} {first}", f"pat {scene.pattern} {second}"}
    first, second = _colour(rng, first), _colour(rng, second)
    plain = text.removeprefix("a ")
    return rng.choice([f"{text} in {first} and {second}", f"{first} and {second} {plain}", f"{text}, {first} and {second}"])


def _document(rng, scene: Scene, facts: set) -> str:
    facts |= {"pat " + scene.pattern, "layout document"}
    text = rng.choice(w.DOCUMENTS[scene.pattern])
    x = rng.random()
    if x < 0.4:
        return text
    facts.add(f"pat {scene.pattern} {scene.second}")
    text += f" in {_colour(rng, scene.second)}"
    if x < 0.6:
        return text
    facts.add(f"pat {scene.pattern} {scene.ground}")
    return text + f" on {_colour(rng, scene.ground)}"


def _land(rng, scene: Scene, facts: set) -> str:
    x = rng.random()
    facts.add("layout land")
    if x < 0.15:
        facts.add("pat " + scene.pattern)
        return rng.choice(w.LANDS[scene.pattern])
    if x < 0.25:
        facts.add("time " + scene.second)
        return "a landscape " + rng.choice(w.TIMES[scene.second])
    facts.add(f"land {scene.pattern} {scene.second}")
    return f"{rng.choice(w.LANDS[scene.pattern])} {rng.choice(w.TIMES[scene.second])}"


def _framed(rng, text: str) -> str:
    x = rng.random()
    if x < 0.72:
        return text
    form = rng.choice(["a picture of {}", "an image of {}", "a drawing of {}", "{} in the picture", "there is {}",
        "picture with {}", "show me {}", "find {}", "image: {}", "I see {}", "{}."])
    return form.format(text)


_WRITERS = {"one": _single, "two": _two, "many": _many, "pattern": _pattern, "document": _document, "land": _land}
