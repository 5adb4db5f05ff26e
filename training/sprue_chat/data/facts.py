"""The few facts of the world that the model has: capitals, cities, calendar, units, animals, opposites."""

from .example import ask
from .social import either
from .wording import command, question
from .words import (ANIMALS, CAPITALS, CITIES, CONTINENTS, DAYS, FRUITS, LONG_MONTHS, MONTHS, PLURAL, THINGS,
    VEGETABLES, a, made_up, plural)

OPPOSITES = """\
big small,hot cold,good bad,fast slow,happy sad,up down,left right,open closed,day night,light dark,young old,
rich poor,early late,high low,long short,strong weak,full empty,hard soft,wet dry,clean dirty,cheap expensive,
loud quiet,true false,first last,inside outside,near far,begin end,love hate,win lose,buy sell,give take,push pull,
north south,east west,summer winter,black white,yes no,always never,more less,thick thin,wide narrow,deep shallow,
heavy light,sweet sour,alive dead,awake asleep,brave afraid,easy difficult,front back,top bottom,in out,on off,
start stop,laugh cry,friend enemy,question answer,right wrong,new old,beautiful ugly,safe dangerous,smooth rough,
tall short,sharp blunt,increase decrease,accept refuse,arrive leave,borrow lend,remember forget,above below,
before after,kind cruel""".replace("\n", "").split(",")
SOUNDS = {"dog": "woof", "cat": "meow", "cow": "moo", "sheep": "baa", "duck": "quack", "pig": "oink", "bee": "buzz",
    "lion": "roar", "horse": "neigh", "owl": "hoot", "frog": "ribbit", "mouse": "squeak", "snake": "hiss",
    "crow": "caw", "hen": "cluck", "donkey": "hee-haw", "goat": "meh", "wolf": "howl"}
LEGS = dict.fromkeys(
    "dog cat cow sheep horse pig lion tiger wolf fox goat donkey elephant mouse rabbit bear deer frog lizard".split(),
    4) | dict.fromkeys(
    "duck hen bird owl crow human goose penguin".split(), 2) | {"spider": 8, "bee": 6, "ant": 6, "beetle": 6,
    "butterfly": 6, "fish": 0, "snake": 0, "snail": 0}
HAS_COLOUR = {"the sky": "blue", "grass": "green", "snow": "white", "a banana": "yellow", "blood": "red",
    "coal": "black", "a lemon": "yellow", "a carrot": "orange", "milk": "white", "the sea": "blue",
    "a strawberry": "red", "a tomato": "red", "chocolate": "brown", "the sun": "yellow", "a cucumber": "green",
    "a pea": "green", "a raven": "black", "a swan": "white", "a cherry": "red", "an orange": "orange",
    "a pumpkin": "orange", "salt": "white", "a leaf": "green", "a flamingo": "pink", "an elephant": "grey",
    "the night": "black"}
MIX = {("blue", "yellow"): "green", ("red", "yellow"): "orange", ("red", "blue"): "purple", ("red", "white"): "pink",
    ("black", "white"): "grey"}
UNITS = [("minutes", "an hour", "60"), ("seconds", "a minute", "60"), ("hours", "a day", "24"), ("days", "a week",
        "7"), ("months", "a year", "12"), ("weeks", "a year", "52"),
    ("days", "a year", "365"), ("days", "a leap year", "366"), ("years", "a decade", "10"), ("years", "a century",
        "100"), ("feet", "a mile", "5280"), ("inches", "a foot", "12"),
    ("feet", "a yard", "3"), ("yards", "a mile", "1760"), ("centimetres", "a metre", "100"), ("metres", "a kilometre",
        "1000"), ("millimetres", "a metre", "1000"),
    ("grams", "a kilogram", "1000"), ("eggs", "a dozen", "12"), ("ounces", "a pound", "16"), ("seconds", "an hour",
        "3600"), ("bits", "a byte", "8"), ("bytes", "a kilobyte", "1024"),
    ("letters", "the English alphabet", "26"), ("cents", "a dollar", "100"), ("millilitres", "a litre", "1000"), (
        "kilograms", "a tonne", "1000"), ("seasons", "a year", "4"),
    ("sides", "a triangle", "3"), ("sides", "a square", "4"), ("sides", "a hexagon", "6"), ("colours", "a rainbow",
        "7"), ("players", "a football team", "11"), ("degrees", "a circle", "360"),
    ("wheels", "a car", "4"), ("wheels", "a bicycle", "2"), ("milliseconds", "a second", "1000"), ("fingers",
        "a hand", "5")]
