// Reads a streamed chat the way the client's documentation does.
import assert from "node:assert/strict";
import { createSseStream } from "@azure/core-sse";

/** The chunks of one stream; checks that it is an event stream and that [DONE] ended it. */
export async function chunksOf(client, body) {
  const response = await client.path("/chat/completions").post({ body: { ...body, stream: true } }).asNodeStream();
  assert.equal(response.status, "200");
  const chunks = [];
  let done = false;
  for await (const event of createSseStream(response.body)) {
    assert.equal(done, false, "[DONE] is the last event");
    if (event.data === "[DONE]") {
      done = true;
    } else {
      chunks.push(JSON.parse(event.data));
    }
  }
  assert.equal(done, true, "[DONE] came");
  return chunks;
}

/** What the chunks say together. */
export function fold(chunks) {
  const last = chunks.at(-1);
  return {
    text: chunks.map((chunk) => chunk.choices[0].delta.content ?? "").join(""),
    arguments: chunks.map((chunk) => chunk.choices[0].delta.tool_calls?.[0]?.function?.arguments ?? "").join(""),
    finishReason: last.choices[0].finish_reason,
    usage: last.usage,
  };
}
