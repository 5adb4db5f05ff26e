"""Draws a scene: three times as large as the network sees it, then reduced, so that edges are smooth."""

import functools
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from . import grounds, icons, shapes
from . import words as w
from .scene import Scene, Thing

SIZE = 64
_SCALE = 3
_FONTS = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold",
    "DejaVuSans-Oblique", "STIXGeneral", "STIXGeneralBol"]
_LEAST_CONTRAST = 95.0  # between a thing and its ground, as a distance in RGB


def render(rng, scene: Scene) -> np.ndarray:
    """The picture as [64, 64, 3] bytes; not quite square ones are continued at their edges, as the engine does."""
    size = [SIZE * _SCALE] * 2
    if rng.random() < 0.25:
        size[rng.randint(0, 1)] = rng.randint(40, 63) * _SCALE
    image = _draw(rng, scene, tuple(size)).reduce(_SCALE)
    pixels = np.asarray(image)
    high, wide = pixels.shape[:2]
    top, left = (SIZE - high) // 2, (SIZE - wide) // 2
    return np.pad(pixels, ((top, SIZE - high - top), (left, SIZE - wide - left), (0, 0)), mode="edge")


def _draw(rng, scene: Scene, size) -> Image.Image:
    if scene.layout == "land":
        return grounds.land(rng, size, scene.pattern, scene.second)
    ground = w.rgb(rng, scene.ground)
    second = _contrasting(rng, scene.second, [ground]) if scene.second else ground
    if scene.layout == "document":
        return grounds.document(rng, size, scene.pattern, ground, second)
    if not scene.pattern:
        image = grounds.plain(rng, size, ground)
    elif scene.layout == "pattern":
        first, other = (ground, second) if rng.random() < 0.5 else (second, ground)
        return grounds.pattern(rng, size, scene.pattern, first, other)
    else:
        image = grounds.pattern(rng, size, scene.pattern, ground, second)
    if scene.things:
        _things(rng, scene, image, [ground, second] if scene.pattern else [ground])
    return image


def _things(rng, scene: Scene, image: Image.Image, behind) -> None:
    wide, high = image.size
    least = min(wide, high)
    draw = ImageDraw.Draw(image)
    if scene.layout == "one":
        thing = scene.things[0]
        x, y = w.PLACES.get(scene.place, (0.5, 0.5))
        small, large = (0.14, 0.2) if scene.place else (0.13, 0.19), (0.4, 0.47)
        low, high_ = {"small": small, "large": large}.get(thing.size, (0.2, 0.27) if scene.place else (0.24, 0.4))
        jitter = 0.06 if thing.size != "large" else 0.03
        _paint(rng, image, draw, thing, (x + rng.uniform(-jitter, jitter)) * wide, (y + rng.uniform(-jitter, jitter)) * high,
            rng.uniform(low, high_) * least, behind)
    elif scene.layout == "many":
        thing = scene.things[0]
        fill = _contrasting(rng, thing.colour, behind)
        r = rng.uniform(0.1, 0.14) * least if scene.count > 4 else rng.uniform(0.12, 0.18) * least
        for x, y in _spots(rng, scene.count, wide, high, r):
            _paint(rng, image, draw, thing, x, y, r * rng.uniform(0.9, 1.1), behind, fill)
    elif scene.relation in ("inside", "around"):
        inner, outer = scene.things if scene.relation == "inside" else scene.things[::-1]
        x, y = wide * rng.uniform(0.46, 0.54), high * rng.uniform(0.46, 0.54)
        fill = _contrasting(rng, outer.colour, behind)
        shapes.paint(draw, _NoOutline(rng), outer.name, x, y, rng.uniform(0.38, 0.46) * least, fill, behind[0])
        _paint(rng, image, draw, inner, x, y, rng.uniform(0.15, 0.2) * least, [fill])
    else:
        a, b = scene.things
        if scene.relation in ("right of", "below"):
            a, b = b, a
        near, far, off = rng.uniform(0.22, 0.29), rng.uniform(0.71, 0.78), rng.uniform(-0.08, 0.08)
        across = scene.relation in ("left of", "right of")
        for thing, along, side in ((a, near, 0.5 + off), (b, far, 0.5 - off)):
            x, y = (along, side) if across else (side, along)
            _paint(rng, image, draw, thing, x * wide, y * high, rng.uniform(0.15, 0.22) * least, behind)


class _NoOutline:
    """A generator whose shapes are always filled: something is to be seen inside."""

    def __init__(self, rng):
        self.uniform = rng.uniform

    def random(self):
        return 1.0


def _spots(rng, count: int, wide: float, high: float, r: float):
    while True:
        out = []
        for _ in range(60):
            x, y = rng.uniform(r * 1.15, wide - r * 1.15), rng.uniform(r * 1.15, high - r * 1.15)
            if all((x - ox) ** 2 + (y - oy) ** 2 > (2.25 * r) ** 2 for ox, oy in out):
                out.append((x, y))
                if len(out) == count:
                    return out
        r *= 0.95


def _contrasting(rng, colour: str, behind):
    for _ in range(40):
        fill = w.rgb(rng, colour)
        if all(sum((a - b) ** 2 for a, b in zip(fill, other)) ** 0.5 >= _LEAST_CONTRAST for other in behind):
            return fill
    return fill


def _paint(rng, image, draw, thing: Thing, x, y, r, behind, fill=None) -> None:
    fill = fill or _contrasting(rng, thing.colour, behind)
    if thing.name in shapes.OUTLINES:
        shapes.paint(draw, rng, thing.name, x, y, r, fill, behind[0])
    elif thing.name in w.ICONS:
        icons.paint(draw, thing.name, x, y, r, fill, behind[0])
    else:
        draw.text((x, y), thing.name, fill=fill, font=_font(rng.choice(_FONTS), round(r * 2.4)), anchor="mm")


@functools.lru_cache(maxsize=2048)
def _font(name: str, pixels: int):
    """Fonts that the matplotlib package brings along, so that every machine has the same ones."""
    return ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts/ttf" / f"{name}.ttf"), pixels)
