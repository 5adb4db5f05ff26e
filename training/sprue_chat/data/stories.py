"""Stories, poems, haiku, jokes and small descriptions, from templates with many places to fill."""

from .example import ask
from .facts import cap
from .social import either
from .words import ANIMALS, CITIES, COLOURS, COMMON, FOODS, JOBS, NAMES, THINGS, a, made_up, plural

MOODS = "old young small clever brave lonely curious tired happy shy proud gentle quiet hungry lazy kind".split()
PLACES = ["at the edge of a forest", "by a quiet river", "in a little village", "on a green hill", "near the sea",
    "in an old mill", "under a tall oak", "behind a stone bridge", "in a snowy valley", "at the end of a long road",
    "on a small island", "in a garden full of roses"]
SEASONS = ["One morning", "One evening", "One rainy day", "On a cold winter night", "In the first days of spring",
    "On a warm summer day", "One autumn afternoon", "On a windy day", "Late one night", "Before the sun was up"]
FINDS = ["an old map", "a golden key", "a tiny door in a wall", "a letter without a name", "a silver bell",
    "a lamp that never went out", "a box that hummed", "a lost glove", "a ring of stones",
    "a bottle with a note in it", "a broken clock", "a path that nobody knew"]
HELP = ["carry a heavy stone", "find the way home", "cross the river", "light a fire", "mend the roof",
    "look for a lost friend", "gather apples", "build a small boat", "climb the hill", "read the old letter"]
THOUGHT = ["This must belong to someone", "I have never seen such a thing", "What a strange day",
    "I should not go alone", "Today everything will be different", "Perhaps it is a sign",
    "I wonder where it comes from"]
TURNS = ["But the wind took it away", "But nobody believed the tale", "Then it began to rain",
    "Suddenly there was a loud noise", "But the way was longer than it looked", "Then the light went out",
    "But the bridge was broken", "Soon the night came"]
ENDS = ["From that day on they were friends.", "And that is how the village got its name.",
    "Then they both went home and slept until noon.", "It was the best day of the year.",
    "They never told anyone, and they never forgot it.", "And if you listen at night, you can still hear them laugh.",
    "In the end, a good friend was worth more than gold.", "They shared their bread and watched the stars.",
    "And everyone was happy."]
ASKS = ["Tell me a story about {x}.", "Write a short story about {x}.", "Write a story about {x}.",
    "Tell me a short story about {x}.", "Tell me about {x} in a story.", "Can you write a story about {x}?",
    "I want a story about {x}.", "Make up a story about {x}.", "A story about {x}, please.",
    "Write a few sentences about {x}.", "Write me a short tale about {x}.", "Tell a tale about {x}.",
    "Please write a very short story about {x}."]
ANY = ["Tell me a story.", "Write a story.", "Write a short story.", "Tell me a short story.", "Tell me something.",
    "I want to hear a story.", "Write a long answer.", "Write something long.", "Write a paragraph.",
    "Write a bedtime story.", "Once upon a time", "Tell me a fairy tale.", "Can you tell me a story?",
    "Generate some text.", "Write some text."]


OTHERS = """
dragon robot princess king queen ghost wizard witch knight unicorn dinosaur astronaut computer train cloud star boy
girl giant dwarf troll monster snowman fairy prince detective thief child mermaid vampire zombie kitten puppy whale
spaceship model server programmer grandmother dreamer""".split()


def hero(rng):
    r = rng.random()
    if r < 0.12:
        return made_up(rng)
    return rng.choice(ANIMALS if r < 0.6 else JOBS if r < 0.72 else OTHERS if r < 0.87 else THINGS if r < 0.94
        else COMMON)


