"""Byte-level BPE as GGUF's `gpt2` model with pre-tokenizer `smollm`: every digit alone, then GPT-2's pattern."""

import json
import re

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIAL = [
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>", "<tool_response>",
    "</tool_response>", "<think>", "</think>", *(f"<|reserved_{i}|>" for i in range(7)),
]
END_OF_TEXT, IM_START, IM_END = 0, 1, 2
TOOL_CALL, TOOL_CALL_END, TOOL_RESPONSE, TOOL_RESPONSE_END = 3, 4, 5, 6

CHAT_TEMPLATE = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + "
    "'<|im_end|>' + '\n'}}" "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")


def _pre_tokenizer():
    return pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False,
            use_regex=True)])


GLUED = """the is a to of and in for it on you me my at with not as this what that are be an or by from I can do does
your was has have no one will""".split()
"""Words that are joined with the space before them, at the end of the merges. All others keep it apart, so that a word has
the same tokens after a space, a quotation mark or an underscore: what is copied into JSON is copied token by token."""


def train(texts, vocab_size: int) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([_pre_tokenizer(), pre_tokenizers.Split("\u0120", "isolated")])
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size - len(GLUED),
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    if tokenizer.get_vocab_size() != vocab_size - len(GLUED):
        raise ValueError(f"corpus too small for a vocabulary of {vocab_size}: got {tokenizer.get_vocab_size()}")
    spec = json.loads(tokenizer.to_str())
    model, end = spec["model"], vocab_size - len(GLUED)
    if missing := [word for word in GLUED if word not in model["vocab"]]:
        raise ValueError(f"no tokens of their own in this corpus, so not to be joined with a space: {missing}")
    as_pairs = isinstance(model["merges"][0], list)
    for at, word in enumerate(GLUED):
        model["vocab"]["\u0120" + word] = end + at
        model["merges"].append(["\u0120", word] if as_pairs else f"\u0120 {word}")
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    tokenizer.pre_tokenizer = _pre_tokenizer()
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def plain(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer without special tokens: '<|im_end|>' in user text is then ordinary text."""
    spec = json.loads(tokenizer.to_str())
    spec["added_tokens"] = []
    for special in SPECIAL:
        del spec["model"]["vocab"][special]
    return Tokenizer.from_str(json.dumps(spec))


def vocabulary(tokenizer: Tokenizer) -> tuple[list[str], list[str]]:
    """Tokens in the order of their ids, and merges as 'left right', as GGUF stores them."""
    spec = json.loads(tokenizer.to_str())["model"]
    tokens = [token for token, _ in sorted(spec["vocab"].items(), key=lambda item: item[1])]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in spec["merges"]]
    return tokens, merges


class Called(str):
    """An assistant's turn that calls tools, spelled out: `<tool_call>` and `</tool_call>` in it are control tokens."""


_CONTROL = re.compile("(</?tool_call>)")


class ChatCodec:
    """Turns conversations into token ids. Text of messages is never parsed for special tokens."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.text = plain(tokenizer)
        self.newline = self.encode("\n")
        self.roles = {role: self.encode(role + "\n") for role in ("system", "user", "assistant")}

    def encode(self, text: str) -> list[int]:
        return self.text.encode(text).ids

    def decode(self, ids: list[int]) -> str:
        """The text of an answer; control tokens of tool calls are spelled out, others dropped."""
        parts, run = [], []
        for i in [*ids, IM_END]:
            if i >= len(SPECIAL):
                run.append(i)
                continue
            parts.append(self.tokenizer.decode(run, skip_special_tokens=True))
            parts.append(SPECIAL[i] if i in (TOOL_CALL, TOOL_CALL_END) else "")
            run = []
        return "".join(parts)

    def prompt(self, messages: list[tuple[str, str]]) -> list[int]:
        """The messages and the opening of the assistant's turn."""
        return [*self.example(messages)[0], IM_START, *self.roles["assistant"]]

    def _body(self, role: str, content: str) -> list:
        """A message's content as texts and control tokens."""
        if role == "tool":
            return [TOOL_RESPONSE, f"\n{content}\n", TOOL_RESPONSE_END]
        if isinstance(content, Called):
            return [SPECIAL.index(part) if _CONTROL.fullmatch(part) else part for part in _CONTROL.split(content)
                if part]
        return [content]

    def example(self, messages: list[tuple[str, str]]) -> tuple[list[int], list[bool]]:
        """Ids of a whole conversation, and for each whether the assistant has to produce it."""
        ids: list[int] = []
        mask: list[bool] = []
        for role, content in messages:
            head = [IM_START, *self.roles["user" if role == "tool" else role]]
            body: list[int] = []
            for part in self._body(role, content):
                body += [part] if isinstance(part, int) else self.encode(part)
            body.append(IM_END)
            ids += head + body + self.newline
            mask += [False] * len(head) + [role == "assistant"] * len(body) + [False] * len(self.newline)
        return ids, mask
