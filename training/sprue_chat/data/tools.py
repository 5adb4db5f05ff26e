"""Conversations with tools: which to call with what, when not to, and a sentence from what came back."""

import re

from ..tokenizer import Called
from .example import Example
from .social import BYE, HELLO, HELLO_BACK, HOW, HOW_BACK, THANKS, WELCOME, WHO, either
from .tool_catalog import CATALOG, NEW, OWN_KINDS, SKY, catalogued
from .tool_made import NOUNS, RESULTS, VERBS, a_noun, compact, polite, style, tool
from .tool_values import KINDS
from .words import joined

NO_TOOL = "I have no tool for that."


def call(tool, values) -> str:
    arguments = {p.name: values[p.name][0] for p in tool.parameters if p.name in values}
    return "<tool_call>\n" + compact({"name": tool.name, "arguments": arguments}) + "\n</tool_call>"


def draw(rng, tool, without=None) -> dict:
    """Values for the required parameters and some of the others."""
    return {p.name: tuple(p.value(rng)) for p in tool.parameters if (p.required or rng.random() < 0.45)
        and p is not without}


def toolbox(rng, count: int, new=False):
    """`count` different tools, often near relatives of each other, in one application's style."""
    how, tools, verb, noun = style(rng), [], rng.choice(list(VERBS)), a_noun(rng, new)
    tries = 0
    while len(tools) < count and tries < 60:
        tries += 1
        if rng.random() < 0.42:
            made = catalogued(rng, how, rng.choice(NEW if new else CATALOG))
        else:
            near = rng.random()
            if near < 0.35:
                verb = rng.choice(list(VERBS))
            elif near < 0.6:
                noun = a_noun(rng, new)
            else:
                verb, noun = rng.choice(list(VERBS)), a_noun(rng, new)
            made = tool(rng, how, verb, noun)
        if made.name not in {t.name for t in tools} and not (made.subject in NOUNS and sum(alike(made, t)
                    for t in tools)) and made.subject + str(made.action) not in {t.subject + str(t.action)
                for t in tools if t.subject not in NOUNS and " " in t.subject}:
            tools.append(made)
    rng.shuffle(tools)
    return tools


CLOSE = [{"get", "find", "list", "read", "check", "open", "track", "verify"}, {"create", "register", "upload", "save",
        "schedule", "book", "order"}, {"delete", "cancel", "archive", "reject", "close", "stop"}, {"update", "rename",
        "move"}, {"send", "share", "publish"}]


def alike(one, other) -> bool:
    """Whether two tools of the same noun would fit the same requests."""
    def verb(t):
        return next((v for v in VERBS if v in re.split(r"[_-]|(?=[A-Z])", t.name)), "")

    return one.subject == other.subject and any(verb(one) in c and verb(other) in c for c in CLOSE)


def words_of(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).replace("_", " ").replace("-", " ").lower()


