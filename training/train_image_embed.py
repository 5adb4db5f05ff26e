"""Makes the image embedding model from nothing: scenes, tokenizer, training, export. See README.md."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from sprue_image_embed import export, golden
from sprue_image_embed.batches import batches
from sprue_image_embed.data import caption, full_caption, sample
from sprue_image_embed.model import DIMENSIONS, Config, SprueImageEmbed
from sprue_image_embed.text import TextCodec

ENGINE = Path(__file__).resolve().parent.parent / "engine" / "src"
MODEL = ENGINE / "main/resources/dev/sprue/engine/models/sprue-image-embed.gguf"
GOLDEN = ENGINE / "test/resources/golden"
NEVER = -1e4


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--steps", type=int, default=800)
    p.add_argument("--horizon", type=int, default=1000, help="where the rate's cosine would end")
    p.add_argument("--wind-down", type=int, default=140, help="the last steps, in which the rate falls to nothing")
    p.add_argument("--resume", action="store_true", help="go on from build/image-state.pt, which every 100th step writes")
    p.add_argument("--batch", type=int, default=256, help="pictures a step; every step has new ones")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--muon-rate", type=float, default=0.015, help="peak learning rate of the matrices (Muon)")
    p.add_argument("--rate", type=float, default=0.003, help="peak learning rate of all else (AdamW)")
    p.add_argument("--no-compile", dest="compile", action="store_false",
        help="without torch.compile, which needs a C++ compiler")
    p.add_argument("--build", type=Path, default=Path(__file__).resolve().parent / "build")
    p.add_argument("--from-checkpoint", action="store_true", help="no training: export what the build folder holds")
    p.add_argument("--install", action="store_true", help="write the model and the golden files into the engine module")
    return p.parse_args()


def tokenizer(seed: int, vocab_size: int) -> TextCodec:
    rng = random.Random(seed)
    texts = []
    for _ in range(20_000):
        scene = sample(rng)
        texts += [caption(rng, scene)[0], full_caption(scene)]
    return TextCodec.train(texts, vocab_size)


def optimizers(model, args):
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and "embd" not in n]
    others = [p for n, p in model.named_parameters() if p.dim() != 2 or "embd" in n]
    muon = torch.optim.Muon(matrices, lr=args.muon_rate, weight_decay=0.02, momentum=0.95)
    adam = torch.optim.AdamW(others, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.0)
    return [(muon, args.muon_rate), (adam, args.rate)]


def rate_at(step: int, args, warmup: int = 40) -> float:
    """The share of the peak rate: a linear warm-up, then a cosine, and at the end straight down."""
    if step < warmup:
        return max(step / warmup, 1e-3)
    x = (step - warmup) / (args.horizon - warmup)
    cosine = 0.01 + 0.99 * (1 + math.cos(math.pi * min(1.0, x))) / 2
    return cosine * min(1.0, (args.steps - step) / args.wind_down)


def disturbed(pixels: torch.Tensor, generator) -> torch.Tensor:
    """Bytes to -1..1, with what files and scanners do to pictures: noise, contrast, softness, a shift."""
    n = len(pixels)

    def draw(low, high):
        return torch.rand(n, 1, 1, 1, generator=generator) * (high - low) + low

    x = pixels.float() / 127.5 - 1
    x = x * draw(0.85, 1.1) + draw(-0.08, 0.08)
    soft = F.interpolate(F.avg_pool2d(x.permute(0, 3, 1, 2), 2), scale_factor=2, mode="bilinear").permute(0, 2, 3, 1)
    x = torch.where(draw(0, 1) < 0.12, soft, x)
    noise = torch.randn(x.shape, generator=generator) * draw(0, 0.12)
    x = torch.where(draw(0, 1) < 0.4, x + noise, x)
    rows, columns = (int(torch.randint(-3, 4, (1,), generator=generator)) for _ in range(2))
    half = n // 2
    at = torch.arange(64)
    x[:half] = x[:half, (at + rows).clamp(0, 63)][:, :, (at + columns).clamp(0, 63)]
    return x.clamp(-1, 1)


def padded(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, ids))
    out = torch.zeros(len(ids), longest, dtype=torch.long)
    keep = torch.zeros(len(ids), longest, dtype=torch.bool)
    for i, tokens in enumerate(ids):
        out[i, : len(tokens)] = torch.tensor(tokens)
        keep[i, : len(tokens)] = True
    return out, keep


def loss_of(model, images, pixels, ids, keep, starts, also_true):
    """Each picture finds its sentence among the batch's and the other way round, by every length of vector."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        pictures, sentences = images(pixels), model.texts(ids, keep, starts)
    pictures, sentences = pictures.float(), sentences.float()
    scale, targets = model.logit_scale.clamp(max=math.log(100)).exp(), torch.arange(len(pixels))
    total = 0.0
    for length in DIMENSIONS:
        a, b = F.normalize(pictures[:, :length], dim=1), F.normalize(sentences[:, :length], dim=1)
        logits = (scale * a @ b.T).masked_fill(also_true, NEVER)
        total = total + (F.cross_entropy(logits, targets) + F.cross_entropy(logits.T, targets)) / 2
    return total / len(DIMENSIONS)


