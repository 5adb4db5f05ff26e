"""Pictures and sentences that the generator does not make: symbols of a font, and other people's words."""

from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .data import render
from .data.scene import Scene, Thing

KNOWN_SYMBOLS = {
    "★": "a star", "♥": "a heart", "☀": "the sun", "☁": "a cloud", "☂": "an umbrella", "✉": "an envelope",
    "☺": "a happy face", "☹": "a sad face", "☾": "a crescent moon", "✔": "a check mark", "➔": "an arrow pointing right",
    "⚑": "a flag", "✿": "a flower", "⌂": "a house", "☃": "a snowman", "✚": "a plus sign",
}
UNKNOWN_SYMBOLS = {
    "✈": "an airplane", "☎": "a telephone", "✂": "a pair of scissors", "♞": "a chess knight", "☠": "a skull",
    "⚓": "an anchor", "♫": "music notes", "♻": "a recycling sign", "⚔": "crossed swords", "⚖": "a pair of scales",
    "♿": "a wheelchair", "⚛": "an atom", "☢": "a radiation warning", "⚰": "a coffin", "☕": "a steaming coffee", "✍": "a writing hand",
}
FREE_WORDS = [
    (Scene("one", (Thing("circle", "red", "small"),), place="top left", ground="white"), "tiny crimson dot, upper left-hand side"),
    (Scene("one", (Thing("house", "blue"),), ground="yellow"), "my blue home against a sunny yellow wall"),
    (Scene("one", (Thing("fish", "orange"),), ground="turquoise"), "goldfish swimming in turquoise water"),
    (Scene("one", (Thing("tree", "green"),), ground="white"), "lone green tree, nothing else around"),
    (Scene("one", (Thing("heart", "pink"),), ground="black"), "a pink valentine on something dark"),
    (Scene("one", (Thing("star", "yellow"),), ground="blue"), "bright yellow star up in the blue"),
    (Scene("one", (Thing("car", "red"),), ground="gray"), "red sports car parked on asphalt"),
    (Scene("one", (Thing("Q", "white"),), ground="purple"), "the capital letter Q, white on violet"),
    (Scene("two", (Thing("circle", "green"), Thing("square", "black")), relation="left of", ground="white"),
        "the green ball sits to the left and the black box to the right"),
    (Scene("two", (Thing("sun", "yellow"), Thing("house", "red")), relation="above", ground="blue"),
        "sunshine over a little red house"),
    (Scene("two", (Thing("heart", "red"), Thing("circle", "white")), relation="inside", ground="gray"),
        "a white disc holding a red heart"),
    (Scene("many", (Thing("balloon", "purple"),), count=3, ground="white"), "trio of violet balloons for the party"),
    (Scene("many", (Thing("star", "white"),), count=5, ground="black"), "five white stars twinkling on black"),
    (Scene("pattern", ground="red", pattern="checkerboard", second="white"), "red and white picnic tablecloth"),
    (Scene("pattern", ground="black", pattern="vertical stripes", second="yellow"), "upright bars in yellow and black like a bee"),
    (Scene("pattern", ground="green"), "everything is just green"),
    (Scene("document", ground="white", pattern="bar chart", second="blue"), "quarterly revenue as blue columns"),
    (Scene("document", ground="white", pattern="page of text", second="black"), "scanned letter with black writing"),
    (Scene("land", pattern="sea", second="sunset"), "evening by the ocean, the sky glowing"),
    (Scene("land", pattern="city", second="night"), "skyscrapers with lit windows after dark"),
]


def _symbol(sign: str) -> np.ndarray:
    font = ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"), 150)
    if font.getmask(sign).getbbox() is None or bytes(font.getmask(sign)) == bytes(font.getmask("\U0010ffff")):
        raise ValueError(f"the font has no {sign}")
    image = Image.new("RGB", (192, 192), "white")
    ImageDraw.Draw(image).text((96, 96), sign, fill="black", font=font, anchor="mm")
    return np.asarray(image.reduce(3))


def sets(rng) -> dict:
    """By name: pictures and the sentence for each."""
    return {
        "probe: symbols of a font for things it knows": ([_symbol(s) for s in KNOWN_SYMBOLS], list(KNOWN_SYMBOLS.values())),
        "probe: symbols for things it does not know": ([_symbol(s) for s in UNKNOWN_SYMBOLS], list(UNKNOWN_SYMBOLS.values())),
        "probe: its own pictures, in other people's words": (
            [render(rng, scene) for scene, _ in FREE_WORDS], [text for _, text in FREE_WORDS]),
    }
