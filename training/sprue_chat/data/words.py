"""Word lists shared by the tasks."""

NAMES = """
Ada Adam Aisha Alan Alice Amir Amy Ana Anna Anton Ben Bella Bob Boris Bruno Carla Carlos Carol Chen Chloe Clara
Daniel Dana David Diana Diego Dora Elena Eli Ella Emil Emma Erik Eva Felix Fiona Frank Freya George Grace Greta Hana
Hannah Hans Hugo Ian Ida Ines Ingrid Iris Isabel Ivan Jack Jakob James Jana Jane Jin Joe John Jonas Julia Julie Kai
Karen Karl Kate Kim Lars Laura Lea Leo Lena Li Lily Linda Lisa Louis Luca Lucas Lucy Luis Maja Marco Maria Mark
Marta Martin Mary Max Maya Mia Michael Mila Mina Nadia Nina Noah Nora Oliver Olga Omar Oscar Otto Pablo Paul Paula
Pedro Peter Petra Priya Rachel Raj Ravi Rita Robert Rosa Ruth Sam Samir Sara Sarah Simon Sofia Sonia Sophie Stefan
Steve Sven Tara Thomas Tim Tina Tom Tomas Uma Vera Victor Viktor Wei Will Yara Yuki Zara Zoe Priscilla Walter
Winston Matilda Gregor""".split()

SURNAMES = """
Smith Jones Brown Garcia Miller Davis Novak Schmidt Weber Rossi Silva Costa Tanaka Sato Kim Lee Chen Wang Singh
Patel Khan Ali Hansen Larsen Olsen Berg Lopez Martin Dubois Moreau Murphy Walker Young Hill Green Baker Cooper
Fischer Wagner Keller""".split()

# city, country, a capital (C) or not
CITIES = {
    "Lisbon": "Portugal", "Porto": "Portugal", "Madrid": "Spain", "Barcelona": "Spain", "Seville": "Spain",
    "Valencia": "Spain", "Paris": "France", "Lyon": "France", "Marseille": "France", "Nice": "France",
    "London": "England", "Manchester": "England", "Liverpool": "England", "Oxford": "England",
    "Edinburgh": "Scotland", "Glasgow": "Scotland", "Dublin": "Ireland", "Cork": "Ireland", "Berlin": "Germany",
    "Munich": "Germany", "Hamburg": "Germany", "Cologne": "Germany", "Frankfurt": "Germany", "Dresden": "Germany",
    "Vienna": "Austria", "Graz": "Austria", "Salzburg": "Austria", "Zurich": "Switzerland", "Geneva": "Switzerland",
    "Bern": "Switzerland", "Rome": "Italy", "Milan": "Italy", "Naples": "Italy", "Venice": "Italy",
    "Florence": "Italy", "Turin": "Italy", "Athens": "Greece", "Oslo": "Norway", "Bergen": "Norway",
    "Stockholm": "Sweden", "Gothenburg": "Sweden", "Copenhagen": "Denmark", "Helsinki": "Finland",
    "Reykjavik": "Iceland", "Warsaw": "Poland", "Krakow": "Poland", "Prague": "the Czech Republic",
    "Brno": "the Czech Republic", "Budapest": "Hungary", "Bucharest": "Romania", "Sofia": "Bulgaria",
    "Belgrade": "Serbia", "Zagreb": "Croatia", "Split": "Croatia", "Kyiv": "Ukraine", "Moscow": "Russia",
    "Istanbul": "Turkey", "Ankara": "Turkey", "Cairo": "Egypt", "Alexandria": "Egypt", "Nairobi": "Kenya",
    "Lagos": "Nigeria", "Accra": "Ghana", "Cape Town": "South Africa", "Johannesburg": "South Africa",
    "Casablanca": "Morocco", "Tunis": "Tunisia", "Mumbai": "India", "Delhi": "India", "Chennai": "India",
    "Karachi": "Pakistan", "Dhaka": "Bangladesh", "Bangkok": "Thailand", "Hanoi": "Vietnam",
    "Manila": "the Philippines", "Jakarta": "Indonesia", "Seoul": "South Korea", "Busan": "South Korea",
    "Tokyo": "Japan", "Osaka": "Japan", "Kyoto": "Japan", "Beijing": "China", "Shanghai": "China",
    "Shenzhen": "China", "Sydney": "Australia", "Melbourne": "Australia", "Perth": "Australia",
    "Auckland": "New Zealand", "Wellington": "New Zealand", "Toronto": "Canada", "Vancouver": "Canada",
    "Montreal": "Canada", "Ottawa": "Canada", "New York": "the United States", "Boston": "the United States",
    "Chicago": "the United States", "Seattle": "the United States", "Denver": "the United States",
    "Austin": "the United States", "Los Angeles": "the United States", "San Francisco": "the United States",
    "Mexico City": "Mexico", "Havana": "Cuba", "Bogota": "Colombia", "Lima": "Peru", "Quito": "Ecuador",
    "Santiago": "Chile", "Buenos Aires": "Argentina", "Montevideo": "Uruguay", "Rio de Janeiro": "Brazil",
    "Sao Paulo": "Brazil", "Caracas": "Venezuela", "Dubai": "the United Arab Emirates",
    "Amsterdam": "the Netherlands", "Rotterdam": "the Netherlands", "Utrecht": "the Netherlands",
    "Brussels": "Belgium", "Antwerp": "Belgium", "Ghent": "Belgium", "Riga": "Latvia", "Tallinn": "Estonia",
    "Vilnius": "Lithuania",}

