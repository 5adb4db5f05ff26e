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

test("errors: too many requests are waited out", async () => {
  // the first call is refused with a retry-after that the client keeps to by itself
  const body = chatBody(relay.chat, "busy once javascript");
  const response = await chat({}, { body });
  assert.equal(response.status, "200", JSON.stringify(response.body));
  assert.equal(response.body.choices[0].message.content, "busy once javascript");
});

test("errors: too many requests without patience", async () => {
  const options = { retryOptions: { maxRetries: 0 } };
  const response = await chat(options, { body: chatBody(relay.chat, "fault too_many") });
  await refused(response, 429, "429");
  assert.equal(response.headers["retry-after"], "7");
  assert.equal(response.headers["retry-after-ms"], "7000");
});

test("errors: what the model's server refuses", async () => {
  for (const [fault, status] of [
    ["bad_request", 400],
    ["unprocessable", 422],
  ]) {
    const response = await chat({}, { body: chatBody(relay.chat, `fault ${fault}`) });
    const body = await refused(response, status, `stand_in_${status}`);
    assert.match(body.error.message, /the stand-in's own words/);
  }
});

test("errors: what a model cannot do", async () => {
  const tools = [{ type: "function", function: { name: "now" } }];
  const body = chatBody("limited-chat", "plain", { temperature: 1.5, seed: 7, tools });
  const { detail } = await refused(await chat({}, { body }), 422, "parameter_not_supported");
  const told = Object.fromEntries(detail.map(({ loc, input }) => [loc.join("."), input]));
  assert.deepEqual(told, { "body.temperature": 1.5, "body.seed": 7, "body.tools": tools });
  const embed = { model: "limited-embed", input: ["a"], dimensions: 64 };
  const response = await client(relay).path("/embeddings").post({ body: embed });
  const refusal = await refused(response, 422, "parameter_not_supported");
  assert.deepEqual(refusal.detail[0].loc, ["body", "dimensions"]);
});