def tell(rng, who: str, length: int, mood: str = "") -> str:
    mood, friend, name = mood or rng.choice(MOODS), rng.choice([x for x in ANIMALS if x != who]), rng.choice(NAMES)
    place, find = rng.choice(PLACES), rng.choice(FINDS)
    opening = rng.choice([f"Once upon a time there was {a(mood)} {who} who lived {place}.",
            f"There was once {a(mood)} {who} called {name} who lived {place}.",
            f"{cap(place)} lived {a(mood)} {who}.", f"{name} was {a(mood)} {who} who lived {place}."])
    the = name if name in opening else f"the {who}"
    other = rng.choice(MOODS)
    middle = [
        f"{rng.choice(SEASONS)}, {the} found {find}.", rng.choice([f'"{rng.choice(THOUGHT)}," said {the}.',
            f'"{rng.choice(THOUGHT)}," thought {the}.']),
        rng.choice([f"On the way {the} met {a(other)} {friend}.", f"Then {a(other)} {friend} came along.",
            f"There sat {a(other)} {friend}, all alone."]),
        rng.choice([f'"Can you help me {rng.choice(HELP)}?" asked the {friend}.',
            f'The {friend} said: "Help me {rng.choice(HELP)}, and I will help you too."',
            f'"Let us {rng.choice(HELP)} together," said the {friend}.']),
        (f"{rng.choice(TURNS)}, and {the} "
        f"{rng.choice(['had to wait', 'had to think', 'was afraid', 'laughed', 'did not know what to do'])}."),
        rng.choice([(f"So {the} and the {friend} {rng.choice(['worked', 'walked', 'sang', 'waited', 'talked'])} "
            + rng.choice(['all day', 'until the evening', 'the whole night', 'for an hour', 'until the stars came out'])
            + "."),
            f"But the {friend} knew what to do, and soon all was well."]),
    ]
    keep = {2: [0], 3: [0, 2], 4: [0, 2, 5], 5: [0, 2, 3, 5], 6: [0, 1, 2, 3, 5], 8: [0, 1, 2, 3, 4, 5]}[length]
    return " ".join([opening, *(middle[i] for i in keep), rng.choice(ENDS)])


def story(rng):
    who = hero(rng)
    r = rng.random()
    length = rng.choice([4, 5, 6, 6, 8])
    if r < 0.2:
        q, mood = either(rng, rng.choice(ANY)), ""
    elif r < 0.3:
        n, number = rng.choice([(3, "three"), (4, "four"), (5, "five"), (6, "six")])
        q = either(rng, f"Tell me a story about {a(who)} in {rng.choice([str(n), number])} sentences.")
        text = tell(rng, who, {3: 2, 4: 3, 5: 4, 6: 5}[n])
        return ask(q, text, plain=False)
    else:
        mood = rng.choice(MOODS) if rng.random() < 0.15 else ""
        subject = plural(who) if rng.random() < 0.1 and not mood else a(f"{mood} {who}".strip())
        q = either(rng, rng.choice(ASKS).format(x=subject))
    return ask(q, tell(rng, who, length, mood))


def two_heroes(rng):
    one, two = rng.sample(ANIMALS, 2)
    thing = rng.choice(THINGS)
    place = rng.choice(PLACES)
    text = (f"{cap(a(rng.choice(MOODS)))} {one} and {a(rng.choice(MOODS))} {two} lived {place}. "
        f"{rng.choice(SEASONS)} they found {a(rng.choice(COLOURS))} {thing}. "
        f'"It is mine," said the {one}. "No, it is mine," said the {two}. {rng.choice(TURNS)}, and they '
        f'forgot the {thing}. {rng.choice(ENDS)}')
    return ask(either(rng, rng.choice(["Write a story about {x} and {y}.", "Tell me a story about {x} and {y}.",
            "Write a short story with {x} and {y}.", "A short story about {x} and {y}."]).format(x=a(one), y=a(two))),
        text)


RHYMES = [("night", "light", "bright", "sight"), ("day", "way", "play", "away"), ("tree", "sea", "free", "me"), (
        "rain", "again", "lane", "train"), ("sky", "high", "by", "fly"), ("moon", "soon", "tune", "June"), ("snow",
        "go", "slow", "know"), ("star", "far", "are", "car")]
SUBJECTS = ["the sea", "the moon", "the rain", "the night", "spring", "summer", "autumn", "winter", "the sun",
    "a river", "the forest", "love", "home", "the wind", "the stars", "the mountain", "snow", "a garden",
    "friendship", "the city", "coffee", "music", "time", "Java", "computers", "clouds"]


