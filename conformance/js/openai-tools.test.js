// `openai` on the OpenAI routes: tools from the question to the last answer, and answers read into objects.
import assert from "node:assert/strict";
import { test } from "node:test";
import { zodFunction, zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { CLASSES } from "./openai.js";
import { chatBody, relay } from "./setting.js";

const Weather = z.object({ place: z.string(), days: z.int() });
const Time = z.object({ place: z.string() });
const TOOLS = [
  zodFunction({ name: "weather", parameters: Weather }),
  zodFunction({ name: "time", parameters: Time }),
];
const CALLS = [
  ["call_0001", "weather", { place: "Zürich", days: 7 }],
  ["call_0002", "time", { place: "Zürich" }],
];
const RESULTS = { call_0001: "sunny in Zürich in 7 days", call_0002: "noon in Zürich" };
const Place = z.object({ name: z.string(), population: z.int(), languages: z.array(z.enum(["de", "fr"])) });

const functions = {
  weather: ({ place, days }) => `sunny in ${place} in ${days} days`,
  time: ({ place }) => `noon in ${place}`,
};

/** Answers like those of `create`, from a stream. */
const ways = {
  whole: (client, body) => client.chat.completions.parse(body),
  streamed: (client, body) => client.chat.completions.stream(body).finalChatCompletion(),
};

for (const [name, open] of Object.entries(CLASSES)) {
  for (const [way, ask] of Object.entries(ways)) {
    test(`openai: ${name}, a round trip of tools, ${way}`, async () => {
      const question = chatBody(relay.chat, "use your tools", { tools: TOOLS });
      const [{ message, finish_reason }] = (await ask(open(relay), question)).choices;
      assert.equal(finish_reason, "tool_calls");
      assert.deepEqual(
        message.tool_calls.map((call) => [call.id, call.function.name, call.function.parsed_arguments]),
        CALLS,
      );
      const results = message.tool_calls.map((call) => ({
        role: "tool",
        tool_call_id: call.id,
        content: functions[call.function.name](call.function.parsed_arguments),
      }));
      const messages = [...question.messages, message, ...results];
      const [last] = (await ask(open(relay), { ...question, messages })).choices;
      assert.deepEqual(JSON.parse(last.message.content), RESULTS);
      assert.equal(last.finish_reason, "stop");
    });

    test(`openai: ${name}, an answer by a schema, ${way}`, async () => {
      const body = chatBody(relay.chat, "fill in the form", { response_format: zodResponseFormat(Place, "place") });
      const [choice] = (await ask(open(relay), body)).choices;
      assert.deepEqual(choice.message.parsed, { name: "Zürich", population: 7, languages: ["de"] });
    });
  }

  for (const stream of [false, true]) {
    test(`openai: ${name}, runTools, ${stream ? "streamed" : "whole"}`, async () => {
      const tools = Object.entries({ weather: Weather, time: Time }).map(([tool, parameters]) =>
        zodFunction({ name: tool, parameters, function: functions[tool] }),
      );
      const body = chatBody(relay.chat, "use your tools", { tools, stream });
      const runner = open(relay).chat.completions.runTools(body);
      assert.deepEqual(JSON.parse(await runner.finalContent()), RESULTS);
    });
  }

  test(`openai: ${name}, an answer in JSON`, async () => {
    const body = chatBody(relay.chat, "fill in the form", { response_format: { type: "json_object" } });
    const answer = await open(relay).chat.completions.create(body);
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { form: "filled in" });
  });
}
