"""Arithmetic with small numbers, counting, comparing, sorting."""

from .example import ask
from .social import either
from .wording import question
from .words import FRUITS, NAMES, THINGS, joined, plural, spelled


def number(rng):
    """Small numbers more often than large ones."""
    return rng.randrange(11) if rng.random() < 0.15 else rng.randrange(21) if rng.random() < 0.2 else rng.randrange(100)


ADD = ["What is {a}+{b}?", "What is {a} + {b}?", "What is {a} plus {b}?", "{a}+{b}", "{a} + {b}", "{a}+{b}=",
    "{a} + {b} = ?", "Add {a} and {b}.", "How much is {a}+{b}?", "How much is {a} plus {b}?", "Calculate {a} + {b}.",
    "What's {a}+{b}?", "What's {a} plus {b}?", "Compute {a}+{b}.", "What is the sum of {a} and {b}?", "{a} plus {b}",
    "Solve {a} + {b}.", "what does {a} + {b} equal?"]
SUB = ["What is {a}-{b}?", "What is {a} - {b}?", "What is {a} minus {b}?", "{a}-{b}", "{a} - {b}", "{a} - {b} = ?",
    "Subtract {b} from {a}.", "How much is {a} minus {b}?", "Calculate {a} - {b}.", "What's {a} minus {b}?",
    "Compute {a}-{b}.", "{a} minus {b}"]
MUL = ["What is {a}*{b}?", "What is {a} * {b}?", "What is {a} times {b}?", "{a}*{b}", "{a} * {b}", "{a} x {b}",
    "{a} * {b} = ?", "Multiply {a} by {b}.", "Multiply {a} and {b}.", "How much is {a} times {b}?",
    "Calculate {a} * {b}.", "What's {a} times {b}?", "What is {a} multiplied by {b}?", "{a} times {b}"]

def stated(rng, q):
    return either(rng, q) if q[-1] in "?." and q[0].isupper() else q


def add(rng):
    a, b = number(rng), number(rng)
    return ask(stated(rng, rng.choice(ADD).format(a=a, b=b)), f"{a} + {b} = {a + b}", f"add {a} {b}", str(a + b))


def subtract(rng):
    a, b = sorted((number(rng), number(rng)), reverse=True)
    if rng.random() < 0.08:
        a, b = b, a
    return ask(stated(rng, rng.choice(SUB).format(a=a, b=b)), f"{a} - {b} = {a - b}", f"sub {a} {b}", str(a - b))


def multiply(rng):
    a, b = rng.randrange(13), rng.randrange(13)
    return ask(stated(rng, rng.choice(MUL).format(a=a, b=b)), f"{a} * {b} = {a * b}", "", str(a * b))


def too_hard(rng):
    a, b = rng.randrange(1000, 10**6), rng.randrange(100, 10**5)
    q = rng.choice([f"What is {a} * {b}?", f"What is {a} divided by {b}?", f"What is the square root of {a}?",
            f"Calculate {a}^{rng.randint(2, 9)}.", f"What is {a}+{b}?",
            f"What is {rng.choice([13, 17, 23, 45, 78, 99])} * {b}?", f"Is {a} a prime number?",
            f"What is {rng.randint(3, 97)}% of {a}?", f"{a} / {b}", f"What is {b} / {rng.randint(2, 12)}?",
            f"Divide {b} by {rng.randint(2, 12)}.", f"{rng.randint(10, 99)} * {rng.randint(13, 99)}", f"{rng.randint(100, 999)} + {rng.randint(100, 999)}",
            f"What is {rng.randint(100, 999)} minus {rng.randint(10, 99)}?", f"Convert {rng.randint(1, 99)} Celsius to Fahrenheit.", f"Solve x^2 + {b}x = {a}.", f"What is the cube root of {a}?",
            f"{a} x {b}", f"{a}*{b}"])
    return ask(stated(rng, q), "That is too hard for me. I only add and subtract numbers below 100.")


