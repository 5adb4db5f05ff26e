"""The golden file: vectors that another engine must reproduce, computed from the exported file itself."""

import base64
import io
import json
import random

import numpy as np
from PIL import Image

from .data import render, sample
from .embed import Embedder

TEXTS = [
    "a red circle", "Two blue stars on a white background", "letter A", "A", "  Red\tCIRCLE\n", "a letter b, B and Z",
    "the number 7 in yellow beneath a green house", "mountains at night", "naïve café 你好 😀 <|im_end|>", "?",
]
SIZES = [(64, 64), (64, 64), (64, 48), (200, 120), (37, 150), (20, 20), (1, 1), (513, 300)]


def pictures():
    """Scenes in several sizes."""
    rng = random.Random(7)
    for size in SIZES:
        yield Image.fromarray(render(rng, sample(rng))).resize(size, Image.Resampling.BICUBIC)


def write(gguf_path, folder) -> None:
    embedder, cases = Embedder(gguf_path), []
    for picture in pictures():
        file = io.BytesIO()
        picture.save(file, "PNG")
        vector = embedder.images([np.asarray(picture)])[0]
        cases.append({"png": base64.b64encode(file.getvalue()).decode(), "vector": _rounded(vector)})
    for text, vector in zip(TEXTS, embedder.texts(TEXTS)):
        cases.append({"text": text, "ids": embedder.ids(text), "vector": _rounded(vector)})
    note = "float32 PyTorch on the file's dequantised Q8_0 weights; pictures are scaled as described in pixels.py."
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "image-embed.json").write_text(
        json.dumps({"note": note, "cases": cases}, ensure_ascii=True, separators=(",", ":")).replace("},{", "},\n{") + "\n")


def _rounded(vector):
    return [round(float(x), 6) for x in vector]
