"""Several turns: things to remember, follow-ups, and changes of subject."""

from .example import Example
from .social import HELLO, SELF_NAME, THANKS, WELCOME, either
from .words import ANIMALS, CAPITALS, CITIES, COLOURS, FOODS, JOBS, NAMES, THINGS, a, city_name, first_name

OK = ["OK, I will remember that.", "All right, I will remember that."]
ASK_NAME = ["What is my name?", "What's my name?", "Do you remember my name?", "Who am I?", "Do you know my name?",
    "Say my name.", "Can you tell me my name?", "what was my name?", "What did I say my name was?"]


def conversation(turns, key="", short=""):
    messages = []
    for q, answer in turns:
        messages += [("user", q), ("assistant", answer)]
    return Example(messages, key, short, plain=False)


def told(rng):
    """(statement, reply, question, answer, key): something the user says of themselves and asks for later."""
    r = rng.random()
    if r < 0.4:
        n = first_name(rng)
        return rng.choice(SELF_NAME).format(n=n), f"Nice to meet you, {n}! What can I do for you?", either(rng,
            rng.choice(ASK_NAME)), f"Your name is {n}.", f"told {n}"
    if r < 0.52:
        x = rng.randint(1, 999)
        s = rng.choice(["My number is {}.", "Remember the number {}.", "My favourite number is {}.",
                "The code is {}.", "Please remember {}.", "Keep in mind the number {}."]).format(x)
        kind = "code" if "code" in s else "number"
        return s, rng.choice(OK), either(rng, rng.choice([f"What is my {kind}?", f"What was the {kind}?",
                f"Which {kind} did I say?", f"What is the {kind}?", f"Do you remember the {kind}?",
                f"Tell me the {kind}."])), f"The {kind} is {x}.", f"told {x}"
    if r < 0.62:
        c = rng.choice(COLOURS)
        return rng.choice([f"My favourite colour is {c}.", f"My favorite color is {c}.",
                f"I like {c} most of all colours."]), rng.choice(OK), either(rng, rng.choice([
                "What is my favourite colour?", "Which colour do I like?", "What's my favorite color?",
                "Do you remember my favourite colour?"])), f"Your favourite colour is {c}.", f"told {c}"
    if r < 0.74:
        city = city_name(rng)
        return rng.choice([f"I live in {city}.", f"I am from {city}.", f"My home is in {city}.",
                f"I come from {city}."]), rng.choice(OK), either(rng, rng.choice(["Where do I live?",
                "Where am I from?", "Which city do I live in?",
                "Do you remember where I live?"])), f"You live in {city}.", f"told {city}"
    if r < 0.82:
        age = rng.randint(5, 95)
        return rng.choice([f"I am {age} years old.", f"I'm {age} years old.", f"My age is {age}."]), rng.choice(
            OK), either(rng, rng.choice(["How old am I?", "What is my age?",
                "Do you remember my age?"])), f"You are {age} years old.", f"told age {age}"
    if r < 0.9:
        kind, n = rng.choice(["dog", "cat", "rabbit", "horse", "bird"]), first_name(rng)
        return rng.choice([f"My {kind} is called {n}.", f"I have a {kind} named {n}.",
                f"The name of my {kind} is {n}."]), rng.choice(OK), either(rng, rng.choice([
                f"What is my {kind} called?", f"What is the name of my {kind}?",
                f"What's my {kind}'s name?"])), f"Your {kind} is called {n}.", f"told {kind} {n}"
    if r < 0.95:
        j = rng.choice(JOBS)
        return rng.choice([f"I am {a(j)}.", f"I work as {a(j)}.", f"My job is {j}."]), rng.choice(OK), either(rng,
            rng.choice(["What is my job?", "What do I do?", "What do I work as?"])), f"You are {a(j)}.", f"told {j}"
    f = rng.choice(FOODS).replace("_", " ")
    return f"My favourite food is {f}.", rng.choice(OK), either(rng, rng.choice(["What is my favourite food?",
            "What food do I like?"])), f"Your favourite food is {f}.", f"told {f}"