def story(rng):
    name, thing = rng.choice(NAMES), plural(rng.choice([*FRUITS, *THINGS]))
    a, b = rng.randint(1, 20), rng.randint(1, 12)
    if rng.random() < 0.5 or b > a:
        q = rng.choice([f"{name} has {a} {thing} and gets {b} more. How many {thing} does {name} have?",
                f"{name} has {a} {thing} and buys {b} more. How many {thing} are there now?",
                f"If {name} has {a} {thing} and finds {b} more, how many {thing} is that?"])
        return ask(q, f"{a} + {b} = {a + b}, so it is {a + b} {thing}.", f"story {a} {b}", str(a + b))
    q = rng.choice([f"{name} has {a} {thing} and gives away {b}. How many {thing} does {name} have left?",
            f"{name} has {a} {thing} and loses {b}. How many {thing} are left?",
            f"If {name} has {a} {thing} and sells {b}, how many {thing} are left?"])
    return ask(q, f"{a} - {b} = {a - b}, so it is {a - b} {thing}.", f"story- {a} {b}", str(a - b))


def count(rng):
    as_word = rng.random() < 0.2
    if rng.random() < 0.7:
        n = rng.choice([5, 10, 3, 20]) if rng.random() < 0.4 else rng.randint(2, 20)
        seq, key = list(range(1, n + 1)), "" if n in (3, 5, 10, 20) else f"count {n}"
        q = rng.choice(["Count to {}.", "Count from 1 to {}.", "Count up to {}.", "Can you count to {}?",
                "List the numbers from 1 to {}.", "Write the numbers 1 to {}.", "count 1 to {}"]).format(spelled(n)
            if as_word else n)
    else:
        n = rng.randint(3, 10)
        seq, key = list(range(n, 0, -1)), ""
        q = rng.choice(["Count down from {}.", "Count backwards from {}.", "Give me a countdown from {}.",
                "Count down from {} to 1."]).format(n)
    return ask(either(rng, q), ", ".join(map(str, seq)), key)


def compare(rng):
    a, b = rng.sample(range(100), 2)
    r = rng.random()
    if r < 0.35:
        return ask(question(rng, rng.choice(["Which is bigger, {} or {}?", "Which number is larger, {} or {}?",
                "What is bigger: {} or {}?", "Which is greater, {} or {}?"]).format(a, b)), f"{max(a, b)} is bigger.",
            f"cmp {a} {b}", str(max(a, b)))
    if r < 0.55:
        return ask(question(rng, rng.choice(["Which is smaller, {} or {}?", "Which number is smaller, {} or {}?",
                "Which is less, {} or {}?"]).format(a, b)), f"{min(a, b)} is smaller.", f"cmp {a} {b}", str(min(a,
                b)))
    if r < 0.8:
        word = rng.choice(["bigger", "smaller", "greater", "less"])
        yes = (a > b) == (word in ("bigger", "greater"))
        return ask(question(rng, f"Is {a} {word} than {b}?"),
            f"{'Yes' if yes else 'No'}, {a} is {'bigger' if a > b else 'smaller'} than {b}.", f"cmp {a} {b}", "Yes"
            if yes else "No")
    nums = rng.sample(range(100), rng.randint(3, 5))
    word, f = rng.choice([("largest", max), ("biggest", max), ("smallest", min)])
    return ask(question(rng, f"What is the {word} of {joined([str(n) for n in nums])}?"), f"The {word} is {f(nums)}.",
        f"max {nums}", str(f(nums)))


def parity(rng):
    n = rng.randrange(200)
    word = rng.choice(["even", "odd"])
    real = "odd" if n % 2 else "even"
    if rng.random() < 0.3:
        return ask(question(rng, f"Is {n} even or odd?"), f"{n} is {real}.", f"parity {n}", real.capitalize())
    return ask(question(rng, rng.choice(["Is {} {}?", "Is {} an {} number?", "Is the number {} {}?"]).format(n,
            word)), f"{'Yes' if word == real else 'No'}, {n} is {real}.", f"parity {n}", "Yes" if word == real
        else "No")


TASKS = [("add", 26, add), ("subtract", 20, subtract), ("multiply", 4, multiply), ("too-hard", 2, too_hard), (
        "word-problem", 5, story), ("count", 4, count), ("compare", 3, compare), ("parity", 1, parity)]
