"""Little drawings of things, each in one main colour."""

import math


class _Pen:
    """Draws in a unit square (-1 to 1, y down) around a point."""

    def __init__(self, draw, x, y, r, main, ground):
        self.draw, self.x, self.y, self.r, self.main, self.ground = draw, x, y, r, main, ground
        light = sum(main) > 330
        self.dark = (30, 28, 32) if light else (235, 235, 230)

    def at(self, points):
        return [(self.x + self.r * px, self.y + self.r * py) for px, py in points]

    def shape(self, *points, fill=None):
        self.draw.polygon(self.at(points), fill=fill or self.main)

    def box(self, x0, y0, x1, y1, fill=None):
        self.draw.rectangle([*self.at([(x0, y0)])[0], *self.at([(x1, y1)])[0]], fill=fill or self.main)

    def disc(self, x, y, rx, ry=None, fill=None):
        ry = rx if ry is None else ry
        self.draw.ellipse([*self.at([(x - rx, y - ry)])[0], *self.at([(x + rx, y + ry)])[0]], fill=fill or self.main)

    def arc(self, x, y, r, start, end, width, fill=None):
        self.draw.arc([*self.at([(x - r, y - r)])[0], *self.at([(x + r, y + r)])[0]], start, end, fill=fill or self.main,
            width=max(2, round(self.r * width)))

    def line(self, *points, width=0.12, fill=None):
        self.draw.line(self.at(points), fill=fill or self.main, width=max(2, round(self.r * width)), joint="curve")


def _house(p):
    p.box(-0.75, -0.1, 0.75, 0.95)
    p.shape((-1, -0.1), (0, -1), (1, -0.1))
    p.box(-0.2, 0.35, 0.2, 0.95, fill=p.dark)
    p.box(0.35, 0.15, 0.6, 0.4, fill=p.dark)


def _tree(p):
    p.box(-0.13, 0.2, 0.13, 1, fill=(110, 70, 35))
    p.disc(0, -0.3, 0.7)


def _pine(p):
    p.box(-0.1, 0.6, 0.1, 1, fill=(110, 70, 35))
    for top, half in ((-1, 0.45), (-0.55, 0.62), (-0.1, 0.8)):
        p.shape((0, top), (half, top + 0.8), (-half, top + 0.8))


def _sun(p):
    p.disc(0, 0, 0.55)
    for i in range(8):
        a = math.pi * i / 4
        p.line((0.68 * math.cos(a), 0.68 * math.sin(a)), (math.cos(a), math.sin(a)), width=0.11)


def _cloud(p):
    p.disc(-0.5, 0.15, 0.42)
    p.disc(0, -0.15, 0.52)
    p.disc(0.52, 0.12, 0.42)
    p.box(-0.5, 0.1, 0.5, 0.56)


def _car(p):
    p.box(-1, -0.05, 1, 0.5)
    p.shape((-0.65, -0.05), (-0.4, -0.55), (0.4, -0.55), (0.7, -0.05))
    for x in (-0.55, 0.55):
        p.disc(x, 0.5, 0.25, fill=p.dark)


def _boat(p):
    p.shape((-1, 0.4), (1, 0.4), (0.65, 0.9), (-0.65, 0.9))
    p.line((0, 0.4), (0, -1), width=0.07)
    p.shape((0.08, -0.95), (0.08, 0.25), (0.8, 0.25))
    p.shape((-0.08, -0.7), (-0.08, 0.25), (-0.6, 0.25))


def _fish(p):
    p.disc(0.15, 0, 0.78, 0.45)
    p.shape((-0.5, 0), (-1, -0.5), (-1, 0.5))
    p.disc(0.55, -0.12, 0.09, fill=p.dark)


def _flower(p):
    p.line((0, 0), (0, 1), width=0.1, fill=(50, 140, 50))
    for i in range(6):
        a = math.pi * i / 3
        p.disc(0.38 * math.cos(a), -0.3 + 0.38 * math.sin(a), 0.27)
    p.disc(0, -0.3, 0.2, fill=p.dark)


