"""Vectors of pictures and texts from an exported file, as the engine computes them."""

import numpy as np
import torch
import torch.nn.functional as F

from . import export
from .pixels import square
from .text import folded


class Embedder:
    def __init__(self, path):
        self.model, self.tokenizer = export.load(path)

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(folded(text)).ids

    @torch.no_grad()
    def images(self, pictures) -> np.ndarray:
        """Of [height, width, 3] bytes each."""
        size = self.model.config.image_size
        out = [F.normalize(self.model.images(torch.from_numpy(np.stack([square(p, size) for p in pictures[i : i + 64]]))))
            for i in range(0, len(pictures), 64)]
        return torch.cat(out).numpy()

    @torch.no_grad()
    def texts(self, texts) -> np.ndarray:
        out = []
        for text in texts:
            ids = torch.tensor([self.ids(text)])
            out.append(F.normalize(self.model.texts(ids, torch.ones_like(ids, dtype=torch.bool))))
        return torch.cat(out).numpy()


def shortened(vectors: np.ndarray, length: int) -> np.ndarray:
    cut = vectors[:, :length]
    return cut / np.linalg.norm(cut, axis=1, keepdims=True)
