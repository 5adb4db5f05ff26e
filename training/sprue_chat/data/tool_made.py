"""Tools put together from a verb, a noun and a few kinds of parameters, and the requests that need them."""

import json
from dataclasses import dataclass, field

from .tool_values import DESCRIBED, ENUMS, FLAGS, KINDS, many, styled
from .words import a, made_up

VERBS = {
    # verb: (third person, other words for it in a request, action or question)
    "create": ("creates", "create make add", True), "delete": ("deletes", "delete remove erase", True),
    "get": ("gets", "get show fetch", False), "find": ("finds", "find search|for look|for", False),
    "update": ("updates", "update change edit", True), "send": ("sends", "send", True),
    "list": ("lists", "list show", False), "book": ("books", "book reserve", True),
    "cancel": ("cancels", "cancel", True), "start": ("starts", "start launch", True),
    "stop": ("stops", "stop end", True), "open": ("opens", "open", True), "close": ("closes", "close shut", True),
    "check": ("checks", "check", False), "order": ("orders", "order buy", True), "print": ("prints", "print", True),
    "save": ("saves", "save store", True), "read": ("reads", "read", False), "count": ("counts", "count", False),
    "copy": ("copies", "copy", True), "move": ("moves", "move", True), "rename": ("renames", "rename", True),
    "share": ("shares", "share", True), "track": ("tracks", "track follow", False), "pay": ("pays", "pay", True),
    "approve": ("approves", "approve accept", True), "reject": ("rejects", "reject decline", True),
    "assign": ("assigns", "assign give", True), "schedule": ("schedules", "schedule plan", True),
    "upload": ("uploads", "upload", True), "download": ("downloads", "download", True),
    "lock": ("locks", "lock", True), "archive": ("archives", "archive", True), "rate": ("rates", "rate", True),
    "register": ("registers", "register", True), "restart": ("restarts", "restart", True),
    "calculate": ("calculates", "calculate compute", False), "compare": ("compares", "compare", False),
    "publish": ("publishes", "publish", True), "verify": ("verifies", "verify check", False)}
NOUNS = """
invoice,ticket,order,user,account,room,device,lamp,task,meeting,event,message,email,report,document,file,folder,
project,customer,product,payment,refund,booking,flight,hotel,table,car,bike,taxi,train,song,playlist,movie,photo,
video,note,reminder,alarm,timer,contact,address,package,shipment,contract,lease,loan,card,coupon,subscription,
password,backup,server,database,container,job,pipeline,branch,issue,comment,review,test,build,release,log,alert,
sensor,door,window,heater,camera,printer,robot,pump,valve,machine,recipe,meal,menu,drink,cake,plant,garden,pet,dog,
patient,appointment,prescription,course,lesson,exam,student,teacher,book,article,page,post,campaign,survey,vote,
game,player,team,score,badge,level,map,route,trip,visa,passport,ticket price,sales report,support case,parking space,
meeting room,bank account,phone number,stock price,test run,user profile,time entry,news feed,price list,tax rate,
exchange rate,blog post,gift card,shopping list,work item,pull request,access token,data set,delivery slot,
weather report,music album,film review,guest list""".replace("\n", "").split(",")
NEW_NOUNS = """
warehouse,ferry,lecture,museum,telescope,satellite,turbine,harvest,vineyard,greenhouse,elevator,insurance claim,
water meter,crane,orchestra,tournament,auction,library card,fishing permit,chat room,energy bill,spare part,
cable,locker,ambulance""".replace("\n", "").split(",")
"""Never in training: with these it is measured how the model does on tools it has not met."""

RESULTS = {"id": lambda r: KINDS["id"][2](r)[0], "status": lambda r: r.choice(["ok", "created", "sent", "open",
        "ready", "active", "paid", "done", "confirmed", "closed"]), "total": lambda r: KINDS["price"][2](r)[0],
    "price": lambda r: KINDS["price"][2](r)[0], "name": lambda r: KINDS["person"][2](r)[0], "date": lambda r: KINDS[
        "date"][2](r)[0], "city": lambda r: KINDS["city"][2](r)[0], "count": lambda r: r.randint(0, 500),
    "owner": lambda r: KINDS["person"][2](r)[0], "size": lambda r: r.randint(1, 9000), "color": lambda r: KINDS[
        "colour"][2](r)[0], "time": lambda r: KINDS["time"][2](r)[0], "score": lambda r: round(r.uniform(0, 10), 1),
    "room_number": lambda r: r.randint(1, 900), "delivery_day": lambda r: KINDS["date"][2](r)[0],
    "temperature": lambda r: r.randint(-20, 40), "balance": lambda r: KINDS["price"][2](r)[0], "seats_left": lambda r:
    r.randint(0, 90), "distance_km": lambda r: r.randint(1, 2000), "confirmation": lambda r: KINDS["id"][2](r)[0]}


