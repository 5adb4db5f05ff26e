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
