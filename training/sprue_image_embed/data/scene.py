"""What a picture shows, as facts; and which combinations of facts are kept out of training."""

import zlib
from dataclasses import dataclass, replace

from . import words as w

HELD_OUT_SHARE = 8  # one combination in so many


@dataclass(frozen=True)
class Thing:
    name: str
    colour: str
    size: str = ""  # "small", "large", or unremarkable


@dataclass(frozen=True)
class Scene:
    """layout: one | two | many | pattern | document | land. Things stand on a plain or patterned ground."""

    layout: str
    things: tuple[Thing, ...] = ()
    relation: str = ""  # of the first thing to the second
    count: int = 1
    place: str = ""
    ground: str = ""  # colour
    pattern: str = ""  # pattern of the ground, or what a document or landscape is
    second: str = ""  # second colour of a pattern; the time of a landscape

    def facts(self) -> frozenset[str]:
        """All that is true of the picture, in the words that captions are made of."""
        out = {"layout " + self.layout}
        for thing in self.things:
            out |= {"n " + thing.name, "c " + thing.colour, f"nc {thing.name} {thing.colour}"}
            if thing.size:
                out |= {f"sn {thing.size} {thing.name}", f"s {thing.size}"}
        if self.layout == "two":
            a, b = self.things
            for one, relation, other in ((a, self.relation, b), (b, w.INVERSE[self.relation], a)):
                out |= {f"r {one.name} {relation} {other.name}", f"rc {one.colour} {relation} {other.colour}"}
                out |= {f"r {one.name} {one.colour} {relation} {other.name} {other.colour}"}
        if self.layout == "many":
            thing = self.things[0]
            out |= {f"k {self.count}", f"k {self.count} {thing.name}", f"k {self.count} {thing.name} {thing.colour}"}
        if self.place:
            out |= {f"p {self.place}", f"p {self.place} {self.things[0].name}"}
            out |= {f"part {part}" for part in self.place.split()}
        if self.ground:
            out.add("g " + self.ground)
            out.add("any " + self.ground)
        out |= {"any " + thing.colour for thing in self.things}
        if self.pattern:
            out |= {"pat " + self.pattern}
            if self.layout != "land":
                out |= {f"pat {self.pattern} {self.ground}", f"pat {self.pattern} {self.second}", "any " + self.second}
            else:
                out |= {"time " + self.second, f"land {self.pattern} {self.second}"}
        return frozenset(out)

    def keys(self) -> list[str]:
        """The combinations by which pictures are kept out of training."""
        out = [f"{t.name}/{t.colour}" for t in self.things]
        if self.layout == "two":
            a, b = self.things
            relation, first, second = self.relation, a.name, b.name
            if relation in ("right of", "below", "around"):
                relation, first, second = w.INVERSE[relation], second, first
            out.append(f"{first}/{relation}/{second}")
        elif self.layout == "many":
            out.append(f"{self.count}/{self.things[0].name}")
        elif self.layout == "one" and self.ground:
            out.append(f"{self.things[0].name}/on/{self.ground}")
        elif self.layout in ("pattern", "document"):
            out.append(f"{self.pattern}/{self.ground}/{self.second}")
        return out


def held_out(scene: Scene) -> bool:
    return any(zlib.crc32(key.encode()) % HELD_OUT_SHARE == 0 for key in scene.keys())


LAYOUTS = [("one", 40), ("two", 28), ("many", 12), ("pattern", 8), ("document", 6), ("land", 6)]


def sample(rng) -> Scene:
    layout = rng.choices([name for name, _ in LAYOUTS], [weight for _, weight in LAYOUTS])[0]
    if layout == "land":
        return Scene(layout, pattern=rng.choice(list(w.LANDS)), second=rng.choice(list(w.TIMES)))
    ground = "white" if rng.random() < 0.3 else rng.choice(list(w.COLOURS))
    if layout == "document":
        second = _other(rng, {ground})
        return Scene(layout, ground=ground, pattern=rng.choice(list(w.DOCUMENTS)), second=second)
    if layout == "pattern":
        if rng.random() < 0.25:
            return Scene(layout, ground=ground)
        return Scene(layout, ground=ground, pattern=rng.choice(list(w.PATTERNS)), second=_other(rng, {ground}))
    if layout == "two":
        return _two(rng, ground)
    if layout == "many":
        return Scene(layout, (_thing(rng, {ground}, many=True),), count=rng.randint(2, 6), ground=ground)
    thing = _thing(rng, {ground})
    if rng.random() < 0.35:
        thing = replace(thing, size=rng.choice(["small", "large"]))
    place = rng.choice(list(w.PLACES)) if thing.size != "large" and rng.random() < 0.35 else ""
    pattern, second = "", ""
    if rng.random() < 0.15:
        pattern = rng.choice([p for p in w.PATTERNS if p != "checkerboard"])
        second = _other(rng, {ground, thing.colour})
    return Scene(layout, (thing,), place=place, ground=ground, pattern=pattern, second=second)


