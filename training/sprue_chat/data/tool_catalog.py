"""Tools as people really write them, with the ways in which users ask for what they do."""

import re

from .tool_made import Parameter, Tool, polite, schema_of
from .tool_values import ENUMS, KINDS, styled

# names | description wordings | parameters (slot: name[/name...]:kind, ! for required) | requests, optional parts in []
# | keys of the result (key: key of RESULTS, or text) | action
CATALOG = [
    ("get_weather,get_current_weather,weather,fetch_weather,current_weather,weather_lookup",
        "Get the current weather in a city|Returns the current weather|Get the weather for a location|Current weather",
        "a=location/city/place:city! b=unit/units/temperature_unit:unit",
        "What is the weather in {a}[ in {b}]?|What's the weather like in {a}[, in {b}]?|How is the weather in {a}?|"
        "Weather in {a}|Is it cold in {a}?|Is it raining in {a}?|How warm is it in {a}[ in {b}]?|"
        "Tell me the weather for {a}[ in {b}].|What is the temperature in {a}[ in {b}]?|Will I need a coat in {a}?",
        "temperature=temperature condition=sky humidity=percent", 0),
    ("get_forecast,weather_forecast,forecast", "Weather forecast for the next days|Get the forecast for a city",
        "a=city/location:city! b=days:count",
        "What is the forecast for {a}[ for {b} days]?|How will the weather be in {a}[ in the next {b} days]?|"
        "Forecast for {a}[, {b} days].|Show me the weather forecast of {a}[ for {b} days].",
        "high=temperature low=temperature condition=sky", 0),
    ("get_time,current_time,time_in_city,get_current_time", "Get the current time in a city|Returns the local time",
        "a=city/timezone/location:city!",
        "What time is it in {a}?|What is the time in {a}?|Current time in {a}?|Tell me the local time of {a}.",
        "time=time", 0),
    ("send_email,email,send_mail,write_email", "Send an email|Sends an email to somebody|Send a mail to a person",
        "a=to/recipient/address:email! b=subject:text c=body/text/message:text",
        "Send an email to {a}[ with the subject {b}][ saying {c}].|Email {a}[ about {b}].|"
        "Write a mail to {a}[ with subject {b}][ and text {c}].|Mail {a}[, subject {b}][, text {c}].",
        "status=status message_id=id", 1),
    ("send_message,message,send_sms,text_person", "Send a message to a person|Send a text message",
        "a=recipient/to/person/contact:person! b=text/message/content:text!",
        "Send {a} the message {b}.|Tell {a} {b}.|Send the message {b} to {a}.|Write {a}: {b}|Message {a} {b}.|"
        "Text {b} to {a}.", "status=status", 1),
    ("add,add_numbers,sum,calculate_sum", "Add two numbers|Adds two numbers|Returns the sum of two numbers",
        "a=a/x/first:number! b=b/y/second:number!",
        "What is {a} plus {b}?|Add {a} and {b}.|{a} + {b}|What is {a} + {b}?|Sum of {a} and {b}?|How much is {a}+{b}?",
        "result=number", 0),
    ("multiply,multiply_numbers,product", "Multiply two numbers|Returns the product of two numbers",
        "a=a/x/first/factor:number! b=b/y/second:number!",
        "What is {a} times {b}?|Multiply {a} by {b}.|{a} * {b}|What is {a} * {b}?|{a} times {b}", "result=number", 0),
    ("calculate,calculator,evaluate,compute", "Evaluate a mathematical expression|A calculator|Does arithmetic",
        "a=expression/formula/input:expression!",
        "What is {a}?|Calculate {a}.|Compute {a}|How much is {a}?|{a}|Evaluate {a}.|Work out {a}", "result=number", 0),
    ("convert_currency,exchange,currency_converter", "Convert an amount of money to another currency|Convert currencies",
        "a=amount/value:price! b=from/from_currency/source:currency! c=to/to_currency/target:currency!",
        "Convert {a} {b} to {c}.|How much is {a} {b} in {c}?|Change {a} {b} into {c}.|What is {a} {b} in {c}?",
        "amount=price rate=score", 0),
    ("get_exchange_rate,exchange_rate", "Get the exchange rate of two currencies",
        "a=base/from/source:currency! b=target/to/quote:currency!",
        "What is the exchange rate from {a} to {b}?|Exchange rate {a} to {b}|How many {b} do I get for one {a}?",
        "rate=score", 0),
    ("translate,translate_text,translation", "Translate a text into another language|Translates text",
        "a=text/content/input:text! b=target_language/language/to:language!",
        "Translate {a} to {b}.|Translate {a} into {b}.|What is {a} in {b}?|How do you say {a} in {b}?|Say {a} in {b}.",
        "translation=words", 0),
    ("search,web_search,search_web,google", "Search the web|Search the internet for a query|Web search",
        "a=query/q/text:query! b=limit/max_results/count:count",
        "Search for {a}[ and give me {b} results].|Search the web for {a}[, {b} results].|Look up {a} on the web.|"
        "Find {a} on the internet.|Google {a}.", "title=words url=url", 0),
    ("find_restaurants,search_restaurants,restaurants", "Find restaurants in a city|Search for places to eat",
        "a=city/location/area:city! b=cuisine/food/kind:cuisine c=open_now:flag",
        "Find a[ {b}] restaurant in {a}.|Where can I eat[ {b}] in {a}?|I am hungry in {a}.|"
        "Which[ {b}] restaurants are there in {a}?|Find me a place to eat in {a}.", "name=words rating=score", 0),
    ("book_hotel,reserve_hotel,hotel_booking", "Book a hotel room|Reserve a hotel in a city",
        "a=city/location/destination:city! b=check_in/from/start_date:date! c=nights/number_of_nights:count",
        "Book a hotel in {a} from {b}[ for {c} nights].|I need a hotel in {a} on {b}[ for {c} nights].|"
        "Reserve a room in {a} from {b}[, {c} nights].|Get me a hotel in {a} for {b}[, {c} nights].",
        "confirmation=id price=price", 1),
    ("search_flights,find_flights,flights,flight_search", "Search for flights between two cities|Find flights",
        "a=from/origin/departure/from_city:city! b=to/destination/arrival/to_city:city! c=date/day/departure_date:date",
        "Find flights from {a} to {b}[ on {c}].|I want to fly from {a} to {b}[ on {c}].|Flights from {a} to {b}[, {c}]|"
        "Which flights go from {a} to {b}[ on {c}]?|Show me flights {a} to {b}[ on {c}].", "flight=id price=price", 0),
    ("book_table,reserve_table,make_reservation", "Book a table at a restaurant|Reserve a table",
        "a=people/guests/party_size:count! b=time/at:time! c=date/day:date",
        "Book a table for {a} people at {b}[ on {c}].|Reserve a table for {a} at {b}[ on {c}].|"
        "I need a table for {a} people[ on {c}] at {b}.", "confirmation=id", 1),
    ("get_distance,distance,route_distance", "Get the distance between two cities|How far two places are apart",
        "a=from/start/origin:city! b=to/end/destination:city!",
        "How far is it from {a} to {b}?|What is the distance from {a} to {b}?|Distance between {a} and {b}?",
        "distance_km=distance_km", 0),
    ("create_event,add_event,create_calendar_event,add_to_calendar", "Create a calendar event|Add an event to the calendar",
        "a=title/name/summary:text! b=date/day/start:date! c=time/start_time:time d=participants/attendees/guests:list",
        "Create an event {a} on {b}[ at {c}][ with {d}].|Add {a} to my calendar on {b}[ at {c}].|"
        "Put {a} in the calendar for {b}[ at {c}].|Schedule {a} on {b}[ at {c}][ with {d}].",
        "event_id=id status=status", 1),
    ("set_reminder,create_reminder,remind_me,add_reminder", "Set a reminder|Remind the user of something",
        "a=text/task/what/title:text! b=time/at/when:time c=date/day:date",
        "Remind me of {a}[ at {b}][ on {c}].|Set a reminder for {a}[ at {b}].|Please remind me {a}[ on {c}][ at {b}].",
        "status=status", 1),
    ("set_alarm,alarm,create_alarm", "Set an alarm|Wake the user up", "a=time/at/hour:time!",
        "Wake me up at {a}.|Set an alarm for {a}.|Alarm at {a}, please.|I have to get up at {a}.", "status=status", 1),
    ("set_timer,timer,start_timer", "Start a timer|Set a timer for some minutes", "a=minutes/duration:minutes!",
        "Set a timer for {a} minutes.|Start a timer of {a} minutes.|Timer {a} minutes|Count {a} minutes for me.",
        "status=status", 1),
    ("get_stock_price,stock_price,stock_quote", "Get the price of a stock|Current price of a share",
        "a=symbol/ticker/company:symbol!",
        "What is the stock price of {a}?|How much is a share of {a}?|Stock price {a}|How is {a} doing on the market?",
        "price=price currency=currency", 0),
    ("play_music,play_song,play", "Play a song|Play music", "a=song/title/track:text! b=artist/by:person",
        "Play {a}[ by {b}].|I want to hear {a}[ by {b}].|Put on {a}[ by {b}].", "status=status", 1),
    ("add_to_cart,add_item,cart_add", "Add a product to the shopping cart|Put an item into the cart",
        "a=product/item/article:item! b=quantity/count/amount:count",
        "Add[ {b}] {a} to the cart.|Put[ {b}] {a} in my cart.|I want to buy[ {b}] {a}.|[{b} ]{a} for the cart, please.",
        "items=count total=total", 1),
    ("get_order_status,order_status,track_order,check_order", "Get the status of an order|Where an order is",
        "a=order_id/order_number/id/order:id!",
        "Where is my order {a}?|What is the status of order {a}?|Has {a} been sent?|Check order {a}.|Track my order {a}.|"
        "Order {a}, please check.", "status=status delivery_day=delivery_day", 0),
    ("get_user,find_user,lookup_user,get_customer", "Get a user by name|Look up a person", "a=name/user/person:person!",
        "Who is {a}?|Look up {a}.|Show me the user {a}.|What do we know about {a}?|Find the user {a}.",
        "city=city email=email", 0),
    ("create_user,add_user,register_user", "Create a user account|Register a user",
        "a=name/username/full_name:person! b=email/mail:email c=role/user_role:job",
        "Create a user {a}[ with the email {b}][ as {c}].|Register {a}[, {b}].|Add {a} as a user[ with email {b}].|"
        "New user: {a}[, {b}][, {c}]", "user_id=id status=status", 1),
    ("set_temperature,set_heating,heat_room", "Set the temperature of a room|Control the heating",
        "a=room/zone/area:room! b=temperature/degrees/value:degrees!",
        "Set the {a} to {b} degrees.|Heat the {a} to {b} degrees.|Make it {b} degrees in the {a}.|"
        "Temperature of the {a}: {b}", "status=status", 1),
    ("turn_on_light,light_on,switch_on_light", "Turn on the light in a room|Switch a light on", "a=room/area:room!",
        "Turn on the light in the {a}.|Switch on the lights in the {a}.|It is dark in the {a}.|Light on in the {a}!",
        "status=status", 1),
    ("turn_off_light,light_off,switch_off_light", "Turn off the light in a room|Switch a light off", "a=room/area:room!",
        "Turn off the light in the {a}.|Switch the light off in the {a}.|Lights off in the {a}!|"
        "The light in the {a} is still on, turn it off.", "status=status", 1),
    ("get_news,news,latest_news,headlines", "Get the latest news|News about a topic", "a=topic/subject/query:topic",
        "What is new[ about {a}]?|Show me the news[ about {a}].|Latest news[ on {a}]?|Any news[ about {a}]?",
        "title=words", 0),
    ("transfer_money,send_money,bank_transfer,make_payment", "Transfer money to a person|Send money",
        "a=recipient/to/payee:person! b=amount/sum/value:price! c=currency:currency",
        "Send {b}[ {c}] to {a}.|Transfer {b}[ {c}] to {a}.|Pay {a} {b}[ {c}].|Give {a} {b}[ {c}] from my account.",
        "status=status confirmation=id", 1),
    ("summarize_page,read_page,fetch_url,open_url", "Fetch a web page|Read the content of a URL", "a=url/address/link:url!",
        "Read {a}|What is on {a}|Open {a}|Fetch the page {a}|Summarize {a}", "title=words", 0),
    ("get_balance,account_balance,check_balance", "Get the balance of an account|How much money is in the account",
        "a=account/account_id/number:id", "What is my balance[ on account {a}]?|How much money do I have[ in {a}]?|"
        "Show the balance[ of account {a}].", "balance=balance", 0),
]
NEW = [
    ("find_recipe,search_recipes", "Find a recipe with an ingredient|Recipes for a dish",
        "a=ingredient/dish/food:cuisine! b=servings/people:count",
        "Find a recipe for {a}[ for {b} people].|What can I cook with {a}[ for {b} people]?|I want to cook {a}.",
        "title=words", 0),
    ("rent_car,book_car", "Rent a car in a city", "a=city/pickup_location:city! b=days/duration:count c=start_date/from:date",
        "Rent a car in {a}[ for {b} days][ from {c}].|I need a rental car in {a}[ from {c}].", "confirmation=id", 1),
    ("get_population,city_population", "Get the number of people who live in a city", "a=city/place:city!",
        "How many people live in {a}?|What is the population of {a}?", "population=size", 0),
    ("create_ticket,open_ticket", "Open a support ticket", "a=title/summary/problem:text! b=priority:enum",
        "Open a ticket: {a}[, priority {b}].|Create a support ticket {a}[ with priority {b}].", "ticket=id", 1),
    ("track_package,parcel_status", "Find out where a parcel is", "a=tracking_number/parcel_id:id!",
        "Where is my parcel {a}?|Track package {a}.", "city=city status=status", 0),
    ("set_volume,volume", "Set the volume of the speaker", "a=percent/level/volume:percent!",
        "Set the volume to {a} percent.|Volume to {a}.", "status=status", 1),
]
CUISINES = "Italian Indian Thai Greek Mexican Chinese French Turkish Japanese vegan Spanish Korean".split()
TICKERS = "MSFT AAPL GOOG AMZN TSLA NVDA IBM ORCL SAP INTC".split()
OWN_KINDS = {
    "unit": lambda r: [(u := r.choice(["celsius", "fahrenheit"])), u],
    "expression": lambda r: [(e := f"{r.randint(1, 999)} {r.choice('+-*/')} {r.randint(1, 99)}" if r.random() < 0.7
            else f"{r.randint(1, 99)}{r.choice('+-*/')}{r.randint(1, 99)}{r.choice('+-*/')}{r.randint(1, 9)}"), e],
    "cuisine": lambda r: [(c := r.choice(CUISINES)), c], "symbol": lambda r: [(s := r.choice(TICKERS) if r.random()
            < 0.6 else "".join(r.choice("ABCDEFGHKLMNOPRSTUVWXYZ") for _ in range(r.randint(2, 4)))), s],
    "degrees": lambda r: [(n := r.randint(10, 30)), str(n)],
    "topic": lambda r: [(t := r.choice(["sports", "science", "music", "the weather", "economy", "football", "space",
                    "Sprue", "computers", "health"])), t],
    "words": lambda r: KINDS["text"][2](r)[:1] * 2,
}
OWN_SCHEMAS = {"unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}, "degrees": {"type": "number"},
    "flag": {"type": "boolean"}, "enum": {"type": "string", "enum": ENUMS["priority"]}}
