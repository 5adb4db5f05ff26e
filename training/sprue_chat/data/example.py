"""What a task makes, and how combinations are kept back from training."""

import zlib
from dataclasses import dataclass, field

HELD_OUT_SHARE = 12
"""One combination in so many is never trained on."""


@dataclass(frozen=True)
class Example:
    """A conversation: (role, content) in order, ending with the assistant.

    `key` names the combination of facts in it (not the wording), which is what is held out; empty: never held out.
    `short` is the answer in a word or two, where there is one; `plain` says that a system prompt may restyle the answer.
    """

    messages: list
    key: str = ""
    short: str = ""
    plain: bool = True
    task: str = field(default="", compare=False)

    @property
    def held_out(self) -> bool:
        return bool(self.key) and zlib.crc32(self.key.encode()) % HELD_OUT_SHARE == 0

    @property
    def answer(self) -> str:
        return self.messages[-1][1]


def ask(question: str, answer: str, key: str = "", short: str = "", plain: bool = True) -> Example:
    return Example([("user", question), ("assistant", answer)], key, short, plain)
