"""The network: a Llama-architecture decoder, in the form that llama.cpp's `llama` architecture computes.

RMSNorm before attention and feed-forward, grouped-query attention, rotary positions on adjacent pairs
(2i, 2i+1), SwiGLU, tied input and output embeddings, no biases.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Config:
    vocab_size: int = 2048
    context_length: int = 2048
    width: int = 256
    layers: int = 8
    heads: int = 8
    kv_heads: int = 4
    ffn: int = 640
    norm_eps: float = 1e-5
    rope_base: float = 10000.0

    @property
    def head_dim(self) -> int:
        return self.width // self.heads


class RmsNorm(nn.Module):
    def __init__(self, width: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), self.eps)


def rope_tables(config: Config) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosine and sine, each [context, head_dim / 2], float32."""
    pairs = torch.arange(0, config.head_dim, 2, dtype=torch.float32) / config.head_dim
    angles = torch.outer(torch.arange(config.context_length, dtype=torch.float32), config.rope_base ** -pairs)
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    """Rotates adjacent pairs of the last dimension; x is [batch, heads, time, head_dim]."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)


class Block(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        kv = c.kv_heads * c.head_dim
        self.attn_norm = RmsNorm(c.width, c.norm_eps)
        self.attn_q = nn.Linear(c.width, c.width, bias=False)
        self.attn_k = nn.Linear(c.width, kv, bias=False)
        self.attn_v = nn.Linear(c.width, kv, bias=False)
        self.attn_output = nn.Linear(c.width, c.width, bias=False)
        self.ffn_norm = RmsNorm(c.width, c.norm_eps)
        self.ffn_gate = nn.Linear(c.width, c.ffn, bias=False)
        self.ffn_up = nn.Linear(c.width, c.ffn, bias=False)
        self.ffn_down = nn.Linear(c.ffn, c.width, bias=False)

    def forward(self, x, cos, sin, cache=None):
        c, (b, t, _) = self.c, x.shape
        h = self.attn_norm(x)
        q = rotate(self.attn_q(h).view(b, t, c.heads, c.head_dim).transpose(1, 2), cos, sin)
        k = rotate(self.attn_k(h).view(b, t, c.kv_heads, c.head_dim).transpose(1, 2), cos, sin)
        v = self.attn_v(h).view(b, t, c.kv_heads, c.head_dim).transpose(1, 2)
        if cache is not None:
            if "k" in cache:
                k, v = torch.cat((cache["k"], k), 2), torch.cat((cache["v"], v), 2)
            cache["k"], cache["v"] = k, v
        group = c.heads // c.kv_heads
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        a = F.scaled_dot_product_attention(q, k, v, is_causal=t > 1)
        x = x + self.attn_output(a.transpose(1, 2).reshape(b, t, c.width))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


class SprueChat(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.token_embd = nn.Embedding(config.vocab_size, config.width)
        self.blk = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.output_norm = RmsNorm(config.width, config.norm_eps)
        cos, sin = rope_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, p in self.named_parameters():
            if p.dim() == 2:
                deep = name.endswith(("attn_output.weight", "ffn_down.weight"))
                std = 0.02 / (2 * config.layers) ** 0.5 if deep else 0.02 if "embd" in name else p.shape[1] ** -0.5
                nn.init.normal_(p, std=std)

    def hidden(self, ids, start: int = 0, caches=None):
        """The last hidden states after the output norm, [batch, time, width]; `start` is the first position."""
        x = self.token_embd(ids)
        cos, sin = (table[start : start + ids.shape[1]].to(x.dtype) for table in (self.cos, self.sin))
        for i, block in enumerate(self.blk):
            x = block(x, cos, sin, None if caches is None else caches[i])
        return self.output_norm(x)

    def forward(self, ids, start: int = 0, caches=None):
        """Logits, [batch, time, vocabulary]."""
        return F.linear(self.hidden(ids, start, caches), self.token_embd.weight)

    def new_caches(self):
        return [{} for _ in self.blk]


@torch.no_grad()
def generate(model: SprueChat, prompt: list[int], limit: int, stop: int | None, temperature=0.0, rng=None) -> list[int]:
    """Continues `prompt` by at most `limit` tokens, ending before `stop`; temperature 0 is greedy."""
    caches, out = model.new_caches(), []
    limit = min(limit, model.config.context_length - len(prompt))
    logits = model(torch.tensor([prompt]), 0, caches)[0, -1].float()
    for position in range(len(prompt), len(prompt) + limit):
        if temperature == 0:
            token = int(logits.argmax())
        else:
            token = int(torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=rng))
        if token == stop:
            break
        out.append(token)
        logits = model(torch.tensor([[token]]), position, caches)[0, -1].float()
    return out