def line(rng, rhyme, subject):
    s = rng.choice(["The wind is soft", "The world is still", "I hear a song", "A bird looks up", "The road is long",
            "My heart is calm", "The clouds go by", "I walk alone", "The water shines", "The leaves are gold",
            "I think of you", "The hours pass"])
    tails = {"night": "deep in the night", "light": "in morning light", "bright": "so clear and bright",
        "sight": "a lovely sight", "day": "this quiet day", "way": "along the way", "play": "where children play",
        "away": "and far away", "tree": "beneath the tree", "sea": "beside the sea", "free": "and I am free",
        "me": "just you and me", "rain": "in gentle rain", "again": "and once again", "lane": "along the lane",
        "train": "far from the train", "sky": "below the sky", "high": "the hills are high", "by": "as days go by",
        "fly": "where swallows fly", "moon": "under the moon", "soon": "the dawn comes soon",
        "tune": "an old sweet tune", "June": "a day in June", "snow": "in falling snow", "go": "and on we go",
        "slow": "so calm and slow", "know": "and this I know", "star": "below a star", "far": "so near, so far",
        "are": "just where we are", "car": "without a car"}
    return f"{s}, {tails[rhyme]}"


def poem(rng):
    subject = rng.choice(SUBJECTS) if rng.random() < 0.7 else rng.choice(["a", "a", "my", "the"]) + " " + hero(rng)
    subject = a(subject[2:]) if subject.startswith("a ") else subject
    x, y = rng.sample(RHYMES, 2)
    (p, q), (r, s) = rng.sample(x, 2), rng.sample(y, 2)
    first = f"I sing of {subject}, {line(rng, p, subject).split(', ', 1)[1]}"
    lines = [first + ".", line(rng, q, subject) + ".", line(rng, r, subject) + ".", line(rng, s, subject) + "."]
    if rng.random() < 0.25:
        z = rng.choice([w for w in RHYMES if w not in (x, y)])
        u, v = rng.sample(z, 2)
        lines += ["", line(rng, u, subject) + ".", f"Good night, {subject}, {line(rng, v, subject).split(', ', 1)[1]}."]
    want = rng.choice(["Write a poem about {}.", "Write a short poem about {}.", "Tell me a poem about {}.",
            "Can you write a poem about {}?", "Make a rhyme about {}.", "A poem about {}, please.",
            "Compose a poem about {}.", "Write me a little poem about {}.", "Write four lines about {}."])
    return ask(either(rng, want.format(subject) if rng.random() < 0.85 else rng.choice(["Write a poem.",
            "Tell me a poem.", "Write a rhyme.", "Compose a short poem."])), "\n".join(lines))


# 5, 7 and 5 syllables
HAIKU_1 = {"the sea": ["Waves against the shore", "Salt upon the wind", "Blue and endless sea"], "winter": [
        "Snow upon the roof", "Cold and silent night", "White and quiet fields"], "spring": ["Blossoms on the branch",
        "Green upon the hill", "Rain on early spring"], "autumn": ["Leaves upon the ground", "Gold is every tree",
        "Wind in yellow leaves"],
    "summer": ["Heat upon the fields", "Bees among the grass", "Long and golden day"], "the moon": [
        "Moon above the hill", "Silver, round and still", "Light upon the lake"], "rain": ["Rain upon the roof",
        "Drops against the glass", "Clouds are low and grey"], "a cat": ["Cat upon the wall", "Soft and silent paws",
        "Sleeping in the sun"],
    "a river": ["River through the stones", "Water, clear and cold", "Slowly turns the stream"], "the night": [
        "Stars above the town", "Dark and silent streets", "Night upon the hills"], "a tree": ["Old and patient oak",
        "Roots beneath the stone", "Birds among the leaves"], "the morning": ["Light upon the hills",
        "Dew upon the grass", "First and golden light"],
    "computers": ["Light upon the screen", "Numbers in the dark", "Soft and steady hum"], "the forest": [
        "Moss upon the stone", "Deep and quiet woods", "Birds among the pines"], "snow": ["White upon the fields",
        "Slow and silent flakes", "Steps in early snow"]}
HAIKU_2 = ["a lonely gull calls my name", "the old boat rests for a while", "someone walks home with a lamp",
    "a small bird waits for the sun", "nothing moves but my own breath", "the evening comes without haste",
    "far away a door is closed", "a child laughs somewhere outside", "I forget what I came for",
    "the clouds go where they want to"]
HAIKU_3 = ["and the day is done", "then it all is still", "so the year goes on", "how the time goes by",
    "nobody is there", "and I stay a while", "now the stars come out", "all is well again", "peace at last is here"]


