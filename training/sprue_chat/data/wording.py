"""Variation of how people write: politeness, case, punctuation."""

_BEFORE = ["Please ", "please ", "Can you ", "Could you ", "Could you please ", "Can you please ", "I want you to ",
    "I'd like you to ", "Now "]
_LEAD = ["Hi, ", "Hello, ", "Hey, ", "Hi! ", "Hello! ", "Hey! ", "OK, ", "Okay. ", "So, ", "Quick question: ",
    "Question: ", "Tell me: ", "Hey there, "]
_AFTER = [" please", ", please", " thanks", ", thanks", " for me", " now"]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def question(rng, text: str) -> str:
    """A question as people type it; `text` is written properly and ends with '?'."""
    r = rng.random()
    if r < 0.10:
        text = rng.choice(_LEAD) + lower_first(text)
    elif r < 0.14 and text.endswith("?"):
        text = text[:-1] + rng.choice([", please?", " please?"])
    return _careless(rng, text)


def command(rng, text: str) -> str:
    """A request as people type it; `text` is an imperative sentence that ends with '.' or has no end mark."""
    text = text.removesuffix(".")
    r = rng.random()
    polite = ""
    imperative = text.split()[0] not in ("I", "A", "What", "Once", "Capital", "Opposite", "Plural") and text[
        :1].isupper()
    if r < 0.18 and imperative:
        polite = rng.choice(_BEFORE)
        text = polite + lower_first(text)
    elif r < 0.24:
        text = rng.choice(_LEAD) + lower_first(text)
    elif r < 0.32:
        text += rng.choice(_AFTER)
    mark = "?" if polite.lower().startswith(("can", "could")) else rng.choice([".", ".", "", "!"])
    return _careless(rng, text + mark)


def _careless(rng, text: str) -> str:
    r = rng.random()
    if r < 0.10:
        return text.lower()
    if r < 0.16:
        return text.lower().rstrip("?.!")
    if r < 0.21:
        return text.rstrip("?.!")
    if r < 0.225:
        return text.upper()
    if r < 0.24:
        return text + rng.choice(["!", "??", " ", "\n", "!!", " :)", " ?"])
    return text
