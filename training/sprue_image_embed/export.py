"""Between PyTorch checkpoints and GGUF files of the architecture `sprue-clip`."""

import numpy as np
import torch
from tokenizers import Tokenizer, models

from sprue_chat import gguf
from sprue_chat import tokenizer as bpe

from .model import DIMENSIONS, Config, SprueImageEmbed, Tower

ARCHITECTURE = "sprue-clip"
DESCRIPTION = (
    "Pictures and texts in one space, trained from scratch on drawn scenes. It exercises the service; it knows shapes, "
    "colours and simple drawings, not photographs.")


def save(path, model: SprueImageEmbed, tokenizer) -> None:
    c = model.config
    tokens, merges = bpe.vocabulary(tokenizer)
    u32, f32, text = gguf.U32, gguf.F32, gguf.STRING
    special = len(bpe.SPECIAL)
    metadata = [
        ("general.architecture", text, ARCHITECTURE),
        ("general.name", text, "sprue-image-embed"),
        ("general.description", text, DESCRIPTION),
        ("general.license", text, "Apache-2.0"),
        ("general.alignment", u32, gguf.ALIGNMENT),
        ("general.file_type", u32, 7),
        ("general.quantization_version", u32, 2),
        (f"{ARCHITECTURE}.image_size", u32, c.image_size),
        (f"{ARCHITECTURE}.stem", gguf.ARRAY, (u32, list(c.stem))),
        (f"{ARCHITECTURE}.dimensions", gguf.ARRAY, (u32, list(DIMENSIONS))),
        (f"{ARCHITECTURE}.attention.layer_norm_rms_epsilon", f32, c.norm_eps),
        *_tower("vision", c.vision),
        *_tower("text", c.text),
        ("tokenizer.ggml.model", text, "gpt2"),
        ("tokenizer.ggml.pre", text, "smollm"),
        ("tokenizer.ggml.tokens", gguf.ARRAY, (text, tokens)),
        ("tokenizer.ggml.token_type", gguf.ARRAY, (gguf.I32, [3] * special + [1] * (len(tokens) - special))),
        ("tokenizer.ggml.merges", gguf.ARRAY, (text, merges)),
        ("tokenizer.ggml.eos_token_id", u32, bpe.END_OF_TEXT),
    ]
    tensors = [(name, _padded(p.detach().float().numpy())) for name, p in model.named_parameters() if name != "logit_scale"]
    gguf.write(path, metadata, tensors)


def _tower(name: str, tower: Tower):
    prefix = f"{ARCHITECTURE}.{name}."
    return [(prefix + key, gguf.U32, value) for key, value in (("embedding_length", tower.width), ("block_count", tower.layers),
        ("attention.head_count", tower.heads), ("feed_forward_length", tower.ffn), ("position_count", tower.positions))]


def _padded(array: np.ndarray) -> np.ndarray:
    """Rows of matrices filled up to whole Q8_0 blocks."""
    return array if array.ndim < 2 else np.pad(array, ((0, 0), (0, -array.shape[1] % gguf.BLOCK)))


def load(path) -> tuple[SprueImageEmbed, Tokenizer]:
    """The network with the file's dequantised weights, in float32, and its tokenizer without control tokens."""
    reader = gguf.Reader(path)
    m = reader.metadata

    def tower(name):
        keys = ("embedding_length", "block_count", "attention.head_count", "feed_forward_length", "position_count")
        return Tower(*(m[f"{ARCHITECTURE}.{name}.{key}"] for key in keys))

    model = SprueImageEmbed(Config(image_size=m[f"{ARCHITECTURE}.image_size"], stem=tuple(m[f"{ARCHITECTURE}.stem"]),
        vision=tower("vision"), text=tower("text"), vocab_size=len(m["tokenizer.ggml.tokens"]),
        dimensions=m[f"{ARCHITECTURE}.dimensions"][-1], norm_eps=m[f"{ARCHITECTURE}.attention.layer_norm_rms_epsilon"]))
    shapes = {name: p.shape for name, p in model.named_parameters()}
    state = {}
    for name, array in reader.tensors.items():
        shape = shapes[name]
        state[name] = torch.from_numpy(np.array(array if array.ndim < 2 else array[:, : shape[1]]))
    state["logit_scale"] = model.logit_scale.detach()
    model.load_state_dict(state)
    return model.eval(), _tokenizer(m)


def _tokenizer(m) -> Tokenizer:
    vocab = {token: i for i, token in enumerate(m["tokenizer.ggml.tokens"])}
    merges = [tuple(merge.split(" ")) for merge in m["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges))
    tokenizer.pre_tokenizer = bpe._pre_tokenizer()
    return tokenizer
