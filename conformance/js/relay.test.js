// The JavaScript client against a model behind the `openai` provider: every text arrives as the provider sent it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { chatBody, client, relay, scripts } from "./setting.js";
import { chunksOf, fold } from "./streams.js";

for (const script of scripts) {
  test(`relay: a whole chat, ${script.name}`, async () => {
    const response = await client(relay).path("/chat/completions").post({ body: chatBody(relay.chat, script.name) });
    assert.ok(!isUnexpected(response), JSON.stringify(response.body));
    const choice = response.body.choices[0];
    const args = choice.message.tool_calls?.[0]?.function?.arguments ?? "";
    assert.equal((choice.message.content ?? "") + args, script.text);
    assert.equal(choice.finish_reason, script.finish_reason);
    assert.equal(response.body.usage.completion_tokens, script.completion_tokens);
  });

  test(`relay: a stream, ${script.name}`, async () => {
    const streamed = fold(await chunksOf(client(relay), chatBody(relay.chat, script.name)));
    assert.equal(streamed.text + streamed.arguments, script.text);
    assert.equal(streamed.finishReason, script.finish_reason);
    assert.equal(streamed.usage.prompt_tokens, script.prompt_tokens);
    assert.equal(streamed.usage.completion_tokens, script.completion_tokens);
  });
}

test("relay: embeddings", async () => {
  const body = { model: relay.embed, input: ["one", "zwei", "三", "one"], dimensions: 5 };
  const response = await client(relay).path("/embeddings").post({ body });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  assert.ok(response.body.id);
  const vectors = response.body.data.map((item) => item.embedding);
  assert.deepEqual(
    vectors.map((vector) => vector.length),
    [5, 5, 5, 5],
  );
  assert.deepEqual(vectors[0], vectors[3]);
  assert.notDeepEqual(vectors[0], vectors[1]);
});

test("relay: extras go on, or are dropped, when asked", async () => {
  for (const wish of ["pass-through", "drop"]) {
    const response = await client(relay)
      .path("/chat/completions")
      .post({ headers: { "extra-parameters": wish }, body: chatBody(relay.chat, "plain", { user: "someone" }) });
    assert.ok(!isUnexpected(response), JSON.stringify(response.body));
    assert.equal(response.body.choices[0].message.content, "Hello, world.");
  }
});

test("relay: an endpoint with a trailing slash", async () => {
  const response = await client(relay, { endpoint: `${relay.endpoint}/models/` })
    .path("/chat/completions")
    .post({ body: chatBody(relay.chat, "plain") });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
});
