"""Reads and writes GGUF v3 files with F32 and Q8_0 tensors, no more than this model needs."""

import struct

import numpy as np

ALIGNMENT = 32
U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TENSOR_F32, TENSOR_Q8_0 = 0, 8
BLOCK = 32


def quantize_q8_0(x: np.ndarray) -> bytes:
    """Blocks of 32: a half-float scale, then 32 signed bytes; as llama.cpp's reference quantizer."""
    blocks = x.astype(np.float32).reshape(-1, BLOCK)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / np.float32(127)
    inverse = np.divide(np.float32(1), scale, out=np.zeros_like(scale), where=scale > 0)
    scaled = blocks * inverse
    q = (np.sign(scaled) * np.floor(np.abs(scaled) + np.float32(0.5))).astype(np.int8)  # half away from zero, as roundf
    out = np.empty(len(blocks), dtype=[("d", "<f2"), ("q", "i1", BLOCK)])
    out["d"], out["q"] = scale[:, 0].astype(np.float16), q
    return out.tobytes()


def dequantize_q8_0(data: bytes, shape) -> np.ndarray:
    blocks = np.frombuffer(data, dtype=[("d", "<f2"), ("q", "i1", BLOCK)])
    return (blocks["d"].astype(np.float32)[:, None] * blocks["q"].astype(np.float32)).reshape(shape)


def _string(s: str) -> bytes:
    raw = s.encode("utf-8")
    return struct.pack("<Q", len(raw)) + raw


def _value(kind: int, value) -> bytes:
    if kind == STRING:
        return _string(value)
    if kind == ARRAY:
        element, items = value
        return struct.pack("<IQ", element, len(items)) + b"".join(_value(element, item) for item in items)
    return struct.pack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind], value)


def write(path, metadata: list[tuple], tensors: list[tuple]) -> None:
    """metadata: (key, kind, value); tensors: (name, numpy array). Two-dimensional ones become Q8_0, others F32."""
    infos, blobs, offset = [], [], 0
    for name, array in tensors:
        quantized = array.ndim == 2
        data = quantize_q8_0(array) if quantized else array.astype("<f4").tobytes()
        data += bytes(-len(data) % ALIGNMENT)
        dims = array.shape[::-1]  # GGUF names the fastest dimension first
        infos.append(
            _string(name)
            + struct.pack("<I", len(dims))
            + struct.pack(f"<{len(dims)}Q", *dims)
            + struct.pack("<IQ", TENSOR_Q8_0 if quantized else TENSOR_F32, offset)
        )
        blobs.append(data)
        offset += len(data)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    head += b"".join(_string(key) + struct.pack("<I", kind) + _value(kind, value) for key, kind, value in metadata)
    head += b"".join(infos)
    head += bytes(-len(head) % ALIGNMENT)
    with open(path, "wb") as file:
        file.write(head + b"".join(blobs))


class Reader:
    """Metadata and dequantised tensors of a file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.at = 0
        if self._take(4) != b"GGUF" or self._unpack("<I") != 3:
            raise ValueError("not a GGUF v3 file")
        tensors, entries = self._unpack("<Q"), self._unpack("<Q")
        self.metadata = {}
        for _ in range(entries):
            key = self._text()
            self.metadata[key] = self._read(self._unpack("<I"))
        infos = []
        for _ in range(tensors):
            name = self._text()
            dims = [self._unpack("<Q") for _ in range(self._unpack("<I"))]
            infos.append((name, dims[::-1], self._unpack("<I"), self._unpack("<Q")))
        base = self.at + -self.at % self.metadata.get("general.alignment", ALIGNMENT)
        self.tensors = {name: self._tensor(base + offset, shape, kind) for name, shape, kind, offset in infos}

    def _tensor(self, at, shape, kind):
        count = int(np.prod(shape))
        if kind == TENSOR_Q8_0:
            return dequantize_q8_0(self.raw[at : at + count // BLOCK * 34], shape)
        return np.frombuffer(self.raw, "<f4", count, at).reshape(shape).copy()

    def _take(self, n):
        self.at += n
        return self.raw[self.at - n : self.at]

    def _unpack(self, form):
        return struct.unpack(form, self._take(struct.calcsize(form)))[0]

    def _text(self):
        return self._take(self._unpack("<Q")).decode("utf-8")

    def _read(self, kind):
        if kind == STRING:
            return self._text()
        if kind == ARRAY:
            element, count = self._unpack("<I"), self._unpack("<Q")
            return [self._read(element) for _ in range(count)]
        return self._unpack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind])
