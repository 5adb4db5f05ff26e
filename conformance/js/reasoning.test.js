// Reasoning as each version of the API writes it, from a server with a field for it and from one that tags its text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { chatBody, client, relay } from "./setting.js";
import { chunksOf, fold } from "./streams.js";

const THOUGHTS = "Let me see: 6 × 7.";
const CONCLUSION = "It is 42.";

for (const [model, message] of [
  [relay.chat, "think first"],
  ["aloud-chat", "think aloud"],
]) {
  for (const [apiVersion, reasoning, content] of [
    ["2024-05-01-preview", "", `<think>\n${THOUGHTS}\n</think>\n\n${CONCLUSION}`],
    ["2025-04-01", THOUGHTS, CONCLUSION],
    ["2025-05-15-preview", THOUGHTS, CONCLUSION],
  ]) {
    test(`reasoning: ${message}, ${apiVersion}`, async () => {
      const body = chatBody(model, message);
      const response = await client(relay, { apiVersion }).path("/chat/completions").post({ body });
      assert.ok(!isUnexpected(response), JSON.stringify(response.body));
      const answer = response.body.choices[0].message;
      assert.equal(answer.content, content);
      assert.equal(answer.reasoning_content ?? "", reasoning);
      const chunks = await chunksOf(client(relay, { apiVersion }), body);
      assert.equal(fold(chunks).text, content);
      const streamed = chunks.map((chunk) => chunk.choices[0].delta.reasoning_content ?? "").join("");
      assert.equal(streamed, reasoning);
    });
  }
}
