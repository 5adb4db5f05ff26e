"""What the driver passes in: two running products, and what is the same for every framework."""

import os

CA = os.environ["SPRUE_CA"]
BUILT_IN_ENDPOINT = os.environ["SPRUE_ENDPOINT"] + "/models"
BUILT_IN_KEY = os.environ["SPRUE_KEY"]
ENDPOINT = os.environ["SPRUE_RELAY_ENDPOINT"] + "/models"
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

PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
    "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
