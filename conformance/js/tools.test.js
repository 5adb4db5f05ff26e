// Tools from the first question to the last answer, and answers in a form, whole and streamed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { chatBody, client, relay } from "./setting.js";
import { chunksOf, fold } from "./streams.js";

const TOOLS = [
  ["weather", { place: { type: "string" }, days: { type: "integer" } }],
  ["time", { place: { type: "string" } }],
].map(([name, properties]) => ({ type: "function", function: { name, parameters: { type: "object", properties } } }));
const CALLS = [
  { id: "call_0001", type: "function", name: "weather", arguments: { place: "Zürich", days: 7 } },
  { id: "call_0002", type: "function", name: "time", arguments: { place: "Zürich" } },
];
const QUESTION = chatBody(relay.chat, "use your tools", { tools: TOOLS });

async function whole(body) {
  const response = await client(relay).path("/chat/completions").post({ body });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  return response.body.choices[0];
}

/** The calls of a stream as a whole answer would have them. */
function joined(chunks) {
  const calls = [];
  for (const piece of chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? [])) {
    const { index, function: called, ...head } = piece;
    calls[index] ??= { ...head, function: { name: called.name, arguments: "" } };
    calls[index].function.arguments += called.arguments;
  }
  return calls;
}

function areTheCalls(calls) {
  const read = calls.map(({ id, type, function: called }) => ({
    id,
    type,
    name: called.name,
    arguments: JSON.parse(called.arguments),
  }));
  assert.deepEqual(read, CALLS);
}

function withResults(calls) {
  const results = calls.map((call) => ({
    role: "tool",
    content: `result of ${call.function.name} ✓`,
    tool_call_id: call.id,
  }));
  const asked = { role: "assistant", content: null, tool_calls: calls };
  return { ...QUESTION, messages: [...QUESTION.messages, asked, ...results] };
}

const RESULTS = { call_0001: "result of weather ✓", call_0002: "result of time ✓" };

test("tools: a round trip", async () => {
  const choice = await whole(QUESTION);
  assert.equal(choice.finish_reason, "tool_calls");
  assert.equal(choice.message.content, null);
  areTheCalls(choice.message.tool_calls);
  const final = await whole(withResults(choice.message.tool_calls));
  assert.equal(final.finish_reason, "stop");
  assert.deepEqual(JSON.parse(final.message.content), RESULTS);
});

test("tools: a streamed round trip", async () => {
  const chunks = await chunksOf(client(relay), QUESTION);
  assert.equal(chunks.at(-1).choices[0].finish_reason, "tool_calls");
  const calls = joined(chunks);
  areTheCalls(calls);
  const final = fold(await chunksOf(client(relay), withResults(calls)));
  assert.equal(final.finishReason, "stop");
  assert.deepEqual(JSON.parse(final.text), RESULTS);
});

for (const [name, response_format, expected] of [
  ["JSON", { type: "json_object" }, { form: "filled in" }],
  [
    "JSON by a schema",
    {
      type: "json_schema",
      json_schema: {
        name: "place",
        strict: true,
        schema: {
          type: "object",
          properties: { name: { type: "string" }, languages: { type: "array", items: { enum: ["de", "fr"] } } },
          required: ["name", "languages"],
          additionalProperties: false,
        },
      },
    },
    { name: "Zürich", languages: ["de"] },
  ],
]) {
  test(`formats: ${name}`, async () => {
    const body = chatBody(relay.chat, "fill in the form", { response_format });
    const choice = await whole(body);
    assert.deepEqual(JSON.parse(choice.message.content), expected);
    assert.equal(fold(await chunksOf(client(relay), body)).text, choice.message.content);
  });
}
