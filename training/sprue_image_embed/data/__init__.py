"""Drawn scenes with the sentences that are true of them."""

from .captions import caption, full_caption
from .scene import Scene, held_out, mutated, sample
from .render import render

__all__ = ["Scene", "caption", "full_caption", "held_out", "mutated", "render", "sample"]
