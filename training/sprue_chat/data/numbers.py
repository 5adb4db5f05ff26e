"""Arithmetic with small numbers, counting, comparing, sorting."""

from .example import ask
from .social import either
from .wording import command, question
from .words import FRUITS, NAMES, THINGS, joined, plural, spelled


def number(rng):
    """Small numbers more often than large ones."""
    return rng.randrange(11) if rng.random() < 0.35 else rng.randrange(21) if rng.random() < 0.4 else rng.randrange(100)


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
DIV = ["What is {a}/{b}?", "What is {a} / {b}?", "What is {a} divided by {b}?", "{a}/{b}", "{a} / {b} = ?",
    "Divide {a} by {b}.", "Calculate {a} / {b}."]


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


def divide(rng):
    b, q = rng.randint(1, 12), rng.randrange(13)
    if rng.random() < 0.05:
        return ask(stated(rng, rng.choice(DIV).format(a=b, b=0)), "One cannot divide by zero.")
    return ask(stated(rng, rng.choice(DIV).format(a=b * q, b=b)), f"{b * q} / {b} = {q}", "", str(q))


def too_hard(rng):
    a, b = rng.randrange(1000, 10**6), rng.randrange(100, 10**5)
    q = rng.choice([f"What is {a} * {b}?", f"What is {a} divided by {b}?", f"What is the square root of {a}?",
            f"Calculate {a}^{rng.randint(2, 9)}.", f"What is {a}+{b}?",
            f"What is {rng.choice([13, 17, 23, 45, 78, 99])} * {b}?", f"Is {a} a prime number?",
            f"What is {rng.randint(3, 97)}% of {a}?", f"Solve x^2 + {b}x = {a}.", f"What is the cube root of {a}?",
            f"{a} x {b}", f"{a}*{b}"])
    return ask(stated(rng, q), rng.choice(["That is too hard for me. I only do sums with small numbers.",
            "I only do sums with small numbers, sorry."]))


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
    r = rng.random()
    as_word = rng.random() < 0.25
    if r < 0.5:
        n = rng.choice([5, 10, 3, 20]) if rng.random() < 0.4 else rng.randint(2, 30)
        seq, key = list(range(1, n + 1)), f"count {n}"
        q = rng.choice(["Count to {}.", "Count from 1 to {}.", "Count up to {}.", "Can you count to {}?",
                "List the numbers from 1 to {}.", "Write the numbers 1 to {}.", "count 1 to {}"]).format(spelled(n)
            if as_word else n)
        key = "" if n in (3, 5, 10, 20) else key
    elif r < 0.72:
        start = rng.randint(2, 60)
        end = start + rng.randint(2, 15)
        seq, key = list(range(start, end + 1)), f"count {start} {end}"
        q = rng.choice(["Count from {} to {}.", "Count up from {} to {}.", "List the numbers from {} to {}.",
                "Please count from {} to {}."]).format(start, end)
    elif r < 0.9:
        n = rng.randint(3, 20)
        seq, key = list(range(n, -1, -1) if rng.random() < 0.3 else range(n, 0, -1)), f"down {n}"
        q = rng.choice(["Count down from {}.", "Count backwards from {}.", "Give me a countdown from {}.",
                "Count down from {} to 1."]).format(n)
        if seq[-1] == 0:
            q = rng.choice(["Count down from {} to 0.", "Count backwards from {} to 0."]).format(n)
    else:
        step = rng.choice([2, 3, 5, 10])
        n = rng.randint(4, 10) * step
        seq, key = list(range(step, n + 1, step)), f"step {step} {n}"
        q = rng.choice(["Count to {n} in steps of {s}.", "Count by {s} up to {n}.",
                "Count in steps of {s} to {n}."]).format(n=n, s=step)
    if rng.random() < 0.06:
        seq = list(range(1, len(seq) + 1))[:20]
        return ask(command(rng, f"Count to {len(seq)} in words."), ", ".join(spelled(i) for i in seq))
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


def neighbour(rng):
    n = rng.randrange(1, 200)
    r = rng.random()
    if r < 0.4:
        return ask(question(rng, rng.choice(["What number comes after {}?", "Which number is after {}?",
                "What comes after {}?", "What is the next number after {}?"]).format(n)), f"{n + 1} comes after {n}.",
            f"next {n}", str(n + 1))
    if r < 0.6:
        return ask(question(rng, rng.choice(["What number comes before {}?", "What comes before {}?"]).format(n)),
            f"{n - 1} comes before {n}.", f"prev {n}", str(n - 1))
    step, start = rng.choice([1, 2, 3, 5, 10]), rng.randrange(30)
    seq = [start + step * i for i in range(rng.randint(3, 5))]
    return ask(rng.choice(["What comes next: {}?", "What is the next number: {}?", "Continue the sequence: {}",
            "Complete: {}, ..."]).format(", ".join(map(str, seq))), str(seq[-1] + step), f"seq {seq}", str(seq[-1]
            + step))


def in_words(rng):
    n = rng.randrange(101)
    if rng.random() < 0.5:
        return ask(either(rng, rng.choice(["Write {} in words.", "How do you write {} in words?",
                "Spell out the number {}.", "Write the number {} as a word."]).format(n)), spelled(n).capitalize(),
            f"words {n}")
    return ask(either(rng, rng.choice(["Write {} as a number.", "What is {} in digits?",
            "Write {} in digits."]).format(spelled(n))), str(n), f"words {n}")


def sort(rng):
    nums = rng.sample(range(rng.choice([10, 20, 100])), rng.randint(3, 6))
    down = rng.random() < 0.25
    text = ", ".join(map(str, nums))
    q = rng.choice(["Sort these numbers: {}", "Sort: {}", "Put these numbers in order: {}", "Sort the numbers {}.",
            "Order these numbers from small to large: {}"])
    if down:
        q = rng.choice(["Sort these numbers from large to small: {}", "Sort in descending order: {}",
                "Sort the numbers {} downwards."])
    return ask(q.format(text), ", ".join(map(str, sorted(nums, reverse=down))), f"sort {sorted(nums)}")


TASKS = [("add", 8, add), ("subtract", 7, subtract), ("multiply", 3, multiply), ("divide", 1.5, divide), ("too-hard",
        1.5, too_hard), ("word-problem", 2, story), ("count", 4, count), ("compare", 2, compare), ("parity", 1,
        parity),
    ("neighbour", 1.5, neighbour), ("number-words", 1.5, in_words), ("sort", 2, sort)]