@dataclass
class Parameter:
    name: str
    words: str
    kind: str
    schema: dict
    required: bool
    enum: str = ""
    flag: tuple = ()

    def value(self, rng):
        """(JSON value, the user's words for it)"""
        if self.flag:
            on = rng.random() < 0.6
            return on, self.flag[1] if on else self.flag[2]
        if self.enum:
            value = rng.choice(self.schema["enum"])
            return value, value
        return KINDS[self.kind][2](rng)


@dataclass
class Tool:
    name: str
    description: str
    parameters: list[Parameter]
    action: bool
    ask: object = None
    """(rng, values) -> the user's request, for a dict from the parameters to (value, words)"""
    results: list = field(default_factory=list)
    style: dict = field(default_factory=dict)
    subject: str = ""

    def line(self) -> str:
        """The tool as one line of the system turn."""
        tool = {"name": self.name}
        if self.description:
            tool["description"] = self.description
        if self.parameters or not self.style.get("bare"):
            properties = {p.name: p.schema for p in self.parameters}
            required = [p.name for p in self.parameters if p.required]
            schema = {"type": "object", "properties": properties}
            if required or self.style.get("always_required"):
                schema["required"] = required
            if self.style.get("closed"):
                schema["additionalProperties"] = False
            tool["parameters"] = schema
        return compact(tool)