def shown(value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else joined([shown(v)
            for v in value]) if isinstance(value, list) else str(value)


def result_value(rng, kind):
    return rng.choice(SKY) if kind == "sky" else KINDS[kind][2](rng)[0] if kind in KINDS else OWN_KINDS[kind](rng)[
        0] if kind in OWN_KINDS else RESULTS[kind](rng)


def facts(pairs) -> str:
    text = joined([f"the {words_of(k)} is {shown(v)}" for k, v in pairs])
    return text[0].upper() + text[1:] + "."


def outcome(rng, tool):
    """(what the tool answers, what the model then says)"""
    r = rng.random()
    if r < 0.07:
        error = rng.choice(["not found", "no access", "timeout", "the service is not available", "invalid id",
                "permission denied", "unknown city", "too many requests", "no connection"])
        return compact({"error": error}) if rng.random() < 0.7 else f"Error: {error}", (
            f"Sorry, that did not work: {error}.")
    pairs = [(k, result_value(rng, kind)) for k, kind in tool.results]
    pairs = rng.sample(pairs, rng.randint(1, len(pairs)))
    if rng.random() < 0.12:
        k = rng.choice(["valid", "available", "success", "in_stock", "open", "active"])
        pairs.append((k, rng.random() < 0.7))
    done = "Done. " if tool.action else ""
    if r < 0.75:
        spaced = rng.random() < 0.25
        text = compact(dict(pairs)) if not spaced else compact(dict(pairs)).replace('":', '": ').replace(',"', ', "')
        return text, done + facts(pairs)
    if r < 0.83:
        _, value = pairs[0]
        return shown(value), done + f"The result is {shown(value)}."
    if r < 0.9:
        items = [shown(result_value(rng, tool.results[0][1])) for _ in range(rng.randint(0, 3))]
        return compact(items), done + ("I found nothing." if not items else f"I found {joined(items)}.")
    if r < 0.95:
        return facts(pairs), done + facts(pairs)
    word = rng.choice(["ok", "OK", "done", "success", "true"])
    return word, "Done."


def asked(rng, tool, without=None):
    """(values, the user's words), or nothing where no wording fits."""
    for _ in range(5):
        values = draw(rng, tool, without)
        text = tool.ask(rng, values)
        if text:
            return values, text
    return None


def system_turn(rng, tools) -> tuple[str, str]:
    from .system import NEUTRAL

    lead = rng.choice([*NEUTRAL, "Use the tools.", "Use tools where they help.", "You can call functions.",
            "You are a travel assistant.", "You are a shop assistant.", "Call a tool if one fits.",
            "You help employees.", "Today is Monday.", "You are a helpful assistant with access to tools."]) + (
        "\n\n") if rng.random() < 0.4 else ""
    return "system", lead + "# Tools\n<tools>\n" + "\n".join(t.line() for t in tools) + "\n</tools>"


def plain_turn(rng):
    """A turn that needs no tool."""
    r = rng.random()
    if r < 0.35:
        return rng.choice(HELLO[:14]), HELLO_BACK[0]
    if r < 0.5:
        return rng.choice(THANKS), WELCOME[0]
    if r < 0.6:
        return either(rng, rng.choice(HOW[:6])), HOW_BACK[0]
    if r < 0.75:
        return either(rng, rng.choice(WHO[:6])), "I am sprue-chat, a small model built into Sprue."
    from . import _plain_turns

    return _plain_turns(rng, [("capital", 2), ("general", 1), ("opposite", 1), ("joke", 1), ("unit", 1), ("sprue", 1)])[0]


def one_call(rng, tools, chosen=None):
    """(messages, key) of a request, its call, the result and the sentence, or nothing."""
    chosen = chosen or rng.choice(tools)
    got = asked(rng, chosen)
    if not got:
        return None
    values, text = got
    returned, said = outcome(rng, chosen)
    messages = [("user", text), ("assistant", Called(call(chosen, values))), ("tool", returned), ("assistant", said)]
    return messages, call(chosen, values), chosen, values


def again(rng, chosen, values):
    """A follow-up that changes one argument of the call before."""
    free = [p for p in chosen.parameters if p.name in values and not p.enum and not p.flag and p.kind in ("city",
            "id", "person", "date", "number_id", "item", "country", "language", "symbol", "currency")]
    if not free:
        return None
    p = rng.choice(free)
    value, words = p.value(rng)
    link = {"city": ["in {}", "in {}", "{}"], "date": ["on {}", "{}"]}.get(p.kind, ["{}", "for {}"])
    if len([q for q in chosen.parameters if q.kind == p.kind]) > 1:
        return None
    text = rng.choice(["And {}?", "What about {}?", "And now {}.", "Now {}.", "and {}"]).format(rng.choice(
            link).format(words))
    return text, {**values, p.name: (value, words)}


def parallel(rng, tools):
    """Two calls at once: of two tools, or of one with two values."""
    chosen = rng.choice(tools)
    r = rng.random()
    one = asked(rng, chosen)
    if not one:
        return None
    values, text = one
    singles = [p for p in chosen.parameters if p.name in values and p.kind in ("city", "id", "person", "number_id",
            "country", "symbol")]
    if len(tools) == 1 or r < 0.6:
        if len(singles) != 1 or text.count(values[singles[0].name][1]) != 1:
            return None
        p = singles[0]
        count = 2 if rng.random() < 0.75 else 3
        drawn = [values[p.name], *(p.value(rng) for _ in range(count - 1))]
        if len({str(v[0]) for v in drawn}) < count:
            return None
        text = text.replace(drawn[0][1], rng.choice([joined([v[1] for v in drawn])] * 3 + [" and ".join(v[1] for v in drawn), ", ".join(v[1]
                        for v in drawn[:-1]) + ", and " + drawn[-1][1], joined([v[1] for v in drawn], "and in"
                        if p.kind == "city" and f"in {drawn[0][1]}" in text else "and")]))
        calls = [(chosen, {**values, p.name: tuple(v)}) for v in drawn]
        names = [shown(v[0]) for v in drawn]
    else:
        other = rng.choice([t for t in tools if t is not chosen])
        two = asked(rng, other)
        if not two:
            return None
        second = two[1][0].lower() + two[1][1:] if two[1][:2] != "I " and two[1][1:2].islower() else two[1]
        text = text.rstrip(".!?") + rng.choice([" and ", ", and ", ". Then ", " and then ", ". Also ", ", then "]) + second
        calls, names = [(chosen, values), (other, two[0])], None
    messages = [("user", text), ("assistant", Called("\n".join(call(t, v) for t, v in calls)))]
    lines = []
    for i, (t, _) in enumerate(calls):
        returned, said = outcome(rng, t)
        messages.append(("tool", returned))
        lines.append(f"{names[i]}: {said}" if names else said)
    return [*messages, ("assistant", "\n".join(lines))], messages[1][1]


def count_of(rng) -> int:
    return rng.choices([1, 2, 3, 4, 5, 8, 16], [5, 6, 5, 3, 2, 0.25, 0.05])[0]


def kept_back(key) -> bool:
    return Example([], key).held_out


def tool_use(rng, new=False):
    """One request or several under the same tools."""
    while True:
        tools = toolbox(rng, count_of(rng), new)
        messages, key = [system_turn(rng, tools)], ""
        for _ in range(rng.choice([1, 2, 3])):
            r = rng.random()
            if r < 0.12:
                q, answer = plain_turn(rng)
                messages += [("user", q), ("assistant", answer)]
            elif r < 0.2:
                messages += no_tool_turn(rng, tools, new)
            elif r < 0.34:
                got = parallel(rng, tools)
                if got and not kept_back(got[1]):
                    messages += got[0]
                    key = got[1]
            else:
                got = one_call(rng, tools)
                if got and not kept_back(got[1]):
                    turn, key, chosen, values = got
                    messages += turn
                    if rng.random() < 0.2 and (more := again(rng, chosen, values)):
                        returned, said = outcome(rng, chosen)
                        messages += [("user", more[0]), ("assistant", Called(call(chosen, more[1]))), ("tool", returned),
                            ("assistant", said)]
        if key:
            return Example(messages, key, plain=False)


def no_tool_turn(rng, tools, new=False):
    """A request that only another tool could meet, or one that lacks what is needed, or a question about the tools."""
    r = rng.random()
    chosen = rng.choice(tools)
    missing = [p for p in chosen.parameters if p.required and p.kind not in ("flag", "enum")]
    if r < 0.25 and missing and chosen.subject.count(" ") < 2:
        lacking = [p for p in missing if p.kind in ("city", "person", "email", "date", "time")]
        if lacking and len(missing) == 1:
            text = polite(rng, words_of(chosen.name))
            return [("user", text), ("assistant", f"Please tell me the {missing[0].words}.")]
    if r < 0.4:
        q = rng.choice(["What can you do?", "Which tools do you have?", "What tools can you use?", "List your tools.",
                "What can you do for me?", "Which functions can you call?"])
        return [("user", either(rng, q)), ("assistant", f"I can use {joined([t.name for t in tools])}.")]
    have = {t.subject for t in tools}
    others = [t for t in toolbox(rng, 3, new) if t.subject not in have and t.name not in {x.name for x in tools}
        and not any(set(words_of(t.name).split()) & set(words_of(x.name).split()) for x in tools)]
    if not others or not (got := asked(rng, others[0])):
        q, answer = plain_turn(rng)
        return [("user", q), ("assistant", answer)]
    return [("user", got[1]), ("assistant", NO_TOOL)]


def single_call(rng, new=False):
    """One request, cut after the call: what evaluation asks."""
    while True:
        tools = toolbox(rng, count_of(rng), new)
        got = one_call(rng, tools)
        if got:
            return Example([system_turn(rng, tools), *got[0][:2]], got[1], plain=False)


def parallel_calls(rng, new=False):
    while True:
        tools = toolbox(rng, count_of(rng), new)
        got = parallel(rng, tools)
        if got:
            return Example([system_turn(rng, tools), *got[0][:2]], got[1], plain=False)


def no_call(rng, new=False):
    tools = toolbox(rng, count_of(rng), new)
    turn = no_tool_turn(rng, tools, new) if rng.random() < 0.65 else None
    if not turn:
        q, answer = plain_turn(rng)
        turn = [("user", q), ("assistant", answer)]
    return Example([system_turn(rng, tools), *turn], f"no call {turn[0][1]}", plain=False)


def answer_from_result(rng, new=False):
    while True:
        tools = toolbox(rng, rng.choice([1, 1, 2]), new)
        got = one_call(rng, tools)
        if got and not kept_back(got[1]):
            return Example([system_turn(rng, tools), *got[0]], got[1] + got[0][2][1], plain=False)


def follow_up_call(rng, new=False):
    while True:
        tools = toolbox(rng, count_of(rng), new)
        got = one_call(rng, tools)
        if got and not kept_back(got[1]) and (more := again(rng, got[2], got[3])):
            return Example([system_turn(rng, tools), *got[0], ("user", more[0]), ("assistant", Called(call(got[2],
                            more[1])))], got[1] + more[0], plain=False)


TASKS = [("tools", 18, tool_use), ("tool-call", 8, single_call), ("tool-parallel", 3.5, parallel_calls), ("tool-none", 3.5,
        no_call), ("tool-answer", 2, answer_from_result), ("tool-follow-up", 3, follow_up_call)]
NEW_TASKS = [("new-" + name, 0, lambda rng, f=f: f(rng, True)) for name, _, f in TASKS[1:]]
"""The same with tools that training never has: not generated, only asked."""
