"""Sentiment, topics, and plain yes/no questions."""

from .example import ask
from .wording import question
from .words import ANIMALS, CITIES, COLOURS, FOODS, FRUITS, JOBS, NAMES, THINGS, plural

GOOD = ("great wonderful excellent lovely fantastic amazing nice perfect beautiful delicious brilliant superb "
    "friendly helpful good").split()
BAD = ("terrible awful horrible bad boring disgusting ugly broken poor disappointing rude useless dreadful "
    "dirty slow").split()
NEUTRAL = ["The {t} is on the table.", "The {t} arrived on Monday.", "We have one {t}.", "The {t} costs ten dollars.",
    "There is a {t} in the room.", "The {t} is made of wood.", "I will see the {t} tomorrow.",
    "The shop sells the {t}."]
SUBJECTS = [*(f.replace("_", " ") for f in FOODS), *THINGS, "film", "movie", "hotel", "food", "service", "weather",
    "concert", "restaurant", "game", "trip", "staff", "room", "product", "story", "song", "show", "party", "flight"]


def opinion(rng, mood):
    t = rng.choice(SUBJECTS)
    if mood == "neutral":
        return rng.choice(NEUTRAL).format(t=t)
    w = rng.choice(GOOD if mood == "positive" else BAD)
    if rng.random() < 0.3:
        love = rng.choice(["I love this {}.", "I really like the {}.", "Best {} ever!", "I enjoyed the {} a lot.",
                "I am so happy with the {}.", "The {} made my day."] if mood == "positive" else ["I hate this {}.",
                "I do not like the {}.", "Worst {} ever!", "The {} was a waste of money.",
                "I am very unhappy with the {}.", "Never again this {}."])
        return love.format(t)
    return rng.choice(["The {t} was {w}.", "The {t} is {w}.", "What a {w} {t}!", "This {t} is really {w}.",
            "The {t} was {w} and I would say so again.", "I think the {t} is {w}.", "A {w} {t}.",
            "The {t} was so {w}!", "Really {w} {t}."]).format(t=t, w=w)


def sentiment(rng):
    mood = rng.choice(["positive", "negative", "positive", "negative", "neutral"])
    text = opinion(rng, mood)
    q = rng.choice(["Is this positive or negative: {}", "What is the sentiment of this text? {}", "Sentiment: {}",
            "Classify the sentiment: {}", "Is this review positive, negative or neutral? {}",
            'What is the sentiment of "{}"?', "Positive, negative or neutral? {}",
            "Classify as positive, negative or neutral: {}", "Sentiment of: {}", "Classify this review: {}",
            "{} Is that positive or negative?", "Answer with positive, negative or neutral: {}",
            "Determine the sentiment: {}"]).format(text)
    return ask(q, mood.capitalize(), f"mood {text}", mood.capitalize())


TOPICS = {
    "sport": ["{n} scored a goal in the last minute.", "The team won the match.", "The tennis player lost the final.",
        "{n} ran the race in record time.", "The coach praised the players.", "The football game ended with a draw."],
    "weather": ["It will rain tomorrow in {c}.", "The sun shines in {c} today.", "Snow is expected in {c}.",
        "A storm is coming to {c}.", "It is cold and windy in {c}."],
    "food": ["{n} cooked soup with carrots.", "The bread at the bakery is fresh.", "{n} ate two {f}.",
        "Mix the flour with milk and eggs.", "The restaurant serves fish and rice."],
    "travel": ["{n} took the train to {c}.", "The flight to {c} leaves at noon.", "{n} booked a hotel in {c}.",
        "We drove to {c} by bus.", "{n} packed the suitcase for {c}."],
    "technology": ["The new phone has a better camera.", "{n} wrote a program for the computer.",
        "The server answers requests fast.", "The software has a new version.", "The laptop needs more memory."],
}


