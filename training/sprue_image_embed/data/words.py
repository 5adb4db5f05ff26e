"""The vocabulary of the scenes: colours, things, grounds, and the ways people name them."""

import colorsys

# name: hue, saturation and value ranges (degrees, shares); several where a colour has several regions
COLOURS = {
    "red": [(-10, 8, 0.75, 1.0, 0.65, 1.0)],
    "orange": [(22, 42, 0.85, 1.0, 0.88, 1.0)],
    "yellow": [(50, 62, 0.70, 1.0, 0.88, 1.0)],
    "green": [(90, 152, 0.55, 1.0, 0.40, 1.0)],
    "turquoise": [(170, 192, 0.55, 1.0, 0.65, 1.0)],
    "blue": [(208, 246, 0.65, 1.0, 0.50, 1.0)],
    "purple": [(265, 295, 0.45, 1.0, 0.40, 0.9)],
    "pink": [(312, 342, 0.35, 0.80, 0.90, 1.0), (340, 360, 0.22, 0.42, 0.93, 1.0)],
    "brown": [(14, 32, 0.55, 0.85, 0.28, 0.55)],
    "black": [(0, 360, 0.0, 0.6, 0.0, 0.12)],
    "white": [(0, 360, 0.0, 0.05, 0.93, 1.0)],
    "gray": [(0, 360, 0.0, 0.07, 0.35, 0.72)],
}
COLOUR_WORDS = {
    "red": ["scarlet", "crimson"],
    "green": ["emerald"],
    "turquoise": ["cyan", "teal", "aqua"],
    "blue": ["navy blue"],
    "purple": ["violet"],
    "pink": ["rose"],
    "gray": ["grey", "grey"],
    "yellow": ["golden"],
}
SHAPES = [
    "circle", "square", "triangle", "star", "heart", "cross", "diamond", "ring", "crescent", "pentagon", "hexagon", "oval",
    "rectangle", "semicircle", "x mark", "drop", "check mark", "lightning bolt", "left arrow", "right arrow", "up arrow",
    "down arrow",
]
ICONS = [
    "house", "tree", "pine tree", "sun", "cloud", "car", "boat", "fish", "flower", "happy face", "sad face", "umbrella", "cup",
    "key", "clock", "mushroom", "snowman", "flag", "balloon", "ladder", "eye", "envelope",
]
SIGNS = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
NAME_WORDS = {
    "circle": ["disc", "dot", "round shape", "ball"],
    "square": ["box"],
    "cross": ["plus sign", "plus"],
    "diamond": ["rhombus"],
    "ring": ["hoop", "donut"],
    "crescent": ["crescent moon", "moon"],
    "oval": ["ellipse"],
    "semicircle": ["half circle"],
    "x mark": ["x", "diagonal cross"],
    "drop": ["teardrop", "water drop"],
    "check mark": ["tick", "checkmark"],
    "lightning bolt": ["lightning", "flash"],
    "left arrow": ["arrow pointing left", "arrow to the left"],
    "right arrow": ["arrow pointing right", "arrow to the right"],
    "up arrow": ["arrow pointing up", "upward arrow"],
    "down arrow": ["arrow pointing down", "downward arrow"],
    "house": ["home", "building"],
    "pine tree": ["fir tree", "christmas tree"],
    "car": ["automobile"],
    "boat": ["sailing boat", "ship"],
    "flower": ["blossom"],
    "happy face": ["smiling face", "smiley"],
    "sad face": ["unhappy face", "frowning face"],
    "cup": ["mug"],
    "mushroom": ["toadstool"],
    "envelope": ["letter in an envelope", "mail"],
}
PATTERNS = {
    "horizontal stripes": ["horizontal stripes", "stripes going across"],
    "vertical stripes": ["vertical stripes", "upright stripes"],
    "diagonal stripes": ["diagonal stripes", "slanted stripes"],
    "checkerboard": ["a checkerboard", "a chessboard pattern", "checks"],
    "polka dots": ["polka dots", "dots"],
    "grid": ["a grid of lines", "a grid"],
    "gradient": ["a gradient", "a smooth gradient"],
}
DOCUMENTS = {
    "bar chart": ["a bar chart", "a bar graph", "a chart with bars", "a column chart"],
    "line chart": ["a line chart", "a line graph", "a chart with a line"],
    "pie chart": ["a pie chart", "a pie diagram", "a round chart with slices"],
    "page of text": ["a page of text", "a text document", "lines of text", "a page with paragraphs"],
    "table": ["a table", "a table with rows and columns", "a spreadsheet"],
}
LANDS = {
    "mountains": ["mountains", "a mountain landscape", "snowy peaks"],
    "sea": ["the sea", "the ocean", "a seascape"],
    "hills": ["green hills", "a meadow", "grassy hills"],
    "desert": ["a desert", "sand dunes"],
    "city": ["a city skyline", "tall buildings", "a city"],
    "forest": ["a forest", "many trees", "woods"],
}
TIMES = {
    "day": ["by day", "under a blue sky", "on a clear day", "in daylight"],
    "night": ["at night", "under the stars", "in the dark", "with a dark starry sky"],
    "sunset": ["at sunset", "in the evening", "with an orange sky", "at dusk"],
}
NUMBERS = {2: ["two", "2", "a pair of"], 3: ["three", "3"], 4: ["four", "4"], 5: ["five", "5"], 6: ["six", "6"]}
RELATIONS = {
    "left of": ["left of", "to the left of", "on the left of"],
    "right of": ["right of", "to the right of", "on the right of"],
    "above": ["above", "over", "on top of"],
    "below": ["below", "under", "beneath"],
    "inside": ["inside", "in", "within"],
    "around": ["around", "surrounding"],
}
INVERSE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above", "inside": "around",
    "around": "inside"}
PLACES = {
    "top left": (0.27, 0.27), "top right": (0.73, 0.27), "bottom left": (0.27, 0.73), "bottom right": (0.73, 0.73),
    "top": (0.5, 0.24), "bottom": (0.5, 0.76), "left": (0.24, 0.5), "right": (0.76, 0.5),
}


def rgb(rng, colour: str) -> tuple[int, int, int]:
    """One of the many tones that go by a colour's name."""
    h0, h1, s0, s1, v0, v1 = rng.choice(COLOURS[colour])
    r, g, b = colorsys.hsv_to_rgb(rng.uniform(h0, h1) % 360 / 360, rng.uniform(s0, s1), rng.uniform(v0, v1))
    return round(r * 255), round(g * 255), round(b * 255)


def plural(name: str) -> str:
    if name.startswith("left ") or name.startswith("right ") or " " not in name:
        return name + ("es" if name.endswith(("x", "s", "sh", "ch")) else "s")
    return name + "s"
