"""Between PyTorch checkpoints and GGUF files."""

import numpy as np
import torch

from . import gguf
from .model import Config, SprueChat
from .tokenizer import CHAT_TEMPLATE, END_OF_TEXT, IM_END, SPECIAL, vocabulary

DESCRIPTION = (
    ("A small model trained from scratch on generated text. It exercises the service with real tokens; it is "
    "not an assistant."))


def save(path, model: SprueChat, tokenizer) -> None:
    c = model.config
    tokens, merges = vocabulary(tokenizer)
    u32, f32, text = gguf.U32, gguf.F32, gguf.STRING
    metadata = [
        ("general.architecture", text, "llama"),
        ("general.name", text, "sprue-chat"),
        ("general.description", text, DESCRIPTION),
        ("general.license", text, "Apache-2.0"),
        ("general.alignment", u32, gguf.ALIGNMENT),
        ("general.file_type", u32, 7),
        ("general.quantization_version", u32, 2),
        ("llama.context_length", u32, c.context_length),
        ("llama.embedding_length", u32, c.width),
        ("llama.block_count", u32, c.layers),
        ("llama.feed_forward_length", u32, c.ffn),
        ("llama.attention.head_count", u32, c.heads),
        ("llama.attention.head_count_kv", u32, c.kv_heads),
        ("llama.attention.layer_norm_rms_epsilon", f32, c.norm_eps),
        ("llama.rope.dimension_count", u32, c.head_dim),
        ("llama.rope.freq_base", f32, c.rope_base),
        ("llama.vocab_size", u32, c.vocab_size),
        ("tokenizer.ggml.model", text, "gpt2"),
        ("tokenizer.ggml.pre", text, "smollm"),
        ("tokenizer.ggml.tokens", gguf.ARRAY, (text, tokens)),
        ("tokenizer.ggml.token_type", gguf.ARRAY, (gguf.I32, [3] * len(SPECIAL) + [1] * (len(tokens) - len(SPECIAL)))),
        ("tokenizer.ggml.merges", gguf.ARRAY, (text, merges)),
        ("tokenizer.ggml.eos_token_id", u32, IM_END),
        ("tokenizer.ggml.bos_token_id", u32, END_OF_TEXT),
        ("tokenizer.ggml.padding_token_id", u32, END_OF_TEXT),
        ("tokenizer.ggml.add_bos_token", gguf.BOOL, False),
        ("tokenizer.chat_template", text, CHAT_TEMPLATE),
    ]
    tensors = [(name, p.detach().float().cpu().numpy()) for name, p in model.named_parameters()]
    gguf.write(path, metadata, tensors)


def load(path) -> SprueChat:
    """The network with the file's dequantised weights, in float32."""
    reader = gguf.Reader(path)
    m = reader.metadata
    config = Config(
        vocab_size=m["llama.vocab_size"],
        context_length=m["llama.context_length"],
        width=m["llama.embedding_length"],
        layers=m["llama.block_count"],
        heads=m["llama.attention.head_count"],
        kv_heads=m["llama.attention.head_count_kv"],
        ffn=m["llama.feed_forward_length"],
        norm_eps=m["llama.attention.layer_norm_rms_epsilon"],
        rope_base=m["llama.rope.freq_base"],
    )
    model = SprueChat(config)
    model.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in reader.tensors.items()})
    return model.eval()
