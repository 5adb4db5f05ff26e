"""What the driver passes in: two running products, and what is the same for every framework."""

import asyncio
import os

# runs what is asynchronous, all in one loop: frameworks keep their connections from call to call
run = asyncio.Runner().run

CA = os.environ["SPRUE_CA"]
BUILT_IN_ROOT = os.environ["SPRUE_ENDPOINT"]
BUILT_IN_ENDPOINT = BUILT_IN_ROOT + "/models"
BUILT_IN_KEY = os.environ["SPRUE_KEY"]
ROOT = os.environ["SPRUE_RELAY_ENDPOINT"]
ENDPOINT = ROOT + "/models"
KEY = os.environ["SPRUE_RELAY_KEY"]
# the key of a resource that has a default chat deployment
DEFAULTED_KEY = os.environ["SPRUE_DEFAULTED_KEY"]
CHAT = "Relay-Chat"
EMBED = "Relay-Embed"

# what the stand-in does, by the last message
PLAIN, PLAIN_ANSWER = "plain", "Hello, world."
SHOW = "show your request"
USE_TOOLS = "use your tools"
FILL_FORM = "fill in the form"
BREAK = "fault cut"

# a version of the OpenAI API on deployments
API_VERSION = "2024-10-21"

# what the stand-in fills a form with, and what it says once the tools weather and time have answered
ZURICH = {"name": "Zürich", "population": 7, "languages": ["Zürich"]}
USED = {"call_0001": "sunny in Zürich in 7 days", "call_0002": "noon in Zürich"}

PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
    "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
