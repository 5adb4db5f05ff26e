"""Figures of the image embedding model's card: held-out combinations against chance and a colour-histogram baseline, and a
probe outside of what the generator draws and writes."""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from sprue_image_embed import probe
from sprue_image_embed.baseline import ColourBaseline
from sprue_image_embed.data import full_caption, held_out, render, sample
from sprue_image_embed.data import words as w
from sprue_image_embed.data.scene import Scene, Thing
from sprue_image_embed.embed import Embedder, shortened

LAYOUTS = ("one", "two", "many", "pattern", "document")


def gallery(rng, count: int, wanted, layout=None):
    """Scenes that all have different captions, with a picture of each."""
    scenes, captions = [], set()
    for _ in range(200_000):
        scene = sample(rng)
        if held_out(scene) == wanted and layout in (None, scene.layout) and full_caption(scene) not in captions:
            scenes.append(scene)
            captions.add(full_caption(scene))
            if len(scenes) == count:
                break
    return scenes, [render(rng, scene) for scene in scenes], [full_caption(scene) for scene in scenes]


def recall(pictures: np.ndarray, texts: np.ndarray) -> dict:
    similarity, own = pictures @ texts.T, np.arange(len(texts))
    return {"of": len(texts), "image_to_text": round(float((similarity.argmax(1) == own).mean()), 3),
        "text_to_image": round(float((similarity.argmax(0) == own).mean()), 3)}


def choice(rng, embedder, count: int, make) -> float:
    """How often the right one of several captions that differ in one respect is nearest."""
    right = 0
    for _ in range(count):
        scene, captions = make(rng)
        similarity = embedder.texts(captions) @ embedder.images([render(rng, scene)])[0]
        right += int(similarity.argmax() == 0)
    return round(right / count, 3)


def _one(rng):
    while True:
        thing = Thing(rng.choice(w.SHAPES + w.ICONS + w.SIGNS), rng.choice(list(w.COLOURS)))
        scene = Scene("one", (thing,), ground=rng.choice([c for c in w.COLOURS if c != thing.colour]))
        if held_out(scene):
            return scene, thing


def which_colour(rng):
    scene, thing = _one(rng)
    others = [c for c in w.COLOURS if c != thing.colour]
    return scene, [full_caption(Scene("one", (Thing(thing.name, c),), ground=scene.ground)) for c in [thing.colour, *others]]


def which_thing(rng):
    scene, thing = _one(rng)
    kind = next(kind for kind in (w.SHAPES, w.ICONS, w.SIGNS) if thing.name in kind)
    names = [thing.name, *(n for n in kind if n != thing.name)]
    return scene, [full_caption(Scene("one", (Thing(n, thing.colour),), ground=scene.ground)) for n in names]


def which_relation(rng):
    while True:
        scene = sample(rng)
        if scene.layout == "two" and scene.relation in ("left of", "right of", "above", "below") and held_out(scene):
            relations = [scene.relation, *(r for r in ("left of", "right of", "above", "below") if r != scene.relation)]
            return scene, [full_caption(Scene("two", scene.things, relation=r, ground=scene.ground)) for r in relations]


def which_count(rng):
    while True:
        scene = sample(rng)
        if scene.layout == "many" and held_out(scene):
            counts = [scene.count, *(n for n in range(2, 7) if n != scene.count)]
            return scene, [full_caption(Scene("many", scene.things, count=n, ground=scene.ground)) for n in counts]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, default=Path(__file__).resolve().parent / "build/sprue-image-embed.gguf")
    p.add_argument("--seed", type=int, default=99)
    args = p.parse_args()
    rng, embedder = random.Random(args.seed), Embedder(args.model)
    out = {}

    train_scenes, train_pictures, train_captions = gallery(rng, 4000, False)
    baseline = ColourBaseline(train_pictures, train_captions)

    def measure(name, wanted, layout, count):
        _, pictures, captions = gallery(rng, count, wanted, layout)
        a, b = embedder.images(pictures), embedder.texts(captions)
        out[name] = {"model": recall(a, b), "baseline": recall(*baseline.vectors(pictures, captions)),
            "chance": round(1 / len(captions), 4)}
        if layout is None:
            for length in (64, 128):
                out[name][f"model_{length}"] = recall(shortened(a, length), shortened(b, length))
        print(name, json.dumps(out[name]), flush=True)

    measure("held-out, all kinds", True, None, 500)
    measure("seen combinations, all kinds", False, None, 500)
    for layout in LAYOUTS:
        measure(f"held-out, {layout}", True, layout, 200)
    for name, make in (("colour of 12", which_colour), ("thing of its kind (22 shapes, 22 drawings, 36 signs)", which_thing),
        ("relation of 4", which_relation), ("count of 5", which_count)):
        out[name] = choice(rng, embedder, 200, make)
        print(name, out[name], flush=True)
    for name, (pictures, captions) in probe.sets(rng).items():
        out[name] = {"model": recall(embedder.images(pictures), embedder.texts(captions)), "chance": round(1 / len(captions), 3)}
        print(name, json.dumps(out[name]), flush=True)
    (args.model.parent / "image-evaluation.json").write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
