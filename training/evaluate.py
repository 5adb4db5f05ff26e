"""Exact match on held-out prompts, agreement of Q8_0 with the float weights, an out-of-domain probe. See README.md."""

import argparse
import json
import re
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer

from probe import OUT_OF_DOMAIN, SHOWN
from sprue_chat import export
from sprue_chat.data import FUNCTIONS, TASK_NAMES, lists, stories, test_set
from sprue_chat.model import Config, SprueChat, generate
from sprue_chat.tokenizer import IM_END, ChatCodec
from train import MODEL

FREE = {name for name, _, _ in stories.TASKS} | {"list", "list-one", "number-pick", "coin", "chain", "long-chain"}
"""Tasks with many right answers: no exact match."""

SEVERAL = {"greeting", "identity", "abilities", "how-are-you", "thanks", "goodbye", "praise", "blame", "filler"}
"""Tasks with a few fixed wordings: any of them counts."""

MAY_ADMIT = {"unknown", "unknown-loose", "too-hard", "capital", "where", "told-at-once"}
"""Tasks in which 'I don't know' may be the right answer, in any of its wordings."""

ADMITS = re.compile(
    r"don't know|beyond me|too hard for me|small numbers|did not understand|no access|does not say|too small|not told me"
    r"|no, not real code|only speak simple",
    re.I,
)


def reply(model, codec, messages, temperature=0.0, rng=None) -> str:
    return codec.decode(generate(model, codec.prompt(messages), 200, IM_END, temperature, rng))


def matches(task: str, given: str, wanted: str) -> bool:
    if given == wanted:
        return True
    if task in MAY_ADMIT:
        return bool(ADMITS.search(wanted) and ADMITS.search(given) and len(given) < 120)
    if task in SEVERAL:
        rng = Random(7)
        return given in {FUNCTIONS[task](rng).answer for _ in range(400)}
    return False


def list_is_right(e, given: str) -> bool:
    """As many things as in the reference, all of one known kind and all different."""
    items = [re.sub(r"^(- |\d+\. )", "", x.strip().strip('[]"')) for x in re.split(r"[\n,]", given)]
    wanted = [x for x in re.split(r"[\n,]", e.answer) if x.strip()]
    return len(items) == len(wanted) and len(set(items)) == len(items) and any(set(items) <= set(pool)
        for pool in lists.KINDS.values())


def story_is_right(e, given: str) -> bool:
    """Ends by itself after 30 words or more and has the subject asked for."""
    subject = re.search(
        r"about (?:an? )?([\w ]+?)(?: in \w+ sentences)?[\s.,!?:)]*(?:please|thanks|now|for me)?[\s.,!?:)]*$",
        e.messages[-2][1], re.I)
    return given.endswith(".") and len(given.split()) >= 30 and (not subject or subject[1].split()[-1].lower()[
            :3] in given.lower())


def held_out(model, codec, count: int, seed: int) -> dict:
    figures = {}
    for task in TASK_NAMES:
        if task in FREE and task not in ("list", "story"):
            continue
        tests = test_set(seed, task, count)
        wrong = []
        for e in tests:
            given = reply(model, codec, e.messages[:-1])
            right = list_is_right(e, given) if task == "list" else story_is_right(e,
                given) if task == "story" else matches(task, given, e.answer)
            if not right:
                wrong.append((e.messages[-2][1], e.answer, given))
        figures[task] = {"right": len(tests) - len(wrong), "of": len(tests), "unseen": bool(tests) and all(e.held_out
                for e in tests), "wrong": wrong[:3]}
        print((f"{task:16} {len(tests) - len(wrong):3}/{len(tests)} "
            f"{'unseen' if figures[task]['unseen'] else 'wording'}  {wrong[:2]}"), flush=True)
    return figures


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, default=MODEL)
    p.add_argument("--build", type=Path, default=Path(__file__).resolve().parent / "build",
        help="where tokenizer.json and checkpoint.pt are")
    p.add_argument("--count", type=int, default=40, help="prompts a task")
    p.add_argument("--seed", type=int, default=99)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--skip-tasks", action="store_true")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    codec = ChatCodec(Tokenizer.from_file(str(args.build / "tokenizer.json")))
    model = export.load(args.model)
    report = {}
    with torch.inference_mode():
        for title, prompts in (("shown", SHOWN), ("out of domain", OUT_OF_DOMAIN)):
            print(f"== {title}")
            for q in prompts:
                messages = [("system", q[0]), ("user", q[1])] if isinstance(q, tuple) else [("user", q)]
                given = reply(model, codec, messages)
                rng = torch.Generator().manual_seed(1)
                sampled = reply(model, codec, messages, 0.7, rng)
                report.setdefault(title, []).append({"prompt": q, "greedy": given, "sampled": sampled, "admits": bool(
                        ADMITS.search(given))})
                print(f"{q!r}\n    0.0: {given!r}\n    0.7: {sampled!r}", flush=True)
        admitted = sum(r["admits"] for r in report["out of domain"])
        print(f"out of domain: says so in {admitted} of {len(OUT_OF_DOMAIN)}")
        if not args.skip_tasks:
            report["held out"] = held_out(model, codec, args.count, args.seed)
            report["agreement"] = agreement(model, codec, args)
    (args.build / "evaluation.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))


def agreement(model, codec, args) -> dict:
    """How many whole greedy answers of the Q8_0 file equal those of the float checkpoint."""
    floats = SprueChat(Config())
    floats.load_state_dict(torch.load(args.build / "checkpoint.pt"))
    same = total = 0
    for task in TASK_NAMES[:: max(1, len(TASK_NAMES) // 40)]:
        for e in test_set(args.seed + 1, task, 5):
            same += reply(model, codec, e.messages[:-1]) == reply(floats.eval(), codec, e.messages[:-1])
            total += 1
    print(f"Q8_0 and float: the same greedy answer in {same} of {total}")
    return {"same": same, "of": total}


if __name__ == "__main__":
    main()
