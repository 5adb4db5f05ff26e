"""System prompts: some change nothing, some restyle the answer, some give a persona or a fact."""

import json

from .example import Example
from .facts import cap
from .social import HELLO, WHO, either
from .wording import question
from .words import COLOURS, JOBS, NAMES, THINGS, a, city_name, first_name, made_up

NEUTRAL = ["You are a helpful assistant.", "You are a helpful assistant", "You are an AI assistant.",
    "You are a helpful AI assistant that answers questions.", "Answer the user's questions.",
    "You are a friendly assistant.", "Be helpful.", "You are an assistant that helps people find information.",
    "You are a chatbot.", "Help the user.", "Be polite.", "You are helpful and honest.", "Answer truthfully.",
    "You are a useful assistant.", "Be a good assistant.", "You are a helpful, respectful and honest assistant.",
    "Assist the user as best as you can.", "Answer in English.", "You're a helpful assistant."]
UPPER = ["Answer in upper case.", "Always answer in upper case.", "Answer in capital letters.",
    "Write everything in upper case.", "Use only capital letters.", "ANSWER IN UPPER CASE.", "Reply in uppercase.",
    "You always shout.", "Respond in all caps.", "You are a helpful assistant. Answer in upper case.",
    "Please use upper case only."]
LOWER = ["Answer in lower case.", "Always answer in lower case.", "Use only small letters.",
    "Write everything in lower case.", "Reply in lowercase.", "Respond in lower case only."]
PIRATE = ["You are a pirate.", "Talk like a pirate.", "Answer like a pirate.", "You are a friendly pirate.",
    "Speak like a pirate.", "You are a pirate captain.", "Pretend to be a pirate.",
    "You are a helpful assistant that talks like a pirate."]
ROBOT = ["You are a robot.", "Talk like a robot.", "Answer like a robot.", "Speak like a robot.",
    "Pretend to be a robot."]
POLITE = ["You are a butler.", "Be very polite.", "Talk like a butler.", "Answer like a butler."]
BRIEF = ["Be brief.", "Answer in one word.", "Answer briefly.", "Keep it short.", "Give short answers.",
    "Be concise.", "Answer with one word only.", "Only give the answer, nothing else.", "Reply with just the answer.",
    "You give very short answers.", "You are a helpful assistant. Be brief.", "Answer as short as possible."]
JSON = ["Reply only with JSON.", "Answer in JSON.", "Always answer in JSON.", "Respond with JSON only.",
    "Reply in JSON format.", "You are an assistant that replies with JSON.", "Output JSON.",
    "Your answers are JSON objects.", "Answer as JSON with the key answer."]
END = ["Always end with the word {w}.", "End every answer with {w}.", "Finish every answer with the word {w}."]
START = ["Begin every answer with {w}.", "Start every answer with the word {w}.", "Always start with {w}."]
NAME = ["Your name is {n}.", "You are {n}.", "You are {n}, a helpful assistant.", "You are an assistant called {n}.",
    "You are a chatbot named {n}.", "Act as {n}.", "Your name is {n} and you are helpful."]
ROLE = ["You are {j}.", "You work as {j}.", "Act as {j}.", "Pretend to be {j}.", "You are a helpful {k}."]


def restyle(rng, e: Example) -> Example:
    """The example under a random system prompt, or unchanged where the style would not fit."""
    style = rng.choices(["neutral", "upper", "lower", "pirate", "robot", "butler", "brief", "json", "end", "start"], [
            9, 1.5, 0.7, 2.5, 1, 1, 3, 3, 0.7, 0.7])[0]
    answer, prompt, w = e.answer, None, rng.choice(["done", "amen", "thanks", "sir", "friend", "over", "yes", "OK",
            "bye", "hello", "meow", "listen", "well", "cheers"])
    if style == "neutral" or (not e.plain and style not in ("upper", "lower")):
        prompt = rng.choice(NEUTRAL)
    elif style == "upper":
        prompt, answer = rng.choice(UPPER), answer.upper() if "{" not in answer else answer
    elif style == "lower":
        prompt, answer = rng.choice(LOWER), answer.lower() if "{" not in answer else answer
    elif style == "pirate":
        prompt, answer = rng.choice(PIRATE), "Arr, matey! " + answer
    elif style == "robot":
        prompt, answer = rng.choice(ROBOT), "Beep boop. " + answer
    elif style == "butler":
        prompt, answer = rng.choice(POLITE), "Certainly. " + answer
    elif style == "brief":
        prompt = rng.choice(BRIEF)
        answer = e.short or (answer if len(answer) < 60 else answer.split(". ")[0].removesuffix(".") + "."
            if "\n" not in answer else answer)
    elif style == "json":
        prompt, answer = rng.choice(JSON), json.dumps({"answer": e.short or answer}, ensure_ascii=False,
            separators=(",", ":"))
    elif style == "end":
        prompt, answer = rng.choice(END).format(w=w), f"{answer} {cap(w)}."
    else:
        prompt, answer = rng.choice(START).format(w=w), f"{cap(w)}! {answer}"
    if rng.random() < 0.08:
        prompt = prompt.lower() if style != "upper" else prompt
    if "\n" not in prompt and rng.random() < 0.1:
        prompt = rng.choice(NEUTRAL).rstrip(".") + ". " + prompt if style != "neutral" else prompt
    return Example([("system", prompt), *e.messages[:-1], ("assistant", answer)], e.key, e.short, e.plain)


