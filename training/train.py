"""Makes the model from nothing: data, tokenizer, training, export. See README.md."""

import argparse
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from sprue_chat import export, golden, tokenizer as bpe
from sprue_chat.batches import Corpus, batches
from sprue_chat.data import generate
from sprue_chat.model import Config, SprueChat
from sprue_chat.tokenizer import ChatCodec

ENGINE = Path(__file__).resolve().parent.parent / "engine" / "src"
MODEL = ENGINE / "main/resources/dev/sprue/engine/models/sprue-chat.gguf"
GOLDEN = ENGINE / "test/resources/golden"


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--examples", type=int, default=160_000, help="conversations to generate; each is seen once")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--batch-tokens", type=int, default=4096)
    p.add_argument("--muon-rate", type=float, default=0.015, help="peak learning rate of the matrices (Muon)")
    p.add_argument("--rate", type=float, default=0.003, help="peak learning rate of embeddings and norms (AdamW)")
    p.add_argument("--minutes", type=float, default=0, help="end, with the rate wound down, after so long at the latest; 0: one pass, however long")
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
    print(f"{len(examples)} conversations generated in {time.time() - started:.0f} s", flush=True)
    sample = (content for messages in examples[:25_000] for _, content in messages)
    tokenizer = bpe.train(sample, Config().vocab_size)
    tokenizer.save(str(args.build / "tokenizer.json"))
    corpus = Corpus(examples, ChatCodec(tokenizer), Config().context_length)
    print(f"{len(corpus)} conversations, {corpus.tokens} tokens, {int(corpus.mask.sum())} of them the assistant's",
        flush=True)
    return tokenizer, corpus


def optimizers(model, args):
    matrices = [p for name, p in model.named_parameters() if p.dim() == 2 and "embd" not in name]
    others = [p for name, p in model.named_parameters() if p.dim() != 2 or "embd" in name]
    muon = torch.optim.Muon(matrices, lr=args.muon_rate, weight_decay=0.02, momentum=0.95)
    adam = torch.optim.AdamW(others, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.0)
    return [(muon, args.muon_rate), (adam, args.rate)]


def rate_at(progress: float, warmup: float) -> float:
    """The share of the peak rate at a share of the run: linear warm-up, then a cosine down to 2 %."""
    if progress < warmup:
        return progress / warmup
    x = min(1.0, (progress - warmup) / (1 - warmup))
    return 0.02 + 0.98 * (1 + math.cos(math.pi * x)) / 2


def loss_of(model, inputs, places, targets):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = F.linear(model.hidden(inputs).flatten(0, 1)[places], model.token_embd.weight)
    return F.cross_entropy(logits.float(), targets)


class Clock:
    """Seconds of work: a pause longer than a minute (a machine asleep, a process stopped) is not counted."""

    def __init__(self):
        self.last, self.worked = time.time(), 0.0

    def seconds(self) -> float:
        now = time.time()
        if now - self.last < 60:
            self.worked += now - self.last
        self.last = now
        return max(self.worked, 1e-3)


def fit(model, corpus, args):
    compute = torch.compile(loss_of, dynamic=True) if args.compile else loss_of
    opts = optimizers(model, args)
    clock, seen, tokens, losses, done = Clock(), 0, 0, [], 0
    state = args.build / "training.pt"
    if args.resume:
        saved = torch.load(state)
        model.load_state_dict(saved["model"])
        for (opt, _), one in zip(opts, saved["optimizers"]):
            opt.load_state_dict(one)
        done, seen, tokens, clock.worked = saved["steps"], saved["seen"], saved["tokens"], saved["seconds"]
    for step, (inputs, places, targets) in enumerate(batches(corpus, args.batch_tokens, args.seed)):
        if step < done:
            continue
        elapsed = clock.seconds() / 60
        progress = max(seen / len(corpus), elapsed / args.minutes if args.minutes else 0)
        if progress >= 1:
            break
        for opt, peak in opts:
            for group in opt.param_groups:
                group["lr"] = peak * max(rate_at(progress, 0.03), 1e-3)
        loss = compute(model, inputs, places, targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for opt, _ in opts:
            opt.step()
            opt.zero_grad(set_to_none=True)
        seen, tokens = seen + len(inputs), tokens + inputs.numel()
        losses.append(loss.item())
        if step % 50 == 0 or step in (5, 20):
            recent = sum(losses[-50:]) / len(losses[-50:])
            print(f"step {step} {progress:.1%} loss {recent:.4f} {tokens / clock.seconds():.0f} tokens/s",
                flush=True)
        if step % 250 == 249:
            torch.save(model.state_dict(), args.build / "checkpoint.pt")
            torch.save({"model": model.state_dict(), "optimizers": [opt.state_dict() for opt, _ in opts], "steps": step + 1,
                    "seen": seen, "tokens": tokens, "seconds": clock.seconds()}, state.with_suffix(".new"))
            state.with_suffix(".new").replace(state)
    torch.save(model.state_dict(), args.build / "checkpoint.pt")
    summary = {"conversations": seen, "tokens": tokens, "minutes": round(clock.seconds() / 60, 1),
        "loss": sum(losses[-50:]) / max(1, len(losses[-50:]))}
    print(json.dumps(summary), flush=True)


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
