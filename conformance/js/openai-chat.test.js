// `openai` on /openai/v1 and on /openai/deployments: every text arrives as the provider sent it, whole and streamed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { all, CLASSES, dated, v1 } from "./openai.js";
import { chatBody, relay, scripts } from "./setting.js";

const SHOW = "show your request";
const DATED_VERSIONS = [
  "2023-03-15-preview",
  "2023-05-15",
  "2024-02-01",
  "2024-06-01",
  "2024-08-01-preview",
  "2024-10-21",
  "2025-01-01-preview",
  "2025-04-01-preview",
];

function said(message) {
  return (message.content ?? "") + (message.tool_calls?.[0]?.function.arguments ?? "");
}

for (const [name, open] of Object.entries(CLASSES)) {
  for (const script of scripts) {
    test(`openai: ${name}, a whole chat, ${script.name}`, async () => {
      const answer = await open(relay).chat.completions.create(chatBody(relay.chat, script.name));
      assert.ok(answer.id);
      assert.equal(answer.object, "chat.completion");
      assert.ok(answer.created > 0);
      assert.ok(answer.model);
      const [choice] = answer.choices;
      assert.equal(choice.message.role, "assistant");
      assert.equal(said(choice.message), script.text);
      assert.equal(choice.finish_reason, script.finish_reason);
      assert.equal(answer.usage.completion_tokens, script.completion_tokens);
    });

    test(`openai: ${name}, a stream, ${script.name}`, async () => {
      const body = { ...chatBody(relay.chat, script.name), stream_options: { include_usage: true } };
      const stream = open(relay).chat.completions.stream(body);
      let heard = "";
      stream.on("content", (delta) => (heard += delta));
      const answer = await stream.finalChatCompletion();
      const [choice] = answer.choices;
      assert.equal(said(choice.message), script.text);
      assert.equal(heard, choice.message.content ?? "");
      assert.equal(choice.finish_reason, script.finish_reason);
      assert.equal(answer.usage.prompt_tokens, script.prompt_tokens);
      assert.equal(answer.usage.completion_tokens, script.completion_tokens);
    });
  }

  test(`openai: ${name}, usage comes in a chunk of its own, where it is asked for`, async () => {
    const body = { ...chatBody(relay.chat, "plain"), stream: true };
    const bare = await all(await open(relay).chat.completions.create(body));
    assert.ok(bare.every((chunk) => !chunk.usage));
    assert.equal(bare.at(-1).choices[0].finish_reason, "stop");
    const asked = { ...body, stream_options: { include_usage: true } };
    const full = await all(await open(relay).chat.completions.create(asked));
    assert.deepEqual(full.at(-1).choices, []);
    assert.equal(full.at(-1).usage.total_tokens, 15);
    assert.ok(full.slice(0, -1).every((chunk) => !chunk.usage));
  });

  for (const stream of [false, true]) {
    test(`openai: ${name}, several choices with logprobs, ${stream ? "streamed" : "whole"}`, async () => {
      const body = chatBody(relay.chat, "plain", { n: 2, logprobs: true, top_logprobs: 0 });
      const answer = stream
        ? await open(relay).chat.completions.stream(body).finalChatCompletion()
        : await open(relay).chat.completions.create(body);
      assert.deepEqual(
        answer.choices.map((choice) => [choice.index, choice.message.content, choice.finish_reason]),
        [
          [0, "Hello, world.", "stop"],
          [1, "Hello, world.", "stop"],
        ],
      );
      for (const { logprobs } of answer.choices) {
        assert.equal(logprobs.content.map((one) => one.token).join(""), "Hello, world.");
        assert.deepEqual(logprobs.content[1].bytes, [","].map((text) => text.charCodeAt(0)));
      }
    });
  }

  test(`openai: ${name}, every field of OpenAI's reaches the model`, async () => {
    const fields = {
      frequency_penalty: -0.5,
      presence_penalty: 1.5,
      temperature: 0.25,
      top_p: 0.125,
      max_completion_tokens: 4096,
      seed: 9007199254740991,
      stop: ["\n", "END", "終"],
      n: 1,
      logprobs: true,
      top_logprobs: 3,
      logit_bias: { 50256: -100 },
      user: "someone",
      response_format: { type: "text" },
      modalities: ["text"],
      metadata: { purpose: "conformance" },
      store: false,
      prediction: { type: "content", content: "as before" },
      parallel_tool_calls: false,
      reasoning_effort: "low",
      service_tier: "default",
      verbosity: "low",
      tools: [{ type: "function", function: { name: "now", strict: true, parameters: { type: "object" } } }],
      tool_choice: { type: "function", function: { name: "now" } },
      web_search_options: { search_context_size: "low" },
      safety_identifier: "abc",
      prompt_cache_key: "key",
      field_of_the_servers_own: { a: [1, null] },
    };
    const answer = await open(relay).chat.completions.create(chatBody(relay.chat, SHOW, fields));
    const { model, messages, ...got } = JSON.parse(answer.choices[0].message.content);
    assert.equal(model, "stand-in-chat-2026-01-01");
    assert.deepEqual(messages, chatBody("", SHOW).messages);
    assert.deepEqual(got, fields);
  });

  test(`openai: ${name}, functions as they were before tools`, async () => {
    const fields = { functions: [{ name: "now", parameters: { type: "object" } }], function_call: { name: "now" } };
    const messages = [
      { role: "user", content: "What time is it?" },
      { role: "assistant", content: null, function_call: { name: "now", arguments: "{}" } },
      { role: "function", name: "now", content: "noon" },
      { role: "user", content: SHOW },
    ];
    const answer = await open(relay).chat.completions.create({ model: relay.chat, messages, ...fields });
    const { model, ...got } = JSON.parse(answer.choices[0].message.content);
    assert.deepEqual(got, { messages, ...fields });
  });

  test(`openai: ${name}, reasoning is a field beside the content`, async () => {
    const body = chatBody(relay.chat, "think first");
    const whole = await open(relay).chat.completions.create(body);
    assert.equal(whole.choices[0].message.content, "It is 42.");
    assert.equal(whole.choices[0].message.reasoning_content, "Let me see: 6 × 7.");
    const chunks = await all(await open(relay).chat.completions.create({ ...body, stream: true }));
    const deltas = chunks.flatMap((chunk) => chunk.choices).map((choice) => choice.delta);
    assert.equal(deltas.map((delta) => delta.reasoning_content ?? "").join(""), "Let me see: 6 × 7.");
    assert.equal(deltas.map((delta) => delta.content ?? "").join(""), "It is 42.");
  });

  test(`openai: ${name}, what the answer's head says`, async () => {
    const headers = { "x-ms-client-request-id": "3f2504e0-4f89-11d3-9a0c-0305e82c3301" };
    const body = chatBody(relay.chat, "plain");
    const { data, response, request_id } = await open(relay).chat.completions.create(body, { headers }).withResponse();
    assert.equal(data.choices[0].message.content, "Hello, world.");
    assert.ok(request_id);
    assert.equal(data._request_id, request_id);
    assert.equal(response.headers.get("apim-request-id"), request_id);
    assert.equal(response.headers.get("x-ms-client-request-id"), headers["x-ms-client-request-id"]);
    assert.equal(response.headers.get("x-ms-deployment-name"), relay.chat);
    assert.ok(response.headers.get("x-ms-region"));
  });
}

