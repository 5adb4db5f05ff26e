"""From a picture of any size to the square that the network sees, by the same rule as the engine's."""

import numpy as np


def square(pixels: np.ndarray, size: int) -> np.ndarray:
    """[height, width, 3] bytes to [size, size, 3] from -1 to 1: means by area, the shorter side filled with its edge."""
    high, wide = pixels.shape[:2]
    longest = max(high, wide)
    rows, columns = (max(1, (2 * side * size + longest) // (2 * longest)) for side in (high, wide))
    small = np.einsum("yh,xw,hwc->yxc", _shares(high, rows), _shares(wide, columns), pixels.astype(np.float64))
    top, left = (size - rows) // 2, (size - columns) // 2
    filled = np.pad(small, ((top, size - rows - top), (left, size - columns - left), (0, 0)), mode="edge")
    return (filled / 127.5 - 1).astype(np.float32)


def _shares(length: int, wanted: int) -> np.ndarray:
    """How much of each wanted pixel each given one covers, [wanted, length]."""
    scale = length / wanted
    starts = np.arange(length)[None]
    out = np.arange(wanted)[:, None] * scale
    return np.clip(np.minimum(starts + 1, out + scale) - np.maximum(starts, out), 0, None) / scale