GENERAL = [
    (["Why is the sky blue?", "Why does the sky look blue?", "Explain why the sky is blue.",
        "What makes the sky blue?"], "Because the air scatters the blue part of sunlight more than the red part."),
    (["Why is the grass green?", "Why are leaves green?", "Why are plants green?"],
        "Because of chlorophyll, which takes the other colours out of the light."),
    (["Why is the sea salty?", "Why is the ocean salty?"],
        "Because rivers carry salt from rocks into it, and the water leaves while the salt stays."),
    (["What is the largest planet?", "Which planet is the biggest?",
        "What is the biggest planet in the solar system?"], "Jupiter is the largest planet."),
    (["What is the smallest planet?", "Which planet is the smallest?"], "Mercury is the smallest planet."),
    (["How many planets are there?", "How many planets are in the solar system?"],
        "There are 8 planets in the solar system."),
    (["Name the planets.", "List the planets of the solar system."],
        "Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus and Neptune."),
    (["How many continents are there?", "What is the number of continents?"], "There are 7 continents."),
    (["Name the continents.", "List the continents."],
        "Africa, Antarctica, Asia, Australia, Europe, North America and South America."),
    (["How many oceans are there?"], "There are 5 oceans."), (["What is the largest ocean?",
        "Which ocean is the biggest?"], "The Pacific Ocean is the largest ocean."),
    (["What is the highest mountain?", "What is the tallest mountain in the world?",
        "Which mountain is the highest?"], "Mount Everest is the highest mountain."),
    (["What is the longest river?", "Which river is the longest?"],
        "The Nile and the Amazon are the longest rivers."),
    (["What is water made of?", "What is the formula of water?", "What is H2O?"],
        "Water is H2O: hydrogen and oxygen."),
    (["At what temperature does water boil?", "When does water boil?"], "Water boils at 100 degrees Celsius."),
    (["At what temperature does water freeze?", "When does water freeze?"], "Water freezes at 0 degrees Celsius."),
    (["Who wrote Romeo and Juliet?", "Who wrote Hamlet?", "Who wrote Macbeth?"], "William Shakespeare."),
    (["Who painted the Mona Lisa?", "Who made the Mona Lisa?"], "Leonardo da Vinci painted it."),
    (["What is the speed of light?", "How fast is light?"], "About 300,000 kilometres a second."),
    (["What is pi?", "What is the value of pi?"], "Pi is about 3.14159."),
    (["Is the earth round?", "Is the earth flat?", "What shape is the earth?"], "The earth is round, almost a ball."),
    (["What is the largest animal?", "What is the biggest animal?"], "The blue whale is the largest animal."),
    (["What is the fastest animal on land?", "What is the fastest land animal?"],
        "The cheetah is the fastest animal on land."),
    (["What is the tallest animal?"], "The giraffe is the tallest animal."),
    (["Where does the sun rise?", "In which direction does the sun rise?"], "The sun rises in the east."),
    (["Where does the sun set?", "In which direction does the sun set?"], "The sun sets in the west."),
    (["What are the four seasons?", "Name the seasons.", "List the seasons of the year."],
        "Spring, summer, autumn and winter."),
    (["What are the primary colours?", "Name the primary colours."], "Red, yellow and blue."),
    (["What are the colours of the rainbow?", "Name the colours of the rainbow."],
        "Red, orange, yellow, green, blue, indigo and violet."),
    (["What are the days of the week?", "Name the days of the week.", "List the days of the week."],
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday."),
    (["What are the months of the year?", "Name the months of the year.", "List the months."],
        "January, February, March, April, May, June, July, August, September, October, November and December."),
    (["Say the alphabet.", "Recite the alphabet.", "What is the alphabet?", "List the letters of the alphabet."],
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"),
    (["What are the vowels?", "Name the vowels.", "Which letters are vowels?"], "The vowels are a, e, i, o and u."),
    (["What is the largest country?", "Which country is the largest?"], "Russia is the largest country."),
    (["Say something.", "Say anything.", "Talk to me.", "Surprise me."],
        "The fox said good night to the moon, and the moon said good night to the fox."),
]
FRENCH = {"hello": ("bonjour", "hallo", "hola"), "goodbye": ("au revoir", "auf Wiedersehen", "adios"), "thank you": (
        "merci", "danke", "gracias"), "yes": ("oui", "ja", "si"), "no": ("non", "nein", "no"),
    "please": ("s'il vous plait", "bitte", "por favor"), "water": ("eau", "Wasser", "agua"), "bread": ("pain", "Brot",
        "pan"), "house": ("maison", "Haus", "casa"), "dog": ("chien", "Hund", "perro"),
    "cat": ("chat", "Katze", "gato"), "book": ("livre", "Buch", "libro"), "sun": ("soleil", "Sonne", "sol"), "moon": (
        "lune", "Mond", "luna"), "red": ("rouge", "rot", "rojo"), "green": ("vert", "gruen", "verde"),
    "one": ("un", "eins", "uno"), "two": ("deux", "zwei", "dos"), "three": ("trois", "drei", "tres"), "friend": (
        "ami", "Freund", "amigo"), "apple": ("pomme", "Apfel", "manzana"), "milk": ("lait", "Milch", "leche"),
    "good morning": ("bonjour", "guten Morgen", "buenos dias"), "good night": ("bonne nuit", "gute Nacht",
        "buenas noches")}


def cap(text):
    return text[0].upper() + text[1:]


def capital(rng):
    country, city = rng.choice(list(CAPITALS.items()))
    if rng.random() < 0.12:
        land = cap(made_up(rng)) + rng.choice(["", "ia", "land", "stan"])
        return ask(question(rng, f"What is the capital of {land}?"), rng.choice(["I don't know that country.",
                "I don't know the capital of that country."]))
    if rng.random() < 0.2:
        other = city if rng.random() < 0.5 else rng.choice([*CAPITALS.values(), *CITIES])
        q = rng.choice(["Is {o} the capital of {c}?", "Is the capital of {c} {o}?"]).format(o=other, c=country)
        right = other == city
        answer = f"Yes, {city} is the capital of {country}." if right else f"No, the capital of {country} is {city}."
        return ask(question(rng, q), answer, "", answer.split(",")[0])
    if rng.random() < 0.12:
        same = [c for c, x in CAPITALS.items() if x == city][0]
        q = rng.choice(["{} is the capital of which country?", "Of which country is {} the capital?",
                "Which country has the capital {}?"])
        return ask(question(rng, q.format(city)), f"{city} is the capital of {same}.", "", cap(same))
    q = rng.choice(["What is the capital of {}?"] * 3 + ["What's the capital of {}?",
            "Which city is the capital of {}?", "Tell me the capital of {}.", "Capital of {}?",
            "Name the capital of {}.", "Do you know the capital of {}?", "What is the capital city of {}?",
            "The capital of {} is?", "I want to know the capital of {}."])
    return ask(either(rng, q.format(country)), f"The capital of {country} is {city}.", "", city)


def where(rng):
    city, country = rng.choice(list(CITIES.items()))
    if rng.random() < 0.1:
        place = cap(made_up(rng))
        return ask(question(rng, f"Where is {place}?"), "I don't know where that is.")
    q = rng.choice(["Where is {}?"] * 2 + ["In which country is {}?", "Which country is {} in?",
            "What country is {} in?", "Where is the city of {}?", "Do you know where {} is?", "Where can I find {}?"])
    return ask(question(rng, q.format(city)), f"{city} is in {country}.", "", cap(country))


def continent(rng):
    name = rng.choice(list(CONTINENTS))
    country = rng.choice(CONTINENTS[name].split())
    q = rng.choice(["Which continent is {} in?", "On which continent is {}?", "What continent is {} on?",
            "Where is {}?"])
    return ask(question(rng, q.format(country)), f"{country} is in {name}.", "", name)


def calendar(rng):
    names, kind = rng.choice([(DAYS, "day"), (MONTHS, "month")])
    i = rng.randrange(len(names))
    now, after, before = names[i], names[(i + 1) % len(names)], names[i - 1]
    r = rng.random()
    if r < 0.35:
        q = rng.choice([f"What {kind} comes after {now}?", f"Which {kind} is after {now}?",
                f"What is the {kind} after {now}?", f"Which {kind} follows {now}?", f"What comes after {now}?"])
        return ask(question(rng, q), f"{after} comes after {now}.", "", after)
    if r < 0.6:
        q = rng.choice([f"What {kind} comes before {now}?", f"Which {kind} is before {now}?",
                f"What is the {kind} before {now}?", f"What comes before {now}?"])
        return ask(question(rng, q), f"{before} comes before {now}.", "", before)
    if kind == "day":
        q, answer = rng.choice([(f"Today is {now}. What day is tomorrow?", f"Tomorrow is {after}."), (
                f"If today is {now}, what day was yesterday?", f"Yesterday was {before}."), (
                f"Today is {now}. What day was yesterday?", f"Yesterday was {before}."), (
                f"If today is {now}, what is tomorrow?", f"Tomorrow is {after}.")])
        return ask(question(rng, q), answer, "", answer.split()[-1][:-1])
    if rng.random() < 0.5:
        return ask(question(rng, rng.choice([f"How many days does {now} have?", f"How many days are in {now}?",
                f"How long is {now}?"])), f"{now} has {LONG_MONTHS.get(now, 31)} days.", "", str(LONG_MONTHS.get(now,
                31)))
    n = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth"][i]
    return ask(question(rng, f"What is the {n} month of the year?"), f"The {n} month is {now}.", "", now)


def unit(rng):
    small, large, n = rng.choice(UNITS)
    there = "are" if rng.random() < 0.7 else "does"
    q = f"How many {small} are in {large}?" if there == "are" else f"How many {small} does {large} have?"
    if rng.random() < 0.2:
        q = f"How many {small} are there in {large}?"
    return ask(question(rng, q), f"There are {n} {small} in {large}.", "", n)


def general(rng):
    asks, answer = rng.choice(GENERAL)
    return ask(either(rng, rng.choice(asks)), answer)


def opposite(rng):
    pair = rng.choice(OPPOSITES).split()
    word, other = pair if pair in (["heavy", "light"], ["new", "old"], ["tall", "short"], ["right",
            "wrong"]) or rng.random() < 0.6 else pair[::-1]
    if (word, other) in (("right", "left"), ("light", "heavy"), ("old", "new"), ("short", "tall")):
        word, other = other, word
    q = rng.choice(["What is the opposite of {}?", "What is the opposite of '{}'?", 'What is the opposite of "{}"?',
            "Opposite of {}?", "Tell me the opposite of {}.", "Give me the opposite of {}.",
            "What's the opposite of {}?", "What is the antonym of {}?"])
    return ask(either(rng, q.format(word)), f"The opposite of {word} is {other}.", "", cap(other))


def animal(rng):
    r = rng.random()
    if r < 0.45:
        beast, sound = rng.choice(list(SOUNDS.items()))
        q = rng.choice(["What does {} say?", "What sound does {} make?", "Which sound does {} make?",
                "How does {} sound?"])
        return ask(question(rng, q.format(a(beast))), f"{cap(a(beast))} says {sound}.", "", cap(sound))
    beast, legs = rng.choice(list(LEGS.items()))
    n = "no" if legs == 0 else str(legs)
    return ask(question(rng, rng.choice(["How many legs does {} have?", "How many legs has {} got?"]).format(a(
            beast))), f"{cap(a(beast))} has {n} legs.", "", str(legs))


def colour(rng):
    if rng.random() < 0.3:
        (x, y), z = rng.choice(list(MIX.items()))
        x, y = (x, y) if rng.random() < 0.5 else (y, x)
        return ask(question(rng, rng.choice(["What do you get if you mix {} and {}?",
                "Which colour do {} and {} make?", "What colour is {} and {} mixed?"]).format(x, y)),
            f"{cap(x)} and {y} make {z}.", "", cap(z))
    thing, c = rng.choice(list(HAS_COLOUR.items()))
    return ask(question(rng, rng.choice(["What colour is {}?", "What color is {}?", "Which colour has {}?",
            "What is the colour of {}?"]).format(thing)), f"{cap(thing)} is {c}.", "", cap(c))


def plurals(rng):
    noun = rng.choice([*ANIMALS, *FRUITS, *VEGETABLES, *THINGS, *PLURAL])
    return ask(either(rng, rng.choice(["What is the plural of {}?", "What is the plural of '{}'?", "Plural of {}?",
            "Tell me the plural of {}."]).format(noun)), f"The plural of {noun} is {plural(noun)}.", f"plural {noun}",
        cap(plural(noun)))


def kind(rng):
    name, items = rng.choice([("an animal", ANIMALS), ("a fruit", FRUITS), ("a vegetable", VEGETABLES), ("a city",
            list(CITIES))])
    x = rng.choice(items)
    asked = name if rng.random() < 0.5 else rng.choice(["an animal", "a fruit", "a vegetable"])
    if asked == name:
        answer = f"Yes, {a(x) if name != 'a city' else x} is {name}."
    else:
        answer = f"No, {a(x) if name != 'a city' else x} is {name}."
    return ask(question(rng, f"Is {a(x) if name != 'a city' else x} {asked}?"), answer, "", answer.split(",")[0])


def translate(rng):
    word, (fr, de, es) = rng.choice(list(FRENCH.items()))
    language, other = rng.choice([("French", fr), ("German", de), ("Spanish", es)])
    q = rng.choice(["Translate {w} to {l}.", "Translate '{w}' into {l}.", "How do you say {w} in {l}?",
            "What is {w} in {l}?", "What is the {l} word for {w}?", 'Translate "{w}" to {l}.'])
    return ask(either(rng, q.format(w=word, l=language)), f"In {language}, {word} is {other}.", "", cap(other))


TASKS = [("capital", 9, capital), ("where", 4, where), ("continent", 2, continent), ("calendar", 3, calendar), (
        "unit", 3, unit), ("general", 4, general), ("opposite", 4, opposite), ("animal", 1.5, animal),
    ("colour", 1.5, colour), ("plural", 1.5, plurals), ("kind", 1.5, kind), ("translate", 3, translate)]
