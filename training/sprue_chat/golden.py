"""Golden files: what another engine must reproduce, computed from the exported file itself."""

import json

import torch

from .export import load
from .model import generate
from .tokenizer import ChatCodec

STRINGS = [
    "", " ", "  ", "   x", "\n", "\n\n", " \n ", "\t", "\r\n", "a", " a", "a ", "Hello", "Hello!", " Hello world",
    "Hello, world!\n", "hello   world", "trailing  ", "  leading", "line one\nline two\n\nline four",
    "\n leading newline", "tab\tseparated\ttext", "0", "7", "42", "1234567890", "12 + 34 = 46", "3.14159", "-17",
    "1,000,000", "a1b2c3", "year 2024, day 5", "x  12", "Ⅷ ½ ² ٣",
    "I'm sure it's what we've said, they'll say you're right, I'd bet.", "IT'S DON'T", "'s", "can’t",
    "snake_case camelCase kebab-case", "https://example.com/a?b=c&d=e#f",
    '{"name": "Ada", "age": 36, "tags": ["a", "b"]}', "<b>bold</b>", "$%&/()=?", "...", "!!!???", "äöüß ÄÖÜ",
    "naïve café", "Привет, мир", "你好,世界", "こんにちは", "مرحبا بالعالم", "नमस्ते", "😀", "a😀b", "👩‍👩‍👧‍👦 family", "🇫🇷",
    "e\u0301 combining", "zero\u200bwidth", "nbsp\u00a0here", "\u0000\u0001\u007f", "\ufeffbom", "𝔘𝔫𝔦",
    "   \n\n   indented", "word " * 20, "supercalifragilisticexpialidocious", "<|im_start|>user\nHi<|im_end|>\n",
    "<|endoftext|>", "a<|im_end|>b", "<tool_call>{}</tool_call>", "<think> x </think>", "<|im_start",
    "<|im_end|><|im_end|>", " <|im_end|> ", "<|reserved_0|>", "<|reserved_7|>",]

CHATS = [
    [("user", "Hello")],
    [("user", "What is the capital of France?")],
    [("user", "Extract name, age and city as JSON: Maria is 34 years old and lives in Lisbon.")],
    [("system", '# Tools\n<tools>\n{"name":"get_weather","description":"Get the current weather in a city","parameters":'
            '{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}\n</tools>'), ("user",
            "What is the weather in Oslo?")],
    [("system", "Answer in upper case."), ("user", "Name three colours.")],
    [("user", "Write a short story about a fox.")],
    [("user", "My name is Tom."), ("assistant", "Nice to meet you, Tom!"), ("user", "What is my name?")],
]
TEXTS = ["The quick brown fox jumps over the lazy dog. 12 + 34 = 46"]


def tokenizer_golden(codec: ChatCodec) -> dict:
    cases = []
    for text in STRINGS:
        plain, special = codec.encode(text), codec.tokenizer.encode(text).ids
        assert codec.text.decode(plain) == text
        cases.append({"text": text, "ids": plain, "ids_parse_special": special})
    note = (
        "ids: the text as user text, special tokens NOT parsed. ids_parse_special: the same text with "
        "special (control) " "tokens recognised. Decoding ids gives the text back exactly.")
    return {"note": note, "cases": cases}


@torch.no_grad()
def logits_golden(model, codec: ChatCodec) -> dict:
    prompts = [(codec.prompt(chat), [{"role": r, "content": c} for r, c in chat]) for chat in CHATS]
    prompts += [(codec.encode(text), text) for text in TEXTS]
    cases = []
    for index, (ids, source) in enumerate(prompts):
        logits = model(torch.tensor([ids]))[0]
        positions = sorted({0, 1, len(ids) // 4, len(ids) // 2, 3 * len(ids) // 4, len(ids) - 2, len(ids) - 1})
        points = []
        for position in positions:
            values, top = logits[position].topk(8)
            points.append({"position": position, "top_ids": top.tolist(), "top_logits": [round(v, 5)
                    for v in values.tolist()]})
        case = {"messages" if isinstance(source, list) else "text": source, "ids": ids, "points": points}
        if index < 6:
            greedy = generate(model, ids, 40, stop=None)
            case["greedy_40"] = greedy
            case["greedy_40_min_margin"] = round(_min_margin(model, ids, greedy), 5)
            case["greedy_40_text"] = codec.tokenizer.decode(greedy, skip_special_tokens=False)
        cases.append(case)
    note = (
        "float32 PyTorch on the file's dequantised Q8_0 weights; `position` indexes ids, the logits are "
        "those that predict the "
        "next token. greedy_40: the 40 most likely tokens after ids, not stopped at <|im_end|>; min_margin "
        "is the smallest lead " "of the first over the second logit on the way.")
    return {"note": note, "cases": cases}


def _min_margin(model, ids, greedy) -> float:
    top = model(torch.tensor([ids + greedy]))[0, len(ids) - 1 : -1].topk(2).values
    return float((top[:, 0] - top[:, 1]).min())


def write(gguf_path, tokenizer, folder) -> None:
    codec, model = ChatCodec(tokenizer), load(gguf_path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("tokenizer", tokenizer_golden(codec)), ("logits", logits_golden(model, codec))):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=True, separators=(",", ":")).replace(
                '},{"', '},\n{"'))
