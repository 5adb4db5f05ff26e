// Every field of the API reaches the model's server as the JavaScript client was given it: the stand-in shows its request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { chatBody, client, relay } from "./setting.js";
import { DRAWINGS, pngUrl } from "./drawings.js";
import { chunksOf, fold } from "./streams.js";

const SHOW = "show your request";
const PLACE = { type: "object", properties: { place: { type: "string" } }, required: ["place"] };

/** The body that the model's server got, whole and streamed alike, without the product's own additions. */
async function shown(more, options = {}, headers = {}) {
  const body = chatBody(relay.chat, SHOW, more);
  const response = await client(relay, options).path("/chat/completions").post({ body, headers });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  const whole = JSON.parse(response.body.choices[0].message.content);
  assert.equal(whole.model, "stand-in-chat-2026-01-01");
  delete whole.model;
  return whole;
}

test("fields: sampling", async () => {
  const options = {
    frequency_penalty: -0.5,
    presence_penalty: 1.5,
    temperature: 0.25,
    top_p: 0.125,
    max_tokens: 4096,
    seed: 9007199254740991,
    stop: ["\n", "END", "終"],
    response_format: { type: "json_object" },
    modalities: ["text"],
  };
  assert.deepEqual(await shown(options), { messages: chatBody("", SHOW).messages, ...options });
});

test("fields: a stream is asked for with the same fields", async () => {
  const more = { temperature: 0.25, stop: ["a"], tools: [{ type: "function", function: { name: "now" } }] };
  const streamed = JSON.parse(fold(await chunksOf(client(relay), chatBody(relay.chat, SHOW, more))).text);
  const { model, stream, stream_options, messages, ...rest } = streamed;
  assert.deepEqual({ stream, stream_options }, { stream: true, stream_options: { include_usage: true } });
  assert.deepEqual(rest, more);
  assert.equal(messages.length, 1);
});

test("fields: every role and part", async () => {
  const url = pngUrl(8, Object.values(DRAWINGS)[0]);
  const call = { id: "call_0001", type: "function", function: { name: "look_up", arguments: '{"place":"Zürich"}' } };
  const messages = [
    { role: "system", content: "You are brief." },
    { role: "developer", content: "Be kind." },
    {
      role: "user",
      content: [
        { type: "text", text: "Grüße 👋" },
        ...["auto", "low", "high"].map((detail) => ({ type: "image_url", image_url: { url, detail } })),
        { type: "image_url", image_url: { url: "https://images.example/cat.png", detail: "high" } },
        { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } },
      ],
    },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", content: "here", tool_call_id: "call_0001" },
    { role: "assistant", content: "Hello." },
    { role: "user", content: [{ type: "text", text: SHOW }] },
  ];
  assert.deepEqual((await shown({ messages })).messages, messages);
});

for (const choice of ["auto", "none", "required", { type: "function", function: { name: "look_up" } }]) {
  test(`fields: tools, choice ${JSON.stringify(choice)}`, async () => {
    const tools = [
      { type: "function", function: { name: "look_up", description: "Looks a place up.", parameters: PLACE } },
    ];
    const body = await shown({ tools, tool_choice: choice });
    assert.deepEqual(body.tools, tools);
    assert.deepEqual(body.tool_choice, choice);
  });
}

test("fields: a schema", async () => {
  const format = {
    type: "json_schema",
    json_schema: { name: "place", schema: PLACE, description: "A place.", strict: true },
  };
  assert.deepEqual((await shown({ response_format: format })).response_format, format);
});

test("fields: extra parameters are passed on, or dropped, when asked", async () => {
  const extras = { logit_bias: { 50256: -100 }, user: "someone", parallel_tool_calls: false };
  const { messages, ...passed } = await shown(extras, {}, { "extra-parameters": "pass-through" });
  assert.deepEqual(passed, extras);
  const { messages: same, ...kept } = await shown(extras, {}, { "extra-parameters": "drop" });
  assert.deepEqual(kept, {});
  assert.deepEqual(same, messages);
});

test("fields: headers of one's own, and those that come back", async () => {
  const id = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  const response = await client(relay)
    .path("/chat/completions")
    .post({
      body: chatBody(relay.chat, SHOW),
      headers: { "x-of-the-call": "1", "x-ms-client-request-id": id },
    });
  assert.equal(response.status, "200");
  assert.equal(response.headers["x-ms-client-request-id"], id);
  assert.equal(response.headers["x-request-id"], response.headers["apim-request-id"]);
});

test("fields: a model named by a header", async () => {
  const { messages } = chatBody("", SHOW);
  for (const header of ["x-ms-model-mesh-model-name", "azureml-model-deployment"]) {
    const response = await client(relay)
      .path("/chat/completions")
      .post({ body: { messages }, headers: { [header]: relay.chat.toUpperCase() } });
    assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  }
});

test("fields: who is behind a call, from the version on that knows it", async () => {
  const context = {
    application_name: "conformance",
    end_user_id: "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    end_user_tenant_id: "3f2504e0-4f89-11d3-9a0c-0305e82c3302",
    source_ip: "203.0.113.9",
  };
  for (const [apiVersion, status] of [
    ["2024-05-01-preview", "400"],
    ["2025-05-01", "200"],
    ["2025-05-15-preview", "200"],
  ]) {
    const body = chatBody(relay.chat, SHOW, { user_security_context: context });
    const response = await client(relay, { apiVersion }).path("/chat/completions").post({ body });
    assert.equal(response.status, status, JSON.stringify(response.body));
  }
});
