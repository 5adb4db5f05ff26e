// A stream that breaks after its first content is an error to each client's user, who has the content that came before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSseStream } from "@azure/core-sse";
import { APIError } from "openai";
import { CLASSES, openai } from "./openai.js";
import { brokenStreams, chatBody, client, relay } from "./setting.js";

const WHOLE = { model: relay.chat, message: "plain" };
const TEXT = "Hello, world.";

/** What a reader had heard when its stream ended, and what it ended with. */
async function hear(read) {
  const heard = { text: "" };
  try {
    await read(heard);
  } catch (error) {
    heard.error = error;
  }
  return heard;
}

const iterated = (asked, client = openai()) =>
  hear(async (heard) => {
    const body = { ...chatBody(asked.model, asked.message), stream: true };
    for await (const chunk of await client.chat.completions.create(body)) {
      heard.text += chunk.choices[0]?.delta?.content ?? "";
    }
  });

const helped = (asked, client = openai()) =>
  hear(async (heard) => {
    const body = { ...chatBody(asked.model, asked.message), stream_options: { include_usage: true } };
    const stream = client.chat.completions.stream(body);
    stream.on("content", (delta) => (heard.text += delta));
    stream.on("error", (error) => (heard.reported = error));
    heard.final = await stream.finalChatCompletion();
  });

const sse = (asked) =>
  hear(async (heard) => {
    const body = chatBody(asked.model, asked.message, { stream: true });
    const response = await client(relay).path("/chat/completions").post({ body }).asNodeStream();
    assert.equal(response.status, "200");
    for await (const event of createSseStream(response.body)) {
      heard.done = event.data === "[DONE]";
      if (!heard.done) {
        heard.last = JSON.parse(event.data);
        heard.text += heard.last.choices?.[0]?.delta?.content ?? "";
      }
    }
  });

function isWhatTheEventSays(error, broken) {
  assert.ok(error instanceof APIError, String(error));
  assert.equal(error.code, broken.code);
  assert.equal(error.status, undefined);
  assert.match(error.message, /^The provider '/);
}

for (const broken of brokenStreams) {
  test(`broken: openai, iterated, ${broken.name}`, async () => {
    const heard = await iterated(broken);
    assert.equal(heard.text, broken.partial);
    isWhatTheEventSays(heard.error, broken);
  });

  test(`broken: openai, stream(), ${broken.name}`, async () => {
    const heard = await helped(broken);
    assert.equal(heard.text, broken.partial);
    assert.equal(heard.final, undefined);
    isWhatTheEventSays(heard.error, broken);
    assert.equal(heard.reported, heard.error);
  });

  for (const [name, open] of Object.entries(CLASSES)) {
    test(`broken: ${name}, ${broken.name}`, async () => {
      for (const read of [iterated, helped]) {
        const heard = await read(broken, open(relay));
        assert.equal(heard.text, broken.partial);
        isWhatTheEventSays(heard.error, broken);
      }
    });
  }

  test(`broken: @azure-rest/ai-inference, ${broken.name}`, async () => {
    const heard = await sse(broken);
    assert.equal(heard.text, broken.partial);
    assert.equal(heard.last.error.code, broken.code);
    assert.equal(heard.done, false);
    assert.equal(heard.error?.code, "ECONNRESET");
    assert.equal(heard.error.message, "aborted");
  });
}

test("broken: a whole stream ends well", async () => {
  for (const read of [iterated, helped, sse]) {
    const heard = await read(WHOLE);
    assert.equal(heard.error, undefined);
    assert.equal(heard.text, TEXT);
  }
  assert.equal((await helped(WHOLE)).final.choices[0].message.content, TEXT);
  assert.equal((await sse(WHOLE)).done, true);
});