def compact(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def style(rng) -> dict:
    """How one application writes its tools."""
    return {"case": rng.choices(["snake", "camel", "kebab"], [6, 3, 1])[0], "described": rng.random() < 0.6,
        "closed": rng.random() < 0.2, "bare": rng.random() < 0.5, "always_required": rng.random() < 0.3,
        "first": rng.random() < 0.25}


def schema_of(rng, how, base: dict, words: str, noun: str, kind: str = "") -> dict:
    schema = dict(base)
    if how["described"] and rng.random() < 0.85:
        text = rng.choice(DESCRIBED).format(w=words, n=noun, W=words[0].upper() + words[1:])
        if kind in KINDS and rng.random() < 0.2:
            text = (f"The {rng.choice(['city', 'place', 'city and country'])}" if kind == "city" and rng.random() < 0.6
                else text.rstrip(".")) + f", e.g. {KINDS[kind][2](rng)[1].strip(QUOTES)}"
        schema = {"description": text, **schema} if how["first"] else {**schema, "description": text}
    return schema


def parameter(rng, how, noun: str, taken: set) -> Parameter | None:
    r = rng.random()
    if r < 0.14:
        words = rng.choice(list(ENUMS))
        options = list(ENUMS[words])
        rng.shuffle(options)
        made = Parameter(styled(words, how["case"]), words.replace("_", " "), "enum", schema_of(rng, how, {
                    "type": "string", "enum": options}, words.replace("_", " "), noun), rng.random() < 0.5, words)
    elif r < 0.22:
        flag = rng.choice(FLAGS)
        words = flag[0].replace("_", " ")
        made = Parameter(styled(words, how["case"]), words, "flag", schema_of(rng, how, {"type": "boolean"}, words,
                noun), rng.random() < 0.4, flag=flag)
    else:
        kind = rng.choice(list(KINDS))
        words = rng.choice(KINDS[kind][0].split()).replace("_", " ")
        if kind in ("id", "number_id") and rng.random() < 0.5:
            words = f"{noun.split()[-1]} {words}"
        elif rng.random() < 0.06:
            words = made_up(rng, 2)
        made = Parameter(styled(words, how["case"]), words, kind, schema_of(rng, how, KINDS[kind][1], words, noun, kind),
            rng.random() < 0.8)
    if made.name in taken or made.kind in {"id", "number_id"} & taken:
        return None
    taken |= {made.name, made.kind}
    return made


def a_noun(rng, new: bool) -> str:
    if new:
        return rng.choice(NEW_NOUNS)
    return made_up(rng, 2) if rng.random() < 0.15 else rng.choice(NOUNS)


def tool(rng, how, verb: str, noun: str) -> Tool:
    third, _, action = VERBS[verb]
    name = styled(f"{noun} {verb}" if rng.random() < 0.08 else f"{verb} {many(noun) if verb == 'list' else noun}",
        how["case"])
    thing = many(noun) if verb == "list" else a(noun) if rng.random() < 0.7 else f"the {noun}"
    where = rng.choice(["", "", "", " in the system", " of the company", " by its data"])
    described = rng.choice([f"{third.capitalize()} {thing}{where}.", f"{verb.capitalize()} {thing}{where}",
            f"{verb.capitalize()} {thing}{where}.", f"Use this to {verb} {thing}.", f"{third.capitalize()} {thing}"])
    taken: set = set()
    wanted = rng.choices([0, 1, 2, 3, 4], [1, 5, 5, 2, 1])[0]
    parameters = [p for _ in range(wanted) if (p := parameter(rng, how, noun, taken))]
    keys = rng.sample(list(RESULTS), rng.randint(1, 3))
    made = Tool(name, described if rng.random() < 0.9 else "", parameters, action, results=[(styled(k, how["case"]
            if how["case"] != "kebab" else "snake"), k) for k in keys], style=how, subject=noun)
    made.ask = lambda r, values: request(r, verb, noun, parameters, values)
    return made


QUOTES = "\"'"
ALIKE = {"query": "text", "country": "city", "room": "city", "number": "price", "percent": "price", "count": "price",
    "minutes": "price", "number_id": "price", "job": "item", "colour": "item"}
"""Kinds that are told apart only by their names."""


def said(rng, p: Parameter, words: str, plain: bool) -> str:
    """How a parameter is put into a request: by its name, or by what it is."""
    if p.flag:
        return words
    if p.enum:
        return rng.choice(["with {n} {v}", "{n} {v}", "with the {n} {v}", "in the {v} {n}", "{n}: {v}"]).format(
            n=p.words, v=words)
    if plain and rng.random() < 0.6:
        return rng.choice(KINDS[p.kind][3]).replace("{count} ", "").format(words)
    return rng.choice(["with {n} {v}", "{n} {v}", "with the {n} {v}", "{n}: {v}", "with {v} as {n}", "{n} = {v}",
            "and the {n} is {v}", "using {v} as the {n}"]).format(n=p.words, v=words)


def request(rng, verb, noun, parameters, values) -> str:
    word = rng.choice(VERBS[verb][1].split()) if rng.random() < 0.6 else verb
    word = word.replace("|", " ")
    thing = many(noun) if verb == "list" else rng.choice([a(noun), f"the {noun}", f"the {noun}", a(noun), noun,
            f"my {noun}"])
    given = [p for p in parameters if p.name in values]
    kinds = [ALIKE.get(p.kind, p.kind) for p in given]
    head = f"{word} {thing}"
    rest = list(given)
    if rest and rest[0].kind in ("id", "number_id") and rng.random() < 0.7:
        head += " " + values[rest.pop(0).name][1]
    rng.shuffle(rest)
    clear = {p.name for p in given if kinds.count(ALIKE.get(p.kind, p.kind)) == 1}
    parts = [said(rng, p, values[p.name][1], p.name in clear) for p in rest]
    text = head + "".join((", " if ":" in part or "=" in part or rng.random() < 0.15 else " ") + part
        for part in parts)
    return polite(rng, text)


def polite(rng, text: str) -> str:
    lead = rng.choices(["", "Please ", "Can you ", "I want to ", "Could you ", "I need to ", "I would like to ",
            "Now ", "Hi, please ", "Let us "], [10, 4, 3, 2, 2, 1, 1, 1, 1, 0.5])[0]
    text = lead + text if lead else text[0].upper() + text[1:]
    mark = "?" if lead.startswith(("Can", "Could")) else rng.choice([".", ".", "", "!"])
    if text.endswith(("/", "https")) or "https://" in text.split()[-1]:
        mark = ""
    return (text[0].lower() + text[1:] if rng.random() < 0.1 else text) + mark