def _two(rng, ground: str) -> Scene:
    relation = rng.choices(list(w.RELATIONS), [4, 4, 4, 4, 1.5, 1])[0]
    a = _thing(rng, {ground}, many=True)
    b = _thing(rng, {ground}, many=True)
    while (a.name, a.colour) == (b.name, b.colour):
        b = _thing(rng, {ground}, many=True)
    if relation in ("inside", "around"):
        outer = Thing(rng.choice(["circle", "square", "hexagon", "oval", "rectangle"]), b.colour)
        a = replace(a, colour=_other(rng, {ground, b.colour}))
        a, b = (a, outer) if relation == "inside" else (outer, a)
    return Scene("two", (a, b), relation=relation, ground=ground)


def _thing(rng, taken: set, many: bool = False) -> Thing:
    kind = rng.random()
    names = w.SHAPES if kind < (0.7 if many else 0.5) else w.ICONS if kind < 0.85 else w.SIGNS
    return Thing(rng.choice(names), _other(rng, taken))


def _other(rng, taken: set) -> str:
    return rng.choice([colour for colour in w.COLOURS if colour not in taken])


def mutated(rng, scene: Scene) -> Scene:
    """A picture that differs in one respect: what captions of either must tell apart."""
    changes = []
    taken = {scene.ground, scene.second, *(t.colour for t in scene.things)}
    if scene.layout == "land":
        if rng.random() < 0.5:
            return replace(scene, pattern=rng.choice([x for x in w.LANDS if x != scene.pattern]))
        return replace(scene, second=rng.choice([x for x in w.TIMES if x != scene.second]))
    for i, thing in enumerate(scene.things):
        changes.append(("thing", i, replace(thing, colour=_other(rng, taken))))
        if scene.relation not in ("inside", "around"):
            changes.append(("thing", i, replace(thing, name=_thing(rng, taken, scene.layout != "one").name)))
    if scene.layout == "two":
        if scene.relation in ("inside", "around"):
            changes.append(("swap", 0, None))
        else:
            changes += [("swap", 0, None), ("swap", 0, None), ("relation", 0, None)]
    if scene.layout == "many":
        changes += [("count", 0, None)] * 2
    if scene.place:
        changes.append(("place", 0, None))
    changes.append(("ground", 0, None))
    if scene.pattern and scene.layout in ("pattern", "document"):
        changes.append(("pattern", 0, None))
    kind, i, thing = rng.choice(changes)
    if kind == "thing":
        things = list(scene.things)
        things[i] = thing
        if len(things) == 2 and (things[0].name, things[0].colour) == (things[1].name, things[1].colour):
            return mutated(rng, scene)
        return replace(scene, things=tuple(things))
    if kind == "swap":
        a, b = scene.things
        if scene.relation in ("inside", "around"):
            return replace(scene, things=(replace(a, colour=b.colour), replace(b, colour=a.colour)))
        return replace(scene, things=(b, a))
    if kind == "relation":
        pool = [r for r in ("left of", "right of", "above", "below") if r != scene.relation]
        return replace(scene, relation=rng.choice(pool))
    if kind == "count":
        return replace(scene, count=rng.choice([n for n in (scene.count - 1, scene.count + 1) if 2 <= n <= 6]))
    if kind == "place":
        return replace(scene, place=rng.choice([p for p in w.PLACES if p != scene.place]))
    if kind == "pattern":
        pool = w.DOCUMENTS if scene.layout == "document" else w.PATTERNS
        return replace(scene, pattern=rng.choice([p for p in pool if p != scene.pattern]))
    return replace(scene, ground=_other(rng, taken))
