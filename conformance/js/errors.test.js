// Each documented error reaches a JavaScript program with its status and body.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { chatBody, client, relay } from "./setting.js";

async function refused(response, status, code) {
  assert.ok(isUnexpected(response), "the call is refused");
  assert.equal(response.status, String(status));
  assert.equal(response.body.error.code, code);
  assert.ok(response.body.error.message);
  assert.equal(response.headers["x-ms-error-code"], code);
  return response.body;
}

const chat = (options, request) => client(relay, options).path("/chat/completions").post(request);

test("errors: a wrong key", async () => {
  const body = await refused(await chat({ key: "wrong" }, { body: chatBody(relay.chat, "plain") }), 401, "401");
  assert.match(body.error.message, /^Access denied due to invalid subscription key/);
});

test("errors: an unknown model", async () => {
  const body = await refused(await chat({}, { body: chatBody("nobody", "plain") }), 404, "unknown_model");
  assert.match(body.error.message, /^Unknown model: nobody/);
});

test("errors: no model", async () => {
  const { messages } = chatBody("", "plain");
  await refused(await chat({}, { body: { messages } }), 400, "no_model_name");
});

test("errors: an api-version that is not served", async () => {
  const response = await chat({ apiVersion: "2023-01-01" }, { body: chatBody(relay.chat, "plain") });
  const body = await refused(response, 400, "UnsupportedApiVersion");
  assert.match(body.error.message, /2024-05-01-preview/);
});

test("errors: a model that cannot do the operation", async () => {
  await refused(await chat({}, { body: chatBody(relay.embed, "plain") }), 404, "OperationNotSupported");
});

test("errors: an extra parameter", async () => {
  const response = await chat({}, { body: chatBody(relay.chat, "plain", { logprobs: true }) });
  assert.equal(response.status, "400");
  assert.equal(response.body.status, 400);
  assert.deepEqual(
    response.body.detail.map((one) => one.loc),
    [["body", "logprobs"]],
  );
});

test("errors: an unknown route", async () => {
  const response = await client(relay).pathUnchecked("/nothing").get();
  assert.equal(response.status, "404");
  assert.equal(response.body.error.code, "404");
});

test("errors: an unknown model of a stream", async () => {
  const response = await client(relay)
    .path("/chat/completions")
    .post({ body: chatBody("nobody", "plain", { stream: true }) })
    .asNodeStream();
  assert.equal(response.status, "404");
  let text = "";
  for await (const piece of response.body) {
    text += piece;
  }
  assert.equal(JSON.parse(text).error.code, "unknown_model");
});
