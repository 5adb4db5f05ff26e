"""The network: two small transformers, one for pictures and one for texts, that end in the same space.

A picture passes three convolutions of stride two and becomes 8 x 8 vectors; a text becomes one vector a token. Blocks are
those of Llama (RMSNorm, SwiGLU, no biases) with attention in both directions and learned positions. The mean of the last
vectors, projected and scaled to length 1, is the embedding; so is each of its beginnings of a length in `DIMENSIONS`.
"""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

DIMENSIONS = (64, 128, 256)
STRIDE_CONVOLUTIONS = 3
KERNEL = 3


@dataclass(frozen=True)
class Tower:
    width: int
    layers: int
    heads: int
    ffn: int
    positions: int


@dataclass(frozen=True)
class Config:
    image_size: int = 64
    stem: tuple[int, ...] = (32, 64)  # channels between the convolutions; the last one gives the tower's width
    vision: Tower = Tower(width=128, layers=4, heads=4, ffn=352, positions=64)
    text: Tower = Tower(width=128, layers=2, heads=4, ffn=352, positions=64)
    vocab_size: int = 640
    dimensions: int = DIMENSIONS[-1]
    norm_eps: float = 1e-5


class RmsNorm(nn.Module):
    def __init__(self, width: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), self.eps)


class Block(nn.Module):
    def __init__(self, t: Tower, eps: float):
        super().__init__()
        self.heads = t.heads
        self.attn_norm = RmsNorm(t.width, eps)
        self.attn_q = nn.Linear(t.width, t.width, bias=False)
        self.attn_k = nn.Linear(t.width, t.width, bias=False)
        self.attn_v = nn.Linear(t.width, t.width, bias=False)
        self.attn_output = nn.Linear(t.width, t.width, bias=False)
        self.ffn_norm = RmsNorm(t.width, eps)
        self.ffn_gate = nn.Linear(t.width, t.ffn, bias=False)
        self.ffn_up = nn.Linear(t.width, t.ffn, bias=False)
        self.ffn_down = nn.Linear(t.ffn, t.width, bias=False)

    def forward(self, x, mask):
        b, n, width = x.shape
        h = self.attn_norm(x)
        q, k, v = (f(h).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.attn_q, self.attn_k, self.attn_v))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.attn_output(a.transpose(1, 2).reshape(b, n, width))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


class Convolution(nn.Module):
    """3 x 3, stride 2, zeros around; weights as a matrix whose columns run over (row, column, channel)."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.inputs, self.outputs = inputs, outputs
        self.weight = nn.Parameter(torch.empty(outputs, KERNEL * KERNEL * inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        kernel = self.weight.view(self.outputs, KERNEL, KERNEL, self.inputs).permute(0, 3, 1, 2)
        return F.conv2d(x, kernel, self.bias, stride=2, padding=1)


class Encoder(nn.Module):
    """The blocks of a tower and what makes one vector of many."""

    def __init__(self, t: Tower, c: Config):
        super().__init__()
        self.position_embd = nn.Embedding(t.positions, t.width)
        self.blk = nn.ModuleList(Block(t, c.norm_eps) for _ in range(t.layers))
        self.output_norm = RmsNorm(t.width, c.norm_eps)
        self.projection = nn.Linear(t.width, c.dimensions, bias=False)

    def forward(self, x, keep=None):
        mask = None if keep is None else keep[:, None, None, :]
        for block in self.blk:
            x = block(x, mask)
        x = self.output_norm(x)
        if keep is None:
            return self.projection(x.mean(1))
        keep = keep.to(x.dtype)
        return self.projection((x * keep[:, :, None]).sum(1) / keep.sum(1, keepdim=True))


class SprueImageEmbed(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        channels = (3, *config.stem, config.vision.width)
        self.stem = nn.ModuleList(Convolution(a, b) for a, b in zip(channels, channels[1:]))
        self.v = Encoder(config.vision, config)
        self.token_embd = nn.Embedding(config.vocab_size, config.text.width)
        self.t = Encoder(config.text, config)
        self.logit_scale = nn.Parameter(torch.tensor(2.7))  # of the training's comparison; not part of the model
        for name, p in self.named_parameters():
            if p.dim() == 2:
                layers = config.vision.layers if name.startswith("v.") else config.text.layers
                deep = name.endswith(("attn_output.weight", "ffn_down.weight"))
                gain = 2**0.5 if name.startswith("stem") else 1
                std = 0.02 / (2 * layers) ** 0.5 if deep else 0.02 if "embd" in name else gain * p.shape[1] ** -0.5
                nn.init.normal_(p, std=std)

    def images(self, pixels):
        """Vectors, not scaled, of pictures [batch, 64, 64, 3] with values from -1 to 1."""
        x = pixels.permute(0, 3, 1, 2)
        for i, convolution in enumerate(self.stem):
            x = convolution(x)
            if i < len(self.stem) - 1:
                x = F.relu(x)
        x = x.flatten(2).transpose(1, 2)
        return self.v(x + self.v.position_embd.weight)

    def texts(self, ids, keep, starts=None):
        """Vectors, not scaled, of texts: token ids [batch, time], which of them count, and the position of the first."""
        at = torch.arange(ids.shape[1])[None] + (0 if starts is None else starts[:, None])
        return self.t(self.token_embd(ids) + self.t.position_embd(at.clamp(max=self.config.text.positions - 1)), keep)


def metadata(config: Config) -> dict:
    return asdict(config)