SKY = "sunny cloudy rainy windy snowy foggy clear".split()


class Slot(Parameter):
    """A parameter of a catalogued tool, known to its requests by a letter."""

    letter = ""

    def value(self, rng):
        if self.kind == "flag":
            return True, "open now"
        if self.kind == "enum":
            return (p := rng.choice(ENUMS["priority"])), p
        return (OWN_KINDS.get(self.kind) or KINDS[self.kind][2])(rng)


def catalogued(rng, how, entry) -> Tool:
    names, descriptions, slots, requests, results, action = entry
    parameters = []
    subject = names.split(",")[0].replace("_", " ")
    for spec in slots.split():
        letter, spec = spec.split("=")
        choices, kind = spec.rstrip("!").split(":")
        words = rng.choice(choices.split("/"))
        base = OWN_SCHEMAS.get(kind) or (KINDS[kind][1] if kind in KINDS else {"type": "string"})
        if kind in ("number", "price") and rng.random() < 0.2:
            base = {"type": "number"}
        if not spec.endswith("!") and rng.random() < 0.35:
            continue
        p = Slot(styled(words, how["case"]), words.replace("_", " "), kind, schema_of(rng, how, base, words.replace(
                    "_", " "), subject, kind), spec.endswith("!"))
        p.letter = letter
        parameters.append(p)
    description = rng.choice(descriptions.split("|")) + rng.choice(["", "."])
    made = Tool(styled(rng.choice(names.split(",")), how["case"]), description if rng.random() < 0.92 else "",
        parameters, bool(action), results=[tuple(pair.split("=")) for pair in results.split()], style=how, subject=subject)

    def ask(r, values):
        by_letter = {p.letter: values[p.name][1] for p in parameters if p.name in values}
        fitting = [q for q in requests.split("|") if set(by_letter) <= set(re.findall(r"\{(\w)\}", q))]
        if not fitting:
            return None
        text = re.sub(r"\[([^\]]*)\]", lambda m: m[1] if set(re.findall(r"\{(\w)\}", m[1])) <= set(by_letter) else "",
            r.choice(fitting))
        text = text.format(**by_letter)
        if text[0].isupper() and text.endswith(".") and text.split()[0] not in ("I", "It", "The", "Timer", "Weather",
                "Forecast"):
            return polite(r, text[0].lower() + text[1:-1])
        if text.endswith("?") and r.random() < 0.12:
            text = text[:-1] + r.choice([" today?", " right now?", " now?", ", please?"])
        elif r.random() < 0.06:
            text = r.choice(["Hi! ", "Hello, ", "Please tell me: ", "I have a question. ", "OK. "]) + text
        return text.lower() if r.random() < 0.03 and not by_letter else text

    made.ask = ask
    return made