def topic(rng):
    name = rng.choice(list(TOPICS))
    text = rng.choice(TOPICS[name]).format(n=rng.choice(NAMES), c=rng.choice(list(CITIES)), f=plural(rng.choice(
            FRUITS)))
    q = rng.choice(["Topic (sport, weather, food, travel or technology): {}",
            "Is this about sport, weather, food, travel or technology? {}",
            "Classify the topic as sport, weather, food, travel or technology: {}",
            "What is the topic: sport, weather, food, travel, technology? {}"])
    return ask(q.format(text), name.capitalize(), f"topic {text}", name.capitalize())


def spam(rng):
    if rng.random() < 0.5:
        text = rng.choice(["You won {k} dollars! Click here now!", "Free {t} for you, click now!!!",
                "Buy cheap {t} today, only {k} left!", "Congratulations! You are our lucky winner, claim your {t}.",
                "Earn {k} dollars a day from home!", "Send your password now to win a {t}!"])
        answer = "Spam"
    else:
        text = rng.choice(["Hi {n}, see you on Monday.", "Dear {n}, the meeting is at ten.",
                "{n}, can you send me the {t}?", "Thanks for the {t}, {n}.", "Lunch at noon, {n}?",
                "Hello {n}, your {t} is ready."])
        answer = "Not spam"
    text = text.format(k=rng.choice([100, 500, 1000, 5000]), t=rng.choice(THINGS), n=rng.choice(NAMES))
    return ask(rng.choice(["Is this spam? {}", "Spam or not spam: {}", "Classify as spam or not spam: {}"]).format(
            text), answer, f"spam {text}", answer)


FACTS = {
    "Is fire hot?": True, "Is ice cold?": True, "Is water wet?": True, "Can birds fly?": True, "Can fish swim?": True,
    "Can pigs fly?": False, "Is the sun a star?": True, "Is the moon made of cheese?": False,
    "Do cats have wings?": False, "Do dogs bark?": True, "Is a whale a fish?": False, "Is snow white?": True,
    "Is grass blue?": False, "Is the sky green?": False, "Is sugar sweet?": True, "Are lemons sweet?": False,
    "Can a stone swim?": False, "Do trees have leaves?": True, "Do cows give milk?": True, "Do hens lay eggs?": True,
    "Can people breathe under water?": False, "Is the sea salty?": True, "Is iron a metal?": True,
    "Is wood a metal?": False, "Is a tomato red?": True, "Is coal white?": False, "Do snakes have legs?": False,
    "Does a spider have eight legs?": True, "Is an elephant small?": False,
    "Is a mouse bigger than an elephant?": False, "Is an elephant bigger than a mouse?": True,
    "Is winter cold?": True, "Is summer cold?": False, "Is night dark?": True, "Can you eat stones?": False,
    "Do plants need water?": True, "Do people need water?": True, "Is gold a metal?": True,
    "Is a car faster than a bicycle?": True, "Is a snail fast?": False, "Does the sun rise in the east?": True,
    "Does the sun rise in the west?": False, "Is 2+2 equal to 4?": True, "Is 2+2 equal to 5?": False,}
CAN = {"fly": ["owl", "crow", "robin", "duck", "bee", "swan", "heron", "goose"], "swim": ["fish", "duck", "whale",
        "dolphin", "frog", "swan", "penguin", "otter", "beaver"], "bark": ["dog"], "talk": []}


def yes_no(rng):
    if rng.random() < 0.25:
        verb = rng.choice(list(CAN))
        beast = rng.choice(CAN[verb]) if CAN[verb] and rng.random() < 0.5 else rng.choice([x for x in ANIMALS + JOBS[
                :0] if x not in ("fish", "deer", "sheep")])
        if verb in ("swim", "talk") and beast not in CAN[verb]:
            verb = "fly"
        yes = beast in CAN[verb] or (verb == "fly" and beast in CAN["fly"])
        many = plural(beast)
        return ask(question(rng, f"Can {many} {verb}?"), f"Yes, {many} can {verb}." if yes
            else f"No, {many} cannot {verb}.", "", "Yes" if yes else "No")
    q, yes = rng.choice(list(FACTS.items()))
    return ask(question(rng, q), "Yes." if yes else "No.", "", "Yes" if yes else "No")


TASKS = [("sentiment", 4, sentiment), ("topic", 1.5, topic), ("spam", 1, spam), ("yes-no", 3, yes_no)]
