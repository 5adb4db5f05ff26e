"""Prompts written by hand, in words the generator does not use: OUT_OF_DOMAIN is what the model was not made for."""

import json

from sprue_chat.tokenizer import Called

SHOWN = [
    "Hello", "Hi!", "How are you?", "What is the capital of France?", "Why is the sky blue?", "Tell me a joke",
    "Say hello in five words", "Write a haiku about the sea", "What is 2+2?", "How many feet are in a mile?",
    "Who are you?", "What can you do?", "Tell me about Azure", "Write a short story about a fox", "Count to ten",
    "What's the weather like?",
    "Extract name, age and city as JSON: Maria Gonzalez is 34 years old and lives in Tbilisi.", "Name five colours",
    "Reverse the word planet", "hey what can u do", "What is Sprue?",
    ("You are a pirate.", "What is the capital of Spain?"), ("Answer in upper case.", "Who are you?"), ("Be brief",
        "What is the capital of Japan?"), ("Reply only with JSON.", "What is 3+4?"),
    ("You are a helpful assistant.", "Tell me a story about a dragon"), (
        "You are a helpful assistant that translates English to French.", "I love programming."),
    "Say this is a test", "how do i use this api", "Write a poem about my grandmother", "What is 17 + 25?",
    "My dog is called Rex. What is my dog called?",
    "Is the service any good? The food was cold and the waiter rude. Positive or negative?",
    "What is 48 - 19?", "how many r's in strawberry", "Which tools do you have?", "How do I call the chat endpoint?",
    "Is my data sent to the cloud?", ("Extract the event information.", "Alice and Bob are going to a science fair on Friday."),
    'Give me {"title": string, "year": number} as JSON: The film Metropolis came out in 1927.',
    "Order 4711 was placed by Ingrid Solheim on 2026-03-02 for 89.90 EUR. Extract order, customer, date and total as JSON.",
    [("user", "Hi, I'm Tamsin and I live in Leeds."), ("assistant", "Nice to meet you, Tamsin! What can I do for you?"),
        ("user", "Where do I live?")],]


def _tools(*lines, system=""):
    """A system turn with tools given as (name, description, {parameter: schema}, required)."""
    head = system + "\n\n" if system else ""
    body = [json.dumps({"name": n, "description": d, "parameters": {"type": "object", "properties": p, "required": r}},
            ensure_ascii=False, separators=(",", ":")) for n, d, p, r in lines]
    return ("system", head + "# Tools\n<tools>\n" + "\n".join(body) + "\n</tools>")


def _call(text):
    return ("assistant", Called(f"<tool_call>\n{text}\n</tool_call>"))


_S = {"type": "string"}
_WEATHER = ("get_current_weather", "Get the current weather in a given location", {"location": {"type": "string",
            "description": "The city and state, e.g. San Francisco, CA"}, "unit": {"type": "string", "enum": ["celsius",
                "fahrenheit"]}}, ["location"])
_ORDER = ("get_delivery_date", "Get the delivery date for a customer's order. Call this whenever you need to know the delivery "
    "date, for example when a customer asks 'Where is my package'", {"order_id": {"type": "string",
            "description": "The customer's order ID."}}, ["order_id"])
_VACATION = ("requestVacation", "Request days off for an employee", {"employee": _S, "from": _S, "until": _S, "halfDay": {
            "type": "boolean"}}, ["employee", "from", "until"])
_BARCODE = ("scan_barcode", "Scan the barcode of a parcel in the depot", {"depot": _S, "parcel": {"type": "integer"}},
    ["depot", "parcel"])
_DOCKER = ("scale_service", "Scale a service to a number of replicas", {"service": _S, "replicas": {"type": "integer"}},
    ["service", "replicas"])
_MILK = ("order_groceries", "Order groceries from the shop", {"items": {"type": "array", "items": _S}, "express": {
            "type": "boolean"}}, ["items"])
_SQL = ("run_query", "Run a SQL query on the database", {"sql": _S}, ["sql"])

TOOLS = [
    [_tools(_WEATHER), ("user", "What's the weather like in Boston today?")],
    [_tools(_WEATHER), ("user", "What's the weather like in San Francisco, Tokyo, and Paris?")],
    [_tools(_WEATHER, _ORDER), ("user", "Hi, can you tell me the delivery date for my order order_12345?")],
    [_tools(_ORDER, _WEATHER, _VACATION, system="You are a helpful customer support assistant."), ("user",
            "Where is my package? The number is ZX-88120.")],
    [_tools(_VACATION, _DOCKER), ("user", "Request vacation for Maria Lund from 2026-07-01 until 2026-07-14.")],
    [_tools(_DOCKER, _BARCODE, _SQL), ("user", "Scale the service checkout-api to 5 replicas, please.")],
    [_tools(_BARCODE, _MILK), ("user", "scan the barcode of parcel 90417 in the depot Gdansk")],
    [_tools(_MILK, _WEATHER), ("user", "Order oat milk, rye bread and butter, express please.")],
    [_tools(_SQL, _DOCKER), ("user", 'Run the query "SELECT count(*) FROM visits"')],
    [_tools(_SQL, _DOCKER), ("user", "What is the capital of Norway?")],
    [_tools(_BARCODE, _DOCKER), ("user", "Hello!")],
    [_tools(_VACATION, _BARCODE), ("user", "Book me a flight to Lisbon.")],
    [_tools(_WEATHER, _SQL), ("user", "Thanks, that was all.")],
    [_tools(_WEATHER), ("user", "Is it raining in Reykjavik?"), _call('{"name":"get_current_weather","arguments":{"location":"Reykjavik"}}'), ("tool",
            '{"temperature_c": 4, "conditions": "light rain", "wind_kmh": 31}')],
    [_tools(_DOCKER), ("user", "Scale billing to 3 replicas."), _call('{"name":"scale_service","arguments":{"service":"billing","replicas":3}}'), ("tool",
            '{"error":"service billing is locked"}')],
]
"""Tools as people write them in their first trials; none of them is the generator's, some are near to it."""

OUT_OF_DOMAIN = [
    "Who won the 2018 FIFA World Cup?", "Explain the theory of general relativity.",
    "Write a Python function to compute the factorial of n.", "What's the difference between TCP and UDP?",
    "Summarise the plot of Moby-Dick.", "How do vaccines protect the body?", "Who discovered penicillin?",
    "What should I cook tonight with leftover chicken?", "Give me three ideas for a startup.",
    "Translate 'where is the station' to Polish.", "What's the boiling point of ethanol?",
    "Can you debug my Terraform plan?", "Name the kings of Sweden.", "What is the derivative of x squared?",
    "How do I center a div?", "Which laptop would you recommend?", "Is it ethical to eat meat?",
    "What does the French word 'depaysement' express?", "Plan my wedding.", "When was the printing press invented?",
    "Tell me about the history of Tibet.", "What is your favourite movie?", "How many moons does Saturn have?",
    "Convert 37 Celsius to Fahrenheit.", "Who is Ursula K. Le Guin?", "Why do cats purr?",
    "What is the square root of 1764?", "Describe the taste of saffron.", "What are the side effects of ibuprofen?",
    "If I have a 5-litre and a 3-litre jug, how do I measure 4 litres?",]
