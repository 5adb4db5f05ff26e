"""Pictures made of a rule for each pixel, as PNG files in data URLs."""

import base64
import struct
import zlib

WHITE = (255, 255, 255)


def _disc(x, y, cx, cy, r):
    return (x - cx) ** 2 + (y - cy) ** 2 < r**2


def _box(x, y, cx, cy, r):
    return max(abs(x - cx), abs(y - cy)) < r


# by what they show: the colour of each of 64 x 64 pixels
DRAWINGS = {
    "a red circle": lambda x, y: (230, 20, 20) if _disc(x, y, 32, 32, 17) else WHITE,
    "a blue square": lambda x, y: (30, 60, 220) if _box(x, y, 32, 32, 15) else WHITE,
    "a green circle left of an orange square": lambda x, y: (
        (30, 150, 60) if _disc(x, y, 17, 32, 11) else (255, 150, 0) if _box(x, y, 48, 32, 10) else WHITE
    ),
    "black and white horizontal stripes": lambda x, y: (0, 0, 0) if y % 16 < 8 else WHITE,
}


def png_url(size, pixel):
    """A picture of size x size pixels as a data URL."""
    rows = b"".join(b"\0" + bytes(c for x in range(size) for c in pixel(x, y)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    file = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return "data:image/png;base64," + base64.b64encode(file).decode()
