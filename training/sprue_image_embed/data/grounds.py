"""Everything that fills a whole picture: plain and patterned grounds, charts and pages, landscapes."""

import math

import numpy as np
from PIL import Image, ImageDraw

from . import words as w


def plain(rng, size, colour) -> Image.Image:
    """One colour, a little uneven now and then."""
    if rng.random() < 0.75:
        return Image.new("RGB", size, colour)
    other = tuple(max(0, min(255, c + rng.randint(-22, 22))) for c in colour)
    return gradient(rng, size, colour, other)


def gradient(rng, size, first, second) -> Image.Image:
    wide, high = size
    angle = rng.choice([0, 90, 90, 180, 270, rng.uniform(0, 360)])
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    along = np.add.outer(np.linspace(-1, 1, high) * s, np.linspace(-1, 1, wide) * c)
    share = ((along - along.min()) / np.ptp(along))[..., None]
    return Image.fromarray((np.array(first) * (1 - share) + np.array(second) * share).astype(np.uint8))


def pattern(rng, size, kind: str, first, second) -> Image.Image:
    if kind == "gradient":
        return gradient(rng, size, first, second)
    wide, high = size
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    step = rng.uniform(18, 44)
    shift_x, shift_y = rng.uniform(0, step), rng.uniform(0, step)
    x, y = x + shift_x, y + shift_y
    if kind == "horizontal stripes":
        mask = (y // step) % 2
    elif kind == "vertical stripes":
        mask = (x // step) % 2
    elif kind == "diagonal stripes":
        mask = ((x + y * rng.choice([-1, 1]) + 4 * wide) // (step * 1.3)) % 2
    elif kind == "checkerboard":
        mask = (x // step + y // step) % 2
    elif kind == "polka dots":
        step *= 1.3
        mask = np.hypot(x % step - step / 2, y % step - step / 2) < step * rng.uniform(0.22, 0.36)
    else:
        line = max(4, step * rng.uniform(0.1, 0.2))
        mask = (x % step < line) | (y % step < line)
    return Image.fromarray(np.where(mask[..., None] > 0, np.uint8(second), np.uint8(first)))


def document(rng, size, kind: str, ground, ink) -> Image.Image:
    image = Image.new("RGB", size, ground)
    _DOCUMENTS[kind](rng, ImageDraw.Draw(image), *size, ground, ink)
    return image


def _axes(rng, draw, wide, high):
    left, bottom = wide * rng.uniform(0.08, 0.14), high * rng.uniform(0.86, 0.92)
    grey = (110,) * 3
    if rng.random() < 0.8:
        draw.line([(left, high * 0.08), (left, bottom), (wide * 0.94, bottom)], fill=grey, width=3)
    return left, bottom


def _bars(rng, draw, wide, high, ground, ink):
    left, bottom = _axes(rng, draw, wide, high)
    n = rng.randint(3, 8)
    step = (wide * 0.92 - left) / n
    for i in range(n):
        x = left + step * (i + 0.2)
        draw.rectangle([x, bottom - high * rng.uniform(0.12, 0.75), x + step * 0.65, bottom], fill=ink)


def _lines(rng, draw, wide, high, ground, ink):
    left, bottom = _axes(rng, draw, wide, high)
    n = rng.randint(4, 9)
    points = [(left + (wide * 0.92 - left) * i / (n - 1), bottom - high * rng.uniform(0.05, 0.75)) for i in range(n)]
    draw.line(points, fill=ink, width=rng.randint(5, 9), joint="curve")


def _pie(rng, draw, wide, high, ground, ink):
    r = min(wide, high) * rng.uniform(0.33, 0.45)
    x, y = wide * rng.uniform(0.45, 0.55), high * rng.uniform(0.45, 0.55)
    cuts = sorted(rng.uniform(0, 360) for _ in range(rng.randint(3, 6)))
    for i, start in enumerate(cuts):
        end = cuts[(i + 1) % len(cuts)] + (360 if i == len(cuts) - 1 else 0)
        share = 0.25 + 0.75 * i / len(cuts)
        tone = ink if i == 0 else tuple(round(a * share + b * (1 - share)) for a, b in zip(ink, ground))
        draw.pieslice([x - r, y - r, x + r, y + r], start, end, fill=tone, outline=ground, width=3)


def _text(rng, draw, wide, high, ground, ink):
    step, margin = high / rng.uniform(9, 14), wide * rng.uniform(0.06, 0.14)
    y = step
    while y < high - step:
        if rng.random() < 0.85:
            x, end = margin, (wide - margin) * (1 if rng.random() < 0.75 else rng.uniform(0.4, 0.9))
            while x < end:
                length = wide * rng.uniform(0.04, 0.14)
                draw.rectangle([x, y, min(x + length, end), y + step * 0.45], fill=ink)
                x += length + wide * 0.03
        y += step


def _table(rng, draw, wide, high, ground, ink):
    rows, columns = rng.randint(4, 7), rng.randint(3, 5)
    x0, y0, x1, y1 = wide * 0.06, high * 0.08, wide * 0.94, high * 0.92
    line = rng.randint(3, 4)
    draw.rectangle([x0, y0, x1, y0 + (y1 - y0) / rows], fill=tuple((a + b) // 2 for a, b in zip(ink, ground)))
    for i in range(rows + 1):
        y = y0 + (y1 - y0) * i / rows
        draw.line([(x0, y), (x1, y)], fill=ink, width=line)
    for i in range(columns + 1):
        x = x0 + (x1 - x0) * i / columns
        draw.line([(x, y0), (x, y1)], fill=ink, width=line)
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.8:
                x = x0 + (x1 - x0) * (column + 0.2) / columns
                y = y0 + (y1 - y0) * (row + 0.4) / rows
                draw.rectangle([x, y, x + (x1 - x0) / columns * rng.uniform(0.3, 0.6), y + (y1 - y0) / rows * 0.3], fill=ink)


_DOCUMENTS = {"bar chart": _bars, "line chart": _lines, "pie chart": _pie, "page of text": _text, "table": _table}


def _tone(rng, colour, spread=14):
    return tuple(max(0, min(255, c + rng.randint(-spread, spread))) for c in colour)


_SKIES = {"day": ((110, 175, 240), (200, 230, 250)), "night": ((8, 10, 35), (28, 32, 75)),
    "sunset": ((120, 70, 130), (255, 150, 60))}
_LIGHT = {"day": 1.0, "night": 0.28, "sunset": 0.6}


def land(rng, size, kind: str, time: str) -> Image.Image:
    """A landscape in flat colours under the sky of its time."""
    wide, high = size
    top, low = (np.array(_tone(rng, c)) for c in _SKIES[time])
    share = np.linspace(0, 1, high)[:, None, None]
    image = Image.fromarray(np.broadcast_to(top * (1 - share) + low * share, (high, wide, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    horizon = high * rng.uniform(0.5, 0.68)
    x, y, r = wide * rng.uniform(0.15, 0.85), high * rng.uniform(0.1, 0.3), high * rng.uniform(0.05, 0.09)
    if time == "night":
        for _ in range(rng.randint(15, 40)):
            sx, sy = rng.uniform(0, wide), rng.uniform(0, horizon)
            draw.ellipse([sx - 2, sy - 2, sx + 2, sy + 2], fill=(240, 240, 220))
        draw.ellipse([x - r, y - r, x + r, y + r], fill=(240, 240, 215))
    elif time == "sunset":
        draw.ellipse([x - r, horizon - r, x + r, horizon + r], fill=(255, 215, 90))
    elif rng.random() < 0.7:
        draw.ellipse([x - r, y - r, x + r, y + r], fill=(255, 235, 110))

    def lit(colour):
        return _tone(rng, tuple(round(c * _LIGHT[time]) for c in colour), 10)

    _LANDS[kind](rng, draw, wide, high, horizon, lit)
    return image


def _mountains(rng, draw, wide, high, horizon, lit):
    for _ in range(rng.randint(2, 4)):
        x, half, peak = rng.uniform(0.1, 0.9) * wide, wide * rng.uniform(0.25, 0.4), high * rng.uniform(0.18, 0.36)
        draw.polygon([(x - half, horizon + 8), (x, peak), (x + half, horizon + 8)], fill=lit((120, 115, 125)))
        cap = (horizon - peak) * 0.3
        draw.polygon([(x - half * 0.3, peak + cap), (x, peak), (x + half * 0.3, peak + cap)], fill=lit((250, 250, 255)))
    draw.rectangle([0, horizon, wide, high], fill=lit((85, 130, 75)))


def _sea(rng, draw, wide, high, horizon, lit):
    draw.rectangle([0, horizon, wide, high], fill=lit((35, 100, 170)))
    for _ in range(rng.randint(6, 14)):
        x, y, length = rng.uniform(0, wide), rng.uniform(horizon + 5, high), rng.uniform(12, 35)
        draw.line([(x, y), (x + length, y)], fill=lit((120, 175, 225)), width=3)


def _hills(rng, draw, wide, high, horizon, lit):
    for i in range(rng.randint(2, 3)):
        x, rx, ry = rng.uniform(0, wide), wide * rng.uniform(0.5, 0.8), high * rng.uniform(0.2, 0.3)
        draw.ellipse([x - rx, horizon - ry * 0.4 + 14 * i, x + rx, horizon + ry * 3], fill=lit((70 + 15 * i, 160, 60)))
    draw.rectangle([0, horizon + high * 0.15, wide, high], fill=lit((85, 165, 60)))


def _desert(rng, draw, wide, high, horizon, lit):
    draw.rectangle([0, horizon, wide, high], fill=lit((225, 190, 120)))
    for _ in range(rng.randint(2, 4)):
        x, rx, ry = rng.uniform(0, wide), wide * rng.uniform(0.3, 0.5), high * rng.uniform(0.05, 0.12)
        draw.ellipse([x - rx, horizon - ry, x + rx, horizon + ry * 4], fill=lit((215, 175, 100)))


def _city(rng, draw, wide, high, horizon, lit):
    base = high * 0.85
    draw.rectangle([0, base, wide, high], fill=lit((90, 90, 90)))
    x = rng.uniform(-10, 5)
    while x < wide:
        width, top = rng.uniform(18, 36), high * rng.uniform(0.22, 0.6)
        draw.rectangle([x, top, x + width, base], fill=lit((110, 115, 130)))
        for wy in np.arange(top + 6, base - 6, 13):
            for wx in np.arange(x + 4, x + width - 5, 9):
                if rng.random() < 0.6:
                    draw.rectangle([wx, wy, wx + 4, wy + 6], fill=(250, 225, 130))
        x += width + rng.uniform(0, 6)


def _forest(rng, draw, wide, high, horizon, lit):
    draw.rectangle([0, horizon, wide, high], fill=lit((70, 120, 55)))
    for _ in range(rng.randint(8, 14)):
        x, y, size = rng.uniform(0, wide), horizon + high * rng.uniform(0, 0.28), high * rng.uniform(0.2, 0.34)
        draw.rectangle([x - 3, y - 4, x + 3, y + 8], fill=lit((100, 65, 35)))
        draw.polygon([(x, y - size), (x + size * 0.35, y), (x - size * 0.35, y)], fill=lit((35, 100, 45)))


_LANDS = {"mountains": _mountains, "sea": _sea, "hills": _hills, "desert": _desert, "city": _city, "forest": _forest}
assert set(_LANDS) == set(w.LANDS) and set(_DOCUMENTS) == set(w.DOCUMENTS)