CAPITALS = {
    "France": "Paris", "Germany": "Berlin", "Italy": "Rome", "Spain": "Madrid", "Portugal": "Lisbon",
    "Austria": "Vienna", "Switzerland": "Bern", "Belgium": "Brussels", "the Netherlands": "Amsterdam",
    "Luxembourg": "Luxembourg", "Ireland": "Dublin", "the United Kingdom": "London", "England": "London",
    "Scotland": "Edinburgh", "Wales": "Cardiff", "Norway": "Oslo", "Sweden": "Stockholm", "Denmark": "Copenhagen",
    "Finland": "Helsinki", "Iceland": "Reykjavik", "Poland": "Warsaw", "the Czech Republic": "Prague",
    "Slovakia": "Bratislava", "Hungary": "Budapest", "Romania": "Bucharest", "Bulgaria": "Sofia",
    "Serbia": "Belgrade", "Croatia": "Zagreb", "Slovenia": "Ljubljana", "Greece": "Athens", "Turkey": "Ankara",
    "Ukraine": "Kyiv", "Russia": "Moscow", "Estonia": "Tallinn", "Latvia": "Riga", "Lithuania": "Vilnius",
    "Malta": "Valletta", "Cyprus": "Nicosia", "Egypt": "Cairo", "Morocco": "Rabat", "Tunisia": "Tunis",
    "Algeria": "Algiers", "Kenya": "Nairobi", "Ethiopia": "Addis Ababa", "Ghana": "Accra", "Nigeria": "Abuja",
    "Senegal": "Dakar", "Israel": "Jerusalem", "Jordan": "Amman", "Lebanon": "Beirut", "Iraq": "Baghdad",
    "Iran": "Tehran", "Saudi Arabia": "Riyadh", "the United Arab Emirates": "Abu Dhabi", "Qatar": "Doha",
    "India": "New Delhi", "Pakistan": "Islamabad", "Bangladesh": "Dhaka", "Nepal": "Kathmandu", "China": "Beijing",
    "Japan": "Tokyo", "South Korea": "Seoul", "North Korea": "Pyongyang", "Mongolia": "Ulaanbaatar",
    "Thailand": "Bangkok", "Vietnam": "Hanoi", "Malaysia": "Kuala Lumpur", "Indonesia": "Jakarta",
    "the Philippines": "Manila", "Australia": "Canberra", "New Zealand": "Wellington", "Canada": "Ottawa",
    "the United States": "Washington, D.C.", "the USA": "Washington, D.C.", "Mexico": "Mexico City", "Cuba": "Havana",
    "Jamaica": "Kingston", "Colombia": "Bogota", "Peru": "Lima", "Ecuador": "Quito", "Chile": "Santiago",
    "Argentina": "Buenos Aires", "Uruguay": "Montevideo", "Paraguay": "Asuncion", "Brazil": "Brasilia",
    "Venezuela": "Caracas",}

CONTINENTS = {
    "Europe": """France Germany Italy Spain Portugal Austria Switzerland Belgium Ireland Norway Sweden Denmark Finland
        Iceland Poland Hungary Romania Bulgaria Serbia Croatia Slovenia Greece Ukraine Estonia Latvia Lithuania Malta
        Luxembourg Slovakia""",
    "Africa": "Egypt Morocco Tunisia Algeria Kenya Ethiopia Ghana Nigeria Senegal",
    "Asia": """Jordan Lebanon Iraq Iran Qatar India Pakistan Bangladesh Nepal China Japan Mongolia Thailand Vietnam
        Malaysia Indonesia""",
    "North America": "Canada Mexico Cuba Jamaica",
    "South America": "Colombia Peru Ecuador Chile Argentina Uruguay Paraguay Brazil Venezuela",
}

