// `openai` on the OpenAI routes: errors as the package's own types, what it retries, and what becomes of a call given up.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
} from "openai";
import { CLASSES, dated, v1 } from "./openai.js";
import { chatBody, relay } from "./setting.js";

const ask = (client, body = chatBody(relay.chat, "plain")) => client.chat.completions.create(body);

/** The error that ended `call`. */
const raised = (call) =>
  call.then(
    () => assert.fail("the call is refused"),
    (error) => error,
  );

/** The error that ended `call`, checked for its type, its status and its code. */
async function refused(call, type, status, code) {
  const error = await raised(call);
  assert.ok(error instanceof type, String(error));
  assert.equal(error.status, status);
  assert.equal(error.code, code);
  assert.ok(error.requestID);
  return error;
}

for (const [name, open] of Object.entries(CLASSES)) {
  test(`openai: ${name}, a wrong key`, async () => {
    const error = await refused(ask(open(relay, { apiKey: "wrong" })), AuthenticationError, 401, "401");
    assert.match(error.message, /Access denied due to invalid subscription key/);
  });

  test(`openai: ${name}, an unknown deployment`, async () => {
    for (const stream of [false, true]) {
      const call = ask(open(relay), chatBody("nobody", "plain", { stream }));
      const error = await refused(call, NotFoundError, 404, "DeploymentNotFound");
      assert.match(error.message, /The API deployment for this resource does not exist/);
    }
  });

  test(`openai: ${name}, a model that cannot do the operation`, async () => {
    const call = ask(open(relay), chatBody(relay.embed, "plain"));
    const error = await refused(call, BadRequestError, 400, "OperationNotSupported");
    assert.match(error.message, /The chatCompletion operation does not work with the specified model/);
  });

  for (const [param, wrong] of [
    ["n", { n: 0 }],
    ["temperature", { temperature: 2.5 }],
    ["top_logprobs", { logprobs: true, top_logprobs: 21 }],
    ["messages[0].content", { messages: [{ role: "user", content: 7 }] }],
    ["messages[1].role", { messages: [...chatBody("", "plain").messages, { role: "nobody", content: "" }] }],
  ]) {
    test(`openai: ${name}, what no model takes: ${param}`, async () => {
      const body = { ...chatBody(relay.chat, "plain"), ...wrong };
      const error = await raised(ask(open(relay), body));
      assert.ok(error instanceof BadRequestError, String(error));
      assert.equal(error.param, param);
      assert.equal(error.type, "invalid_request_error");
    });
  }

  test(`openai: ${name}, what a model cannot do`, async () => {
    const body = chatBody("limited-chat", "plain", { seed: 7 });
    const error = await refused(ask(open(relay), body), BadRequestError, 400, "unsupported_parameter");
    assert.equal(error.param, "seed");
  });

  test(`openai: ${name}, what the model's server refuses, in its own words`, async () => {
    // this API has no 422
    for (const [fault, code] of [
      ["bad_request", "stand_in_400"],
      ["unprocessable", "stand_in_422"],
    ]) {
      const call = ask(open(relay), chatBody(relay.chat, `fault ${fault}`));
      const error = await refused(call, BadRequestError, 400, code);
      assert.match(error.message, /the stand-in's own words/);
      assert.equal(error.type, "stand_in_error");
    }
  });

  test(`openai: ${name}, too many requests are waited out as long as they ask`, async () => {
    const seen = [];
    const fetched = async (url, init) => {
      const response = await fetch(url, init);
      seen.push([response.status, response.headers.get("retry-after-ms")]);
      return response;
    };
    const text = `busy once javascript ${name}`;
    const answer = await ask(open(relay, { fetch: fetched }), chatBody(relay.chat, text));
    assert.equal(answer.choices[0].message.content, text);
    assert.deepEqual(seen, [
      [429, "20"],
      [200, null],
    ]);
  });

  test(`openai: ${name}, too many requests without patience`, async () => {
    const error = await raised(ask(open(relay, { maxRetries: 0 }), chatBody(relay.chat, "fault too_many")));
    assert.ok(error instanceof RateLimitError, String(error));
    assert.equal(error.headers.get("retry-after"), "7");
    assert.equal(error.headers.get("retry-after-ms"), "7000");
  });

  // that the product lets go of the model's server is seen there, after the suite
  test(`openai: ${name}, a stream that is given up`, async () => {
    const body = chatBody(relay.chat, "endless", { stream: true });
    const broken = await open(relay).chat.completions.create(body);
    for await (const chunk of broken) {
      if (chunk.choices[0]?.delta.content) {
        break;
      }
    }
    assert.ok(broken.controller.signal.aborted);

    const abort = new AbortController();
    const helped = open(relay).chat.completions.stream(body, { signal: abort.signal });
    helped.on("content", () => abort.abort());
    await assert.rejects(helped.done(), APIUserAbortError);
  });
}

test("openai: OpenAI, no model", async () => {
  const { messages } = chatBody("", "plain");
  const error = await refused(ask(v1(relay), { messages }), BadRequestError, 400, "missing_required_parameter");
  assert.equal(error.param, "model");
  assert.equal(error.type, "invalid_request_error");
});

test("openai: an api-version that there is not", async () => {
  const wrong = v1(relay, { defaultQuery: { "api-version": "2024-10-21" } });
  const error = await refused(ask(wrong), BadRequestError, 400, "BadRequest");
  assert.match(error.message, /API version not supported/);
  await refused(ask(dated(relay, { apiVersion: "2020-01-01" })), NotFoundError, 404, "404");
});

test("openai: what the product does not serve yet is not there", async () => {
  await assert.rejects(v1(relay).responses.create({ model: relay.chat, input: "plain" }), (error) => {
    assert.ok(error instanceof NotFoundError, String(error));
    assert.match(error.message, /not serve/);
    return true;
  });
});