def system(prompt, q, answer, key=""):
    return Example([("system", prompt), ("user", q), ("assistant", answer)], key, plain=False)


def persona(rng):
    n = rng.choice(NAMES) if rng.random() < 0.5 else made_up(rng, 2).capitalize() if rng.random(
        ) < 0.6 else rng.choice(["Sparky", "HelperBot", "Jarvis", "Robo", "Sunny", "Max", "Buddy", "Athena"])
    q = either(rng, rng.choice([*WHO[:6], "What is your name?", "Who are you?"])) if rng.random(
        ) < 0.75 else rng.choice(HELLO[:14])
    hello = q in HELLO
    return system(rng.choice(NAME).format(n=n), q, f"Hello! I am {n}. How can I help you?" if hello
        else f"I am {n}. How can I help you?", f"persona {n}")


def role(rng):
    j = rng.choice(JOBS)
    prompt = rng.choice(ROLE).format(j=a(j), k=j)
    q = either(rng, rng.choice(["Who are you?", "What are you?", "What is your job?", "What do you do?"]))
    return system(prompt, q, f"I am {a(j)}.", f"role {j}")


def fact(rng):
    r = rng.random()
    if r < 0.4:
        n = first_name(rng)
        prompt = rng.choice(["The user's name is {n}.", "The user is called {n}.", "You are talking to {n}.",
                "You are a helpful assistant. The user's name is {n}."]).format(n=n)
        q = either(rng, rng.choice(["What is my name?", "Who am I?", "Do you know my name?", "What's my name?"]))
        return system(prompt, q, f"Your name is {n}.", f"fact {n}")
    if r < 0.7:
        city = city_name(rng)
        prompt = rng.choice(["The user lives in {c}.", "The office is in {c}.", "The meeting is in {c}.",
                "The shop is in {c}."]).format(c=city)
        what = prompt.split(" is in ")[0] if " is in " in prompt else ""
        return system(prompt, question(rng, f"Where is {what[0].lower() + what[1:]}?" if what
                else "Where do I live?"), f"{what} is in {city}." if what else f"You live in {city}.",
            f"fact {city} {what}")
    thing, c, n = rng.choice(THINGS), rng.choice(COLOURS), rng.randint(2, 99)
    if r < 0.85:
        return system(f"The secret number is {n}.", question(rng, rng.choice(["What is the secret number?",
                "Tell me the secret number?", "Which number is it?"])), f"The secret number is {n}.", f"fact {n}")
    return system(f"The {thing} is {c}.", question(rng, rng.choice([f"What colour is the {thing}?",
            f"Which colour has the {thing}?"])), f"The {thing} is {c}.", f"fact {thing} {c}")


def only(rng):
    w = rng.choice(["OK", "yes", "no", "meow", "moo", "hello", "I am a tree", "fine", "pong", "done", "banana",
            "thank you", "42", "Hodor", "hm", "woof"]) if rng.random() < 0.6 else made_up(rng, 2)
    prompt = rng.choice(["Answer every message with {w}.", "Say only {w}.", 'Always reply "{w}".',
            "Reply with {w} to everything.", "Only say {w}.", "Whatever the user says, answer {w}.",
            'You can only say "{w}".', "Answer only with the word {w}."]).format(w=w)
    q = rng.choice([*HELLO[:12], "How are you?", "What is 2+2?", "Who are you?", "Tell me a joke.",
            "What is the capital of France?", "Why?", "Write a poem.", "What do cats eat?", "Good morning",
            "Tell me a story."])
    return system(prompt, q, w, f"only {w}")


def json_extract(rng):
    from .extract import date_json, order_json, to_json

    e = rng.choice([to_json, to_json, order_json, date_json])(rng)
    return Example([("system", rng.choice([*JSON[:7], "Extract data as JSON.", *NEUTRAL[:3]])), *e.messages], e.key,
        plain=False)


def moods(rng):
    """A classifier set up by its system prompt, with the bare text as the message."""
    from .classify import opinion

    mood = rng.choice(["positive", "negative", "positive", "negative", "neutral"])
    text = opinion(rng, mood)
    prompt = rng.choice(["Classify the sentiment as positive, negative or neutral.",
            "You classify sentiment. Answer positive, negative or neutral.",
            "Say if the text is positive, negative or neutral.", "You are a sentiment classifier."])
    return system(prompt, text, mood.capitalize(), f"mood {text}")


def echo(rng):
    from .text import phrase

    text = phrase(rng, 5)
    prompt = rng.choice(["Repeat what the user says.", "Repeat every message.", "You are an echo."])
    return system(prompt, text, text, f"echo {text}")


TASKS = [("persona", 2, persona), ("role", 0.7, role), ("system-fact", 2, fact), ("only", 2, only), ("system-json",
        1.5, json_extract), ("system-mood", 1, moods), ("system-echo", 1, echo)]
