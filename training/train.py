"""Makes the model from nothing: data, tokenizer, training, export. See README.md."""

import argparse
import json
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from sprue_chat import export, golden, tokenizer as bpe
from sprue_chat.batches import UNCOUNTED, Corpus, batches
from sprue_chat.data import drills, generate
from sprue_chat.model import Config, SprueChat
from sprue_chat.tokenizer import ChatCodec

ENGINE = Path(__file__).resolve().parent.parent / "engine" / "src"
MODEL = ENGINE / "main/resources/dev/sprue/engine/models/sprue-chat.gguf"
GOLDEN = ENGINE / "test/resources/golden"


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--examples", type=int, default=340_000, help="conversations to generate; none is seen twice")
    p.add_argument("--drills", type=int, default=28_000, help="short exercises in copying, most of them at the beginning")
    p.add_argument("--tokens", type=int, default=30_000_000, help="end after so many, with the rate wound down")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--batch-tokens", type=int, default=4096)
    p.add_argument("--muon-rate", type=float, default=0.015, help="peak learning rate of the matrices (Muon)")
    p.add_argument("--rate", type=float, default=0.003, help="peak learning rate of embeddings and norms (AdamW)")
    p.add_argument("--resume", action="store_true", help="go on from the build folder's training.pt, with the same arguments")
    p.add_argument("--no-compile", dest="compile", action="store_false",
        help="without torch.compile, which needs a C++ compiler")
    p.add_argument("--build", type=Path, default=Path(__file__).resolve().parent / "build")
    p.add_argument("--from-checkpoint", action="store_true", help="no training: export what the build folder holds")
    p.add_argument("--install", action="store_true", help="write the model and the golden files into the engine module")
    return p.parse_args()


def prepare(args) -> tuple[Tokenizer, Corpus]:
    started = time.time()
    examples = [e.messages for e in generate(args.seed, args.examples)]
    exercises = [e.messages for e in drills.generate(args.seed, args.drills)]
    print(f"{len(examples)} conversations generated in {time.time() - started:.0f} s", flush=True)
    path = args.build / "tokenizer.json"
    if args.resume:
        tokenizer = Tokenizer.from_file(str(path))
    else:
        sample = (content for messages in examples[:25_000] for _, content in messages)
        tokenizer = bpe.train(sample, Config().vocab_size)
        tokenizer.save(str(path))
    corpus = Corpus(examples, exercises, ChatCodec(tokenizer), Config().context_length, args.seed)
    print(f"{len(corpus)} conversations, {corpus.tokens} tokens, {int(corpus.mask.sum())} of them the assistant's",
        flush=True)
    return tokenizer, corpus


def optimizers(model, args):
    matrices = [p for name, p in model.named_parameters() if p.dim() == 2 and "embd" not in name]
    others = [p for name, p in model.named_parameters() if p.dim() != 2 or "embd" in name]
    muon = torch.optim.Muon(matrices, lr=args.muon_rate, weight_decay=0.02, momentum=0.95)
    adam = torch.optim.AdamW(others, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.0)
    return [(muon, args.muon_rate), (adam, args.rate)]


WARM_UP = 300_000
"""Tokens in which the rate rises."""

KEEP_EVERY_S = 120
"""Seconds after which the state is written again, for `--resume`."""


def rate_at(tokens: int, last: int) -> float:
    """The share of the peak rate after some of the tokens: linear warm-up, level, then linearly down to nothing."""
    return min(tokens / WARM_UP, 1.0, (last - tokens) / (last / 2))


def loss_of(model, inputs, places, targets):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = F.linear(model.hidden(inputs).flatten(0, 1)[places], model.token_embd.weight)
    return F.cross_entropy(logits.float(), targets, ignore_index=UNCOUNTED)


def fit(model, corpus, args):
    compute = torch.compile(loss_of, dynamic=True) if args.compile else loss_of
    opts = optimizers(model, args)
    started, seen, tokens, losses, done = time.time(), 0, 0, [], 0
    state = args.build / "training.pt"
    if args.resume:
        saved = torch.load(state)
        model.load_state_dict(saved["model"])
        for (opt, _), one in zip(opts, saved["optimizers"]):
            opt.load_state_dict(one)
        done, seen, tokens = saved["steps"], saved["seen"], saved["tokens"]
    before, kept = tokens, time.time()
    for step, (inputs, places, targets, count) in enumerate(batches(corpus, args.batch_tokens, args.seed)):
        if step < done:
            continue
        progress = tokens / args.tokens
        if progress >= 1:
            break
        for opt, peak in opts:
            for group in opt.param_groups:
                group["lr"] = peak * max(rate_at(tokens, args.tokens), 1e-3)
        loss = compute(model, inputs, places, targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for opt, _ in opts:
            opt.step()
            opt.zero_grad(set_to_none=True)
        seen, tokens = seen + int((inputs[:, 0] > 0).sum()), tokens + count
        losses.append(loss.item())
        if step % 50 == 0:
            recent = sum(losses[-50:]) / len(losses[-50:])
            speed = (tokens - before) / (time.time() - started)
            print(f"step {step} {progress:.1%} {tokens} tokens loss {recent:.4f} {speed:.0f} tokens/s", flush=True)
        if time.time() - kept >= KEEP_EVERY_S:
            kept = time.time()
            optimizing = [opt.state_dict() for opt, _ in opts]
            keep(state, {"model": model.state_dict(), "optimizers": optimizing, "steps": step + 1, "seen": seen,
                    "tokens": tokens})
            keep(args.build / "checkpoint.pt", model.state_dict())
    keep(args.build / "checkpoint.pt", model.state_dict())
    summary = {"conversations": seen, "tokens": tokens, "minutes": round((time.time() - started) / 60, 1),
        "loss": sum(losses[-50:]) / max(1, len(losses[-50:]))}
    print(json.dumps(summary), flush=True)


def keep(path: Path, state) -> None:
    """Writes a whole file or none: a run may be broken off at any time."""
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def main():
    args = arguments()
    args.build.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    model = SprueChat(Config())
    print(f"{sum(p.numel() for p in model.parameters())} parameters", flush=True)
    if args.from_checkpoint:
        tokenizer = Tokenizer.from_file(str(args.build / "tokenizer.json"))
        model.load_state_dict(torch.load(args.build / "checkpoint.pt"))
    else:
        tokenizer, corpus = prepare(args)
        fit(model, corpus, args)
    install(model, tokenizer, args)


def install(model, tokenizer, args):
    path = args.build / "sprue-chat.gguf"
    export.save(path, model, tokenizer)
    print(f"{path}: {path.stat().st_size} bytes", flush=True)
    if args.install:
        MODEL.parent.mkdir(parents=True, exist_ok=True)
        MODEL.write_bytes(path.read_bytes())
        golden.write(MODEL, tokenizer, GOLDEN)


if __name__ == "__main__":
    main()
