// What the driver passes in: two running products, and what is the same for every framework.
import { z } from "zod";

function variable(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; the suite is run by ForeignSuitesTest`);
  }
  return value;
}

const product = (endpoint, key, chat, embed) => ({ endpoint, v1: `${endpoint}/openai/v1`, key, chat, embed });

/** The product with deployments that the stand-in provider serves. */
export const relay = product(
  variable("SPRUE_RELAY_ENDPOINT"),
  variable("SPRUE_RELAY_KEY"),
  "Relay-Chat",
  "Relay-Embed",
);

/** The product as it starts without a configuration. */
export const builtIn = product(variable("SPRUE_ENDPOINT"), variable("SPRUE_KEY"), "sprue-chat", "sprue-embed");

export const API_VERSION = "2024-10-21";

// what the stand-in does, by the last message
export const PLAIN = "plain";
export const PLAIN_ANSWER = "Hello, world.";
export const SHOW = "show your request";
export const USE_TOOLS = "use your tools";
export const FILL_FORM = "fill in the form";
export const BREAK = "fault cut";

export const WeatherQuestion = z.object({ place: z.string(), days: z.int() });
export const TimeQuestion = z.object({ place: z.string() });
export const Place = z.object({ name: z.string(), population: z.int(), languages: z.array(z.string()) });
export const ZURICH = { name: "Zürich", population: 7, languages: ["Zürich"] };

export const weather = ({ place, days }) => `sunny in ${place} in ${days} days`;
export const time = ({ place }) => `noon in ${place}`;

/** What the stand-in says once both tools have answered. */
export const RESULTS = { call_0001: "sunny in Zürich in 7 days", call_0002: "noon in Zürich" };

/** All that an asynchronous iterable gives. */
export async function all(iterable) {
  const items = [];
  for await (const item of iterable) {
    items.push(item);
  }
  return items;
}