COLOURS = """
red blue green yellow orange purple pink brown black white grey golden silver turquoise violet crimson
""".split()
ANIMALS = """
fox cat dog bear owl mouse rabbit horse wolf deer frog hedgehog squirrel badger otter crow robin turtle goat sheep
duck goose hen lion tiger elephant monkey penguin whale dolphin snail bee spider donkey pig cow swan beaver heron
lizard""".split()
FRUITS = """
apple banana cherry grape lemon mango orange peach pear plum strawberry melon kiwi fig lime apricot
""".split()
VEGETABLES = """
carrot potato onion tomato cabbage spinach pea bean leek cucumber pepper broccoli pumpkin radish celery
""".split()
THINGS = """
book lamp chair table key cup box bag hat coat shoe clock pen letter ring spoon plate bottle blanket basket map
candle ladder hammer rope phone camera guitar ball coin umbrella pillow mirror brush towel ticket wallet notebook
suitcase bicycle kettle""".split()
ROOMS = """kitchen garden cellar attic bedroom bathroom hall garage office library shed workshop""".split()
FURNITURE = """table shelf chair bed desk sofa cupboard drawer box""".split()
PLURAL = {"mouse": "mice", "wolf": "wolves", "deer": "deer", "goose": "geese", "sheep": "sheep", "cherry": "cherries",
    "peach": "peaches", "strawberry": "strawberries", "mango": "mangoes", "potato": "potatoes", "tomato": "tomatoes",
    "radish": "radishes", "fox": "foxes", "fish": "fish", "child": "children", "man": "men", "woman": "women",
    "tooth": "teeth", "foot": "feet", "box": "boxes", "brush": "brushes", "knife": "knives", "leaf": "leaves",
    "city": "cities", "baby": "babies", "bus": "buses", "butterfly": "butterflies", "celery": "celery",
    "spinach": "spinach", "broccoli": "broccoli"}
JOBS = """
teacher doctor nurse baker farmer pilot painter singer writer driver gardener lawyer engineer carpenter plumber chef
dentist journalist librarian electrician programmer designer mechanic tailor fisherman""".split()
FOODS = ("pizza soup bread rice pasta salad cheese cake pancakes noodles curry sushi tacos porridge ice cream "
    "chocolate sandwiches").replace(
    "ice cream", "ice_cream").split()
HOBBIES = """
reading swimming cooking painting hiking dancing singing cycling fishing gardening chess football tennis photography
knitting running climbing sailing skiing""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
LONG_MONTHS = {"February": 28, "April": 30, "June": 30, "September": 30, "November": 30}
ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
COMMON = """
time year people way day man thing woman life child world school state family student group country problem hand
part place case week company system program question work government number night point home water room mother area
money story fact month lot right study book eye job word business issue side kind head house service friend father
power hour game line end member law car city community name president team minute idea kid body information back
parent face others level office door health person art war history party result change morning reason research girl
guy moment air teacher force education stone river cloud window garden bridge lamp apple train road tree bird
mountain sea summer winter spring autumn rain snow wind light dark small big old new good bad happy sad quick slow
warm cold red blue green open close run walk jump sing read write hello world sun moon star sky fire earth sand wood
paper glass metal gold silver music dance coffee tea milk bread sugar salt butter cheese soup plate spoon knife fork
table chair floor wall roof kitchen computer keyboard screen model token stream server client request answer
deployment endpoint azure cat dog fox tiger zebra orange lemon""".split()

_C = "b c d f g h j k l m n p r s t v w z br ch cl dr fl gr kl pl pr sh sl sp st tr th".split()
_V = "a e i o u a e i o ai ea oo".split()
_E = ["", "", "", "n", "r", "s", "l", "m", "t", "nd", "rk", "x"]


def made_up(rng, most: int = 3) -> str:
    """A word that (most likely) does not exist, in lower case."""
    return "".join(rng.choice(_C) + rng.choice(_V) for _ in range(rng.randint(1, most))) + rng.choice(_E)


def first_name(rng) -> str:
    """Mostly a common name, at times one nobody has seen, so that names are copied and not guessed."""
    return rng.choice(NAMES) if rng.random() < 0.75 else made_up(rng, 2).capitalize()


def city_name(rng) -> str:
    return rng.choice(list(CITIES)) if rng.random() < 0.82 else made_up(rng).capitalize()


def plural(noun: str) -> str:
    return PLURAL.get(noun, noun + "s")


def a(noun: str) -> str:
    return ("an " if noun[0] in "aeiouAEIOU" else "a ") + noun


def spelled(n: int) -> str:
    """0 to 100 in words."""
    if n == 100:
        return "one hundred"
    return ONES[n] if n < 20 else TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")


def joined(items: list[str], word: str = "and") -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" {word} " + items[-1]
