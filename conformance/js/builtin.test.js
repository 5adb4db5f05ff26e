// The JavaScript client against the product as it starts without a configuration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { builtIn, chatBody, client } from "./setting.js";
import { DRAWINGS, pngUrl } from "./drawings.js";
import { chunksOf, fold } from "./streams.js";

const QUESTION = "What is the capital of France?";

for (const apiVersion of ["2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"]) {
  test(`built-in models: a whole chat, ${apiVersion}`, async () => {
    const body = chatBody(builtIn.chat, QUESTION, { max_tokens: 50 });
    const response = await client(builtIn, { apiVersion }).path("/chat/completions").post({ body });
    assert.ok(!isUnexpected(response), JSON.stringify(response.body));
    const { id, object, choices, usage } = response.body;
    assert.ok(id);
    assert.equal(object, "chat.completion");
    assert.equal(choices.length, 1);
    assert.equal(choices[0].message.role, "assistant");
    assert.ok(choices[0].message.content.length > 0);
    assert.ok(usage.prompt_tokens > 0);
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  });
}

test("built-in models: a stream says what the whole answer says", async () => {
  const body = chatBody(builtIn.chat, QUESTION, { max_tokens: 50, temperature: 0, seed: 1 });
  const whole = await client(builtIn).path("/chat/completions").post({ body });
  assert.ok(!isUnexpected(whole), JSON.stringify(whole.body));
  const chunks = await chunksOf(client(builtIn), body);
  assert.equal(chunks[0].choices[0].delta.role, "assistant");
  const streamed = fold(chunks);
  assert.equal(streamed.text, whole.body.choices[0].message.content);
  assert.equal(streamed.finishReason, whole.body.choices[0].finish_reason);
  assert.deepEqual(streamed.usage, whole.body.usage);
});

test("built-in models: a batch of embeddings", async () => {
  const input = ["a cat sat on the mat", "un chat 🐈", "a cat sat on the mat"];
  const response = await client(builtIn).path("/embeddings").post({ body: { model: builtIn.embed, input } });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  const { id, data, usage } = response.body;
  assert.ok(id);
  assert.ok(usage.prompt_tokens > 0);
  assert.deepEqual(
    data.map((item) => item.index),
    [0, 1, 2],
  );
  const distance = (a, b) => Math.hypot(...a.map((number, i) => number - b[i]));
  assert.ok(distance(data[0].embedding, data[2].embedding) < 1e-3);
  assert.ok(distance(data[0].embedding, data[1].embedding) > 1e-3);
});

const WEATHER = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather in a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string", enum: ["Paris", "Oslo", "Rome"] }, days: { type: "integer", minimum: 1, maximum: 7 } },
      required: ["city", "days"],
      additionalProperties: false,
    },
  },
};
const NAMED = { type: "function", function: { name: "get_weather" } };

function isACall(call, json) {
  assert.equal(call.type, "function");
  assert.equal(call.function.name, "get_weather");
  const { city, days, ...more } = JSON.parse(json);
  assert.ok(["Paris", "Oslo", "Rome"].includes(city), json);
  assert.ok(Number.isInteger(days) && days >= 1 && days <= 7, json);
  assert.deepEqual(more, {});
}

for (const [tool_choice, reason] of [
  [NAMED, "stop"],
  ["required", "tool_calls"],
]) {
  test(`built-in models: a tool is called, its result goes back, tool_choice ${JSON.stringify(tool_choice)}`, async () => {
    const question = { temperature: 0, max_tokens: 500, tools: [WEATHER] };
    const body = chatBody(builtIn.chat, "What is the weather in Oslo?", { ...question, tool_choice });
    const response = await client(builtIn).path("/chat/completions").post({ body });
    assert.ok(!isUnexpected(response), JSON.stringify(response.body));
    const { message, finish_reason } = response.body.choices[0];
    assert.equal(finish_reason, reason);
    assert.ok(message.tool_calls.length > 0);
    message.tool_calls.forEach((call) => isACall(call, call.function.arguments));

    const pieces = (await chunksOf(client(builtIn), body)).flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
    const streamed = pieces.filter((piece) => piece.index === 0);
    isACall(streamed[0], streamed.map((piece) => piece.function.arguments).join(""));

    const results = message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: '{"sky":"clear"}' }));
    const after = { ...body, ...question, messages: [...body.messages, message, ...results], tool_choice: "none" };
    const answer = await client(builtIn).path("/chat/completions").post({ body: after });
    assert.ok(!isUnexpected(answer), JSON.stringify(answer.body));
    assert.equal(typeof answer.body.choices[0].message.content, "string");
    assert.equal(answer.body.choices[0].message.tool_calls, undefined);
  });
}

test("built-in models: an answer by a schema, whole and streamed", async () => {
  const schema = {
    type: "object",
    properties: { colour: { enum: ["red", "green", "blue"] }, parts: { type: "array", items: { type: "boolean" }, maxItems: 3 } },
    required: ["colour", "parts"],
    additionalProperties: false,
  };
  const response_format = { type: "json_schema", json_schema: { name: "thing", schema, strict: true } };
  const body = chatBody(builtIn.chat, "Describe a thing.", { response_format, max_tokens: 500, temperature: 2, seed: 5 });
  const whole = await client(builtIn).path("/chat/completions").post({ body });
  assert.ok(!isUnexpected(whole), JSON.stringify(whole.body));
  assert.equal(whole.body.choices[0].finish_reason, "stop");
  const streamed = fold(await chunksOf(client(builtIn), body));
  for (const text of [whole.body.choices[0].message.content, streamed.text]) {
    const { colour, parts, ...more } = JSON.parse(text);
    assert.ok(["red", "green", "blue"].includes(colour), text);
    assert.ok(parts.length <= 3 && parts.every((part) => typeof part === "boolean"), text);
    assert.deepEqual(more, {});
  }
});

test("built-in models: pictures are found by text", async () => {
  const texts = Object.keys(DRAWINGS);
  const input = Object.values(DRAWINGS).map((pixel) => ({ image: pngUrl(64, pixel) }));
  const images = await client(builtIn).path("/images/embeddings").post({ body: { model: builtIn.imageEmbed, input } });
  assert.ok(!isUnexpected(images), JSON.stringify(images.body));
  assert.ok(images.body.id);
  const queries = await client(builtIn)
    .path("/embeddings")
    .post({ body: { model: builtIn.imageEmbed, input: texts } });
  assert.ok(!isUnexpected(queries), JSON.stringify(queries.body));
  const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  queries.body.data.forEach(({ embedding }, query) => {
    const similar = images.body.data.map((item) => dot(embedding, item.embedding));
    assert.equal(similar.indexOf(Math.max(...similar)), query, texts[query]);
  });
});

test("built-in models: information about a model", async () => {
  for (const [model, type] of [
    [builtIn.chat, "chat-completion"],
    [builtIn.embed, "embeddings"],
    [builtIn.imageEmbed, "image-embeddings"],
  ]) {
    const response = await client(builtIn, { apiVersion: "2025-05-01" })
      .pathUnchecked("/info")
      .get({ queryParameters: { model } });
    assert.equal(response.status, "200");
    assert.equal(response.body.model_type, type);
    assert.ok(response.body.model_name);
    assert.ok(response.body.model_provider_name);
  }
});