def haiku(rng):
    subject = rng.choice(list(HAIKU_1))
    text = f"{rng.choice(HAIKU_1[subject])},\n{rng.choice(HAIKU_2)},\n{rng.choice(HAIKU_3)}."
    want = rng.choice(["Write a haiku about {}.", "Write me a haiku about {}.", "A haiku about {}, please.",
            "Can you write a haiku about {}?", "Give me a haiku about {}.", "haiku about {}",
            "Compose a haiku about {}."]).format(subject)
    return ask(either(rng, want) if rng.random() < 0.85 else either(rng, rng.choice(["Write a haiku.",
            "Tell me a haiku."])), text)


JOKES = [
    "Why did the scarecrow win a prize? Because he was outstanding in his field.",
    "What do you call a bear with no teeth? A gummy bear.",
    "Why was the book of sums so sad? It had too many problems.",
    "What do you call cheese that is not yours? Nacho cheese.",
    "Why did the computer go to the doctor? It had a virus.",
    "Why do bees have sticky hair? Because they use honeycombs.", "What has hands but cannot clap? A clock.",
    "Why did the chicken cross the road? To get to the other side.", "What do you call a fish without an eye? A fsh.",
    "Why can't a bicycle stand on its own? It is two tired.",
    "What did one wall say to the other? I will meet you at the corner.",
    "Why are small models good friends? They never talk for long.",
    "Why did the token feel lost? It was out of context.", "What did the zero say to the eight? Nice belt.",]


def joke(rng):
    return ask(either(rng, rng.choice(["Tell me a joke.", "Tell a joke.", "Do you know a joke?", "Make me laugh.",
            "Tell me something funny.", "Give me a joke.", "Another joke.", "Say something funny.",
            "Can you tell me a joke?", "A joke, please.", "I want to hear a joke.", "Do you know any jokes?"])),
        rng.choice(JOKES))


def describe(rng):
    r = rng.random()
    if r < 0.4:
        food = rng.choice(FOODS).replace("_", " ")
        text = (f"For {food} you need "
            f"{rng.choice(['a little salt', 'good friends', 'fresh herbs', 'much patience', 'butter'])}. "
            f"First wash your hands. Then mix {rng.choice(['flour', 'rice', 'oil', 'water'])} and "
            f"{rng.choice(['salt', 'sugar', 'milk', 'eggs'])}, and wait for {rng.randint(5, 40)} minutes. I "
            f"am a small model, so please ask a real cook too.")
        return ask(either(rng, rng.choice(["How do I make {}?", "Give me a recipe for {}.", "How do you cook {}?",
                "I need a recipe for {}."]).format(food)), text)
    if r < 0.7:
        city = rng.choice(list(CITIES))
        text = f"{city} is a city in {CITIES[city]}. I don't know much more about it, because I am only a small model."
        return ask(either(rng, rng.choice(["Tell me about {}.", "What do you know about {}?", "Describe {}.",
                "What is {}?"]).format(city)), text)
    animal = rng.choice(ANIMALS)
    text = (f"{cap(a(animal))} is an animal. I don't know much more about it, but I can tell you a story about "
        f"{a(animal)}.")
    return ask(either(rng, rng.choice(["Tell me about {}.", "What do you know about {}?", "What is {}?",
            "Describe {}."]).format(a(animal) if rng.random() < 0.7 else plural(animal)).replace("is " + plural(
            animal), "are " + plural(animal))), text)


def mail(rng):
    n, day = rng.choice(NAMES), rng.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
    what, body = rng.choice([(f"to invite {n} to dinner",
            f"I would like to invite you to dinner on {day}. I hope that you can come."), (f"to thank {n}",
            "thank you very much for your help. It was very kind of you."), (f"to {n} about a meeting",
            f"our meeting is on {day}. Please tell me if the time is good for you."), (f"to say sorry to {n}",
            "I am sorry that I was late. It will not happen again."), (f"to wish {n} a happy birthday",
            "happy birthday! I wish you a wonderful day."),])
    return ask(either(rng,
            f"Write {rng.choice(['an email', 'a short email', 'a letter', 'a note', 'a message'])} {what}."),
        f"Dear {n},\n\n{body}\n\nBest wishes,\nYour friend")


TASKS = [("story", 5, story), ("story-two", 1, two_heroes), ("poem", 1.5, poem), ("haiku", 1.5, haiku), ("joke", 1.5,
        joke), ("describe", 2, describe), ("mail", 1, mail)]
