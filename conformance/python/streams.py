"""What the updates of a stream say together."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Folded:
    text: str
    arguments: str
    finish_reason: Any
    usage: Any


def fold(updates):
    assert all(len(update.choices) == 1 for update in updates)
    deltas = [update.choices[0].delta for update in updates]
    calls = [call for delta in deltas for call in delta.tool_calls or []]
    return Folded(
        text="".join(delta.content or "" for delta in deltas),
        arguments="".join(call["function"].get("arguments", "") for call in calls),
        finish_reason=updates[-1].choices[0].finish_reason,
        usage=updates[-1].usage,
    )