def fit(model, codec, args):
    opts = optimizers(model, args)
    images = torch.compile(model.images) if args.compile else model.images
    generator = torch.Generator().manual_seed(args.seed)
    started, losses, first, saved = time.time(), [], 0, args.build / "image-state.pt"
    if args.resume:
        state = torch.load(saved)
        model.load_state_dict(state["model"])
        for (opt, _), values in zip(opts, state["opts"]):
            opt.load_state_dict(values)
        generator.set_state(state["generator"])
        first, losses = state["step"], state["losses"]
    for step, batch in enumerate(batches(args.seed, args.batch, first, args.steps), first):
        if step % 100 == 0 and step > first:
            torch.save({"model": model.state_dict(), "opts": [opt.state_dict() for opt, _ in opts],
                "generator": generator.get_state(), "step": step, "losses": losses}, saved)
        for opt, peak in opts:
            for group in opt.param_groups:
                group["lr"] = peak * rate_at(step, args)
        ids, keep = padded(codec.encode_batch(batch.texts))
        spare = model.config.text.positions - keep.sum(1)
        starts = (torch.rand(len(ids), generator=generator) * (spare + 1)).long()
        loss = loss_of(model, images, disturbed(torch.from_numpy(batch.pixels), generator), ids, keep, starts,
            torch.from_numpy(batch.also_true))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for opt, _ in opts:
            opt.step()
            opt.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % 25 == 24:
            seconds = time.time() - started
            print(f"step {step + 1} loss {np.mean(losses[-25:]):.4f} {(step + 1 - first) * args.batch / seconds:.0f} pictures/s "
                f"{seconds / 60:.1f} minutes", flush=True)
    torch.save(model.state_dict(), args.build / "image-checkpoint.pt")
    print(json.dumps({"pictures": (args.steps - first) * args.batch, "minutes": round((time.time() - started) / 60, 1),
        "cpu_minutes": round(time.process_time() / 60, 1), "loss": float(np.mean(losses[-50:]))}), flush=True)


def main():
    args = arguments()
    args.build.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    config = Config()
    model = SprueImageEmbed(config)
    print(f"{sum(p.numel() for p in model.parameters())} parameters", flush=True)
    saved = args.build / "image-tokenizer.json"
    if args.from_checkpoint:
        codec = TextCodec(Tokenizer.from_file(str(saved)))
        model.load_state_dict(torch.load(args.build / "image-checkpoint.pt"))
    else:
        codec = tokenizer(args.seed, config.vocab_size)
        codec.tokenizer.save(str(saved))
        fit(model, codec, args)
    path = args.build / "sprue-image-embed.gguf"
    export.save(path, model, codec.tokenizer)
    print(f"{path}: {path.stat().st_size} bytes", flush=True)
    if args.install:
        MODEL.write_bytes(path.read_bytes())
        golden.write(MODEL, GOLDEN)


if __name__ == "__main__":
    main()