def _face(p, happy):
    p.disc(0, 0, 1)
    for x in (-0.36, 0.36):
        p.disc(x, -0.28, 0.13, fill=p.dark)
    if happy:
        p.arc(0, 0.05, 0.58, 20, 160, 0.13, fill=p.dark)
    else:
        p.arc(0, 0.75, 0.5, 205, 335, 0.13, fill=p.dark)


def _umbrella(p):
    p.shape(*[(math.cos(math.radians(d)), -math.sin(math.radians(d))) for d in range(0, 181, 10)])
    p.line((0, 0), (0, 0.8), width=0.09)
    p.arc(0.18, 0.78, 0.2, 0, 180, 0.09)


def _cup(p):
    p.shape((-0.75, -0.55), (0.45, -0.55), (0.35, 0.75), (-0.65, 0.75))
    p.arc(0.5, 0.05, 0.38, 250, 110, 0.14)


def _key(p):
    p.disc(-0.55, 0, 0.43)
    p.disc(-0.55, 0, 0.19, fill=p.ground)
    p.box(-0.15, -0.11, 1, 0.11)
    p.box(0.5, 0.1, 0.65, 0.42)
    p.box(0.82, 0.1, 0.98, 0.42)


def _clock(p):
    p.disc(0, 0, 1)
    p.disc(0, 0, 0.8, fill=p.dark)
    p.line((0, 0), (0, -0.6), width=0.1)
    p.line((0, 0), (0.42, 0.2), width=0.1)


def _mushroom(p):
    p.shape(*[(0.95 * math.cos(math.radians(d)), -0.9 * math.sin(math.radians(d))) for d in range(0, 181, 10)])
    p.shape((-0.25, 0), (0.25, 0), (0.35, 0.9), (-0.35, 0.9), fill=(225, 205, 175))
    for x, y in ((-0.4, -0.35), (0.1, -0.55), (0.5, -0.25)):
        p.disc(x, y, 0.13, fill=p.dark)


def _snowman(p):
    p.disc(0, 0.5, 0.5)
    p.disc(0, -0.12, 0.36)
    p.disc(0, -0.6, 0.26)
    p.box(-0.3, -0.92, 0.3, -0.82, fill=p.dark)
    p.box(-0.18, -1.05, 0.18, -0.85, fill=p.dark)


def _flag(p):
    p.line((-0.7, -1), (-0.7, 1), width=0.11, fill=p.dark)
    p.box(-0.64, -0.95, 0.85, 0.1)


def _balloon(p):
    p.disc(0, -0.35, 0.55, 0.65)
    p.shape((0, 0.28), (0.12, 0.42), (-0.12, 0.42))
    p.line((0, 0.4), (0.1, 0.65), (-0.05, 1), width=0.06)


def _ladder(p):
    for x in (-0.4, 0.4):
        p.line((x, -1), (x, 1), width=0.13)
    for i in range(5):
        p.line((-0.4, -0.75 + 0.38 * i), (0.4, -0.75 + 0.38 * i), width=0.11)


def _eye(p):
    top = [(-1 + i / 10, -0.55 * math.sin(math.pi * i / 20)) for i in range(21)]
    p.shape(*top, *[(x, -y) for x, y in reversed(top)])
    p.disc(0, 0, 0.36, fill=p.dark)
    p.disc(0, 0, 0.15)


def _envelope(p):
    p.box(-1, -0.65, 1, 0.65)
    p.line((-1, -0.65), (0, 0.15), (1, -0.65), width=0.1, fill=p.dark)


_ICONS = {
    "house": _house, "tree": _tree, "pine tree": _pine, "sun": _sun, "cloud": _cloud, "car": _car, "boat": _boat,
    "fish": _fish, "flower": _flower, "happy face": lambda p: _face(p, True), "sad face": lambda p: _face(p, False),
    "umbrella": _umbrella, "cup": _cup, "key": _key, "clock": _clock, "mushroom": _mushroom, "snowman": _snowman,
    "flag": _flag, "balloon": _balloon, "ladder": _ladder, "eye": _eye, "envelope": _envelope,
}


def paint(draw, name: str, x: float, y: float, r: float, main, ground) -> None:
    _ICONS[name](_Pen(draw, x, y, r, main, ground))
