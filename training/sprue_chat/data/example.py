"""What a task module makes, and how combinations are kept back from training."""

import zlib
from dataclasses import dataclass

HELD_OUT_SHARE = 12
"""One combination in so many is never trained on."""


@dataclass(frozen=True)
class Example:
    """A conversation: (role, content) in order, ending with the assistant.

    `key` names the combination of facts in it (not the wording); combinations, not wordings, are held out. Empty: never held out.
    """

    messages: list
    key: str = ""

    @property
    def held_out(self) -> bool:
        return bool(self.key) and zlib.crc32(self.key.encode()) % HELD_OUT_SHARE == 0


def ask(question: str, answer: str, key: str = "") -> Example:
    return Example([("user", question), ("assistant", answer)], key)