def remember(rng, filler):
    statement, reply, q, answer, key = told(rng)
    facts = [(statement, reply)]
    if rng.random() < 0.25:
        other = told(rng)
        if other[0].split()[:2] != statement.split()[:2]:
            facts.append((other[0], other[1]))
            if other[4].split()[1].isdigit() == key.split()[1].isdigit() and other[3].split()[:2] == answer.split()[:2]:
                facts.pop()
            elif rng.random() < 0.5:
                facts.reverse()
    middle = [turn for _ in range(rng.choice([0, 0, 1, 1, 2, 3])) for turn in filler()]
    return conversation([*facts, *middle, (q, answer)], key)


def at_once(rng):
    """The fact and the question in one message, or a question about something never told."""
    statement, _, q, answer, key = told(rng)
    if rng.random() < 0.7:
        return conversation([(f"{statement} {q}", answer)], key)
    opening = [(rng.choice(HELLO[:12]), "Hello! How can I help you?")] if rng.random() < 0.5 else []
    what = rng.choice([("What is my name?", "your name"), ("Do you know my name?", "your name"), ("How old am I?",
            "your age"), ("Where do I live?", "where you live"), ("What is my favourite colour?",
            "your favourite colour"), ("What is my number?", "your number"), ("What's my name?", "your name"), (
            "What is my job?", "your job")])
    return conversation([*opening, (either(rng, what[0]), f"I don't know {what[1]}. You have not told me.")])


def follow_up(rng):
    r = rng.random()
    if r < 0.3:
        (c1, x1), (c2, x2) = rng.sample(list(CAPITALS.items()), 2)
        q = rng.choice(["And {}?", "And of {}?", "What about {}?", "and {}", "And the capital of {}?"]).format(c2)
        return conversation([(either(rng, f"What is the capital of {c1}?"), f"The capital of {c1} is {x1}."), (q,
                f"The capital of {c2} is {x2}.")])
    if r < 0.5:
        n, m, k = rng.randint(1, 30), rng.randint(1, 20), rng.randint(1, 10)
        q, value, sign = rng.choice([(f"Add {k}.", n + m + k, "+"), (f"And plus {k}?", n + m + k, "+"), (
                f"Now add {k}.", n + m + k, "+")] + ([(f"Now subtract {k}.", n + m - k, "-"), (f"And minus {k}?", n
                + m - k, "-")] if n + m >= k else []))
        return conversation([(f"What is {n}+{m}?", f"{n} + {m} = {n + m}"), (q, f"{n + m} {sign} {k} = {value}")],
            f"chain {n} {m} {k}")
    if r < 0.65:
        (c1, x1), (c2, x2) = rng.sample(list(CITIES.items()), 2)
        return conversation([(f"Where is {c1}?", f"{c1} is in {x1}."), (rng.choice(["And {}?", "What about {}?",
                "and {}?"]).format(c2), f"{c2} is in {x2}.")])
    if r < 0.85:
        text = rng.choice([f"The {rng.choice(ANIMALS)} sees the {rng.choice(THINGS)}.",
                f"{rng.choice(NAMES)} has {a(rng.choice(THINGS))}.",
                f"{rng.choice(NAMES)} lives in {rng.choice(list(CITIES))}."])
        q, answer = rng.choice([("Say it again.", text), ("Repeat that.", text), ("Again.", text), ("Twice, please.",
                f"{text} {text}"), ("Once more", text)])
        return conversation([(f"Repeat: {text}", text), (q, answer)], f"again {text}")
    first = rng.choice([*HELLO[:8], *THANKS[:3]])
    q, answer = rng.choice([("What did I say?", f'You said: "{first}"'), ("What was my first message?",
            f'You said: "{first}"'), ("What did I just say?", f'You said: "{first}"')])
    return conversation([(first, "Hello! How can I help you?" if first in HELLO else WELCOME[0]), (q, answer)])


def choice(rng):
    x, y = rng.sample(COLOURS if rng.random() < 0.3 else [*ANIMALS, *THINGS], 2)
    return conversation([(f"I have {a(x)} and {a(y)}." if x not in COLOURS and y not in COLOURS
            else f"I like {x} and {y}.", OK[0]), (rng.choice(["What do I have?", "What did I say I have?"])
            if x not in COLOURS and y not in COLOURS else "What do I like?", f"You have {a(x)} and {a(y)}."
            if x not in COLOURS and y not in COLOURS else f"You like {x} and {y}.")], f"choice {x} {y}")


