"""Geometric shapes as outlines in a unit square (-1 to 1, y down), and how they are painted."""

import math


def _regular(n: int, turn: float = 0.0) -> list[tuple[float, float]]:
    return [(math.sin(turn + 2 * math.pi * i / n), -math.cos(turn + 2 * math.pi * i / n)) for i in range(n)]


def _curve(points: int, form) -> list[tuple[float, float]]:
    return [form(2 * math.pi * i / points) for i in range(points)]


def _star():
    out = []
    for i in range(10):
        r = 1 if i % 2 == 0 else 0.42
        out.append((r * math.sin(math.pi * i / 5), -r * math.cos(math.pi * i / 5)))
    return out


def _heart(t):
    x, y = 16 * math.sin(t) ** 3, 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
    return x / 16.5, -(y + 2.5) / 15


def _crescent():
    outer = [(math.cos(a), math.sin(a)) for a in (math.radians(d) for d in range(50, 311, 10))]
    inner = [(0.42 + 0.78 * math.cos(a), 0.78 * math.sin(a)) for a in (math.radians(d) for d in range(285, 74, -10))]
    return outer + inner


def _drop(t):
    return 0.62 * math.sin(t) * math.sin(t / 2) ** 1.3 * 1.25, -math.cos(t)


_PLUS = [(-0.33, -1), (0.33, -1), (0.33, -0.33), (1, -0.33), (1, 0.33), (0.33, 0.33), (0.33, 1), (-0.33, 1), (-0.33, 0.33),
    (-1, 0.33), (-1, -0.33), (-0.33, -0.33)]
_ARROW = [(1, 0), (0.1, -0.8), (0.1, -0.3), (-1, -0.3), (-1, 0.3), (0.1, 0.3), (0.1, 0.8)]


def _turned(points, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x * c - y * s, x * s + y * c) for x, y in points]


OUTLINES = {
    "circle": _curve(40, lambda t: (math.cos(t), math.sin(t))),
    "square": [(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
    "triangle": [(0, -0.95), (0.98, 0.75), (-0.98, 0.75)],
    "star": _star(),
    "heart": _curve(40, _heart),
    "cross": _PLUS,
    "diamond": [(0, -1), (0.72, 0), (0, 1), (-0.72, 0)],
    "ring": _curve(40, lambda t: (math.cos(t), math.sin(t))),
    "crescent": _crescent(),
    "pentagon": _regular(5),
    "hexagon": _regular(6, math.pi / 6),
    "oval": _curve(40, lambda t: (math.cos(t), 0.58 * math.sin(t))),
    "rectangle": [(-1, -0.55), (1, -0.55), (1, 0.55), (-1, 0.55)],
    "semicircle": [(math.cos(math.radians(d)), 0.5 - math.sin(math.radians(d))) for d in range(0, 181, 10)],
    "x mark": _turned([(x * 0.95, y * 0.95) for x, y in _PLUS], 45),
    "drop": _curve(40, _drop),
    "check mark": [(-0.95, 0.1), (-0.6, -0.2), (-0.25, 0.2), (0.65, -0.75), (0.98, -0.42), (-0.25, 0.8)],
    "lightning bolt": [(0.25, -1), (-0.6, 0.15), (-0.05, 0.15), (-0.3, 1), (0.6, -0.25), (0.05, -0.25)],
    "right arrow": _ARROW,
    "left arrow": _turned(_ARROW, 180),
    "up arrow": _turned(_ARROW, -90),
    "down arrow": _turned(_ARROW, 90),
}
FREE_TURN = {"circle": 180, "ring": 180, "star": 180, "pentagon": 180, "hexagon": 180}
NO_OUTLINE = {"ring", "check mark", "lightning bolt", "crescent", "x mark"}


def paint(draw, rng, name: str, x: float, y: float, r: float, fill, ground) -> None:
    """Paints a shape of radius r at x, y: filled, or now and then as an outline; turned and stretched a little."""
    degrees = rng.uniform(-1, 1) * FREE_TURN.get(name, 9)
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    wide, high = rng.uniform(0.92, 1.08), rng.uniform(0.92, 1.08)
    points = [(x + r * (px * wide * c - py * high * s), y + r * (px * wide * s + py * high * c)) for px, py in OUTLINES[name]]
    if name not in NO_OUTLINE and rng.random() < 0.15:
        draw.line([*points, points[0], points[1]], fill=fill, width=max(4, round(r * rng.uniform(0.1, 0.22))), joint="curve")
        return
    draw.polygon(points, fill=fill)
    if name == "ring":
        hole = r * rng.uniform(0.5, 0.7)
        draw.ellipse((x - hole, y - hole, x + hole, y + hole), fill=ground)