for (const apiVersion of DATED_VERSIONS) {
  test(`openai: AzureOpenAI, ${apiVersion}`, async () => {
    const client = dated(relay, { apiVersion });
    const answer = await client.chat.completions.create(chatBody(relay.chat, "plain"));
    assert.equal(answer.choices[0].message.content, "Hello, world.");
    const chunks = await all(await client.chat.completions.create({ ...chatBody(relay.chat, "plain"), stream: true }));
    assert.deepEqual(chunks[0].choices, []);
    assert.deepEqual(chunks[0].prompt_filter_results, [{ prompt_index: 0, content_filter_results: {} }]);
    assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""), "Hello, world.");
  });
}

for (const apiVersion of [undefined, "v1", "preview", "latest"]) {
  test(`openai: OpenAI, api-version ${apiVersion}`, async () => {
    const client = v1(relay, apiVersion && { defaultQuery: { "api-version": apiVersion } });
    const chunks = await all(await client.chat.completions.create({ ...chatBody(relay.chat, "plain"), stream: true }));
    assert.equal(chunks[0].choices[0].delta.role, "assistant");
    assert.equal(chunks.map((chunk) => chunk.choices[0].delta.content ?? "").join(""), "Hello, world.");
  });
}

test("openai: AzureOpenAI with a deployment of its own calls that, whatever model is named", async () => {
  const client = dated(relay, { deployment: relay.chat.toUpperCase() });
  const answer = await client.chat.completions.create(chatBody("gpt-4o", "plain"));
  assert.equal(answer.choices[0].message.content, "Hello, world.");
});

test("openai: AzureOpenAI with a base URL that names the deployment", async () => {
  const settings = { endpoint: undefined, baseURL: `${relay.endpoint}/openai/deployments/${relay.chat}` };
  const answer = await dated(relay, settings).chat.completions.create(chatBody("gpt-4o", "plain"));
  assert.equal(answer.choices[0].message.content, "Hello, world.");
});

test("openai: AzureOpenAI with a provider of tokens", async () => {
  const client = dated(relay, { apiKey: undefined, azureADTokenProvider: async () => relay.key });
  const answer = await client.chat.completions.create(chatBody(relay.chat, "plain"));
  assert.equal(answer.choices[0].message.content, "Hello, world.");
});

test("openai: OpenAI below a project", async () => {
  const client = v1(relay, { baseURL: `${relay.endpoint}/api/projects/any/openai/v1` });
  const answer = await client.chat.completions.create(chatBody(relay.chat.toLowerCase(), "plain"));
  assert.equal(answer.choices[0].message.content, "Hello, world.");
});
