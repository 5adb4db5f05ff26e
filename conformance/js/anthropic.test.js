// `@anthropic-ai/sdk` on /anthropic: what it asks and hears of models behind OpenAI's dialect.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { brokenStreams, builtIn, relay, scripts } from "./setting.js";

const RESULTS = "results";

function client(product, options = {}) {
  return new Anthropic({ baseURL: `${product.endpoint}/anthropic`, apiKey: product.key, ...options });
}

function body(content, more = {}) {
  return { model: relay.chat, max_tokens: 4096, messages: [{ role: "user", content }], ...more };
}

const texts = (message) =>
  message.content
    .filter((block) => block.type === "text")
    .map((block) => block.text)
    .join("");

const STOPS = { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use" };
const TOOLS = [
  {
    name: "weather",
    input_schema: { type: "object", properties: { place: { type: "string" }, days: { type: "integer" } } },
  },
  { name: "time", input_schema: { type: "object", properties: { place: { type: "string" } } } },
];

for (const script of scripts) {
  for (const stream of [false, true]) {
    test(`anthropic: ${script.name}, ${stream ? "streamed" : "whole"}`, async () => {
      const messages = client(relay).messages;
      const message = stream
        ? await messages.stream(body(script.name)).finalMessage()
        : await messages.create(body(script.name));
      assert.equal(message.type, "message");
      assert.equal(message.role, "assistant");
      assert.ok(message.id && message.model);
      if (script.finish_reason === "tool_calls") {
        assert.deepEqual(message.content.at(-1).input, JSON.parse(script.text));
      } else {
        assert.equal(texts(message), script.text);
      }
      assert.equal(message.stop_reason, STOPS[script.finish_reason]);
      assert.equal(message.usage.input_tokens + message.usage.cache_read_input_tokens, script.prompt_tokens);
      assert.equal(message.usage.output_tokens, script.completion_tokens);
    });
  }
}

for (const stream of [false, true]) {
  test(`anthropic: tools from the question to the answer, ${stream ? "streamed" : "whole"}`, async () => {
    const messages = client(relay).messages;
    const ask = (asked) => (stream ? messages.stream(asked).finalMessage() : messages.create(asked));
    const question = body("use your tools", { tools: TOOLS, tool_choice: { type: "any" } });
    const called = await ask(question);
    assert.equal(called.stop_reason, "tool_use");
    assert.deepEqual(
      called.content.map(({ id, name, input }) => ({ id, name, input })),
      [
        { id: "call_0001", name: "weather", input: { place: "Zürich", days: 7 } },
        { id: "call_0002", name: "time", input: { place: "Zürich" } },
      ],
    );
    const results = called.content.map(({ id, name }) => ({
      type: "tool_result",
      tool_use_id: id,
      content: [{ type: "text", text: `${name} ✓` }],
    }));
    const answered = await ask({
      ...question,
      messages: [
        ...question.messages,
        { role: "assistant", content: called.content },
        { role: "user", content: results },
      ],
    });
    assert.deepEqual(JSON.parse(texts(answered)), { call_0001: "weather ✓", call_0002: "time ✓" }, RESULTS);
  });

  test(`anthropic: thinking, for who asks, ${stream ? "streamed" : "whole"}`, async () => {
    const messages = client(relay).messages;
    const ask = (asked) => (stream ? messages.stream(asked).finalMessage() : messages.create(asked));
    const thought = await ask(body("think first", { thinking: { type: "enabled", budget_tokens: 1024 } }));
    assert.deepEqual(
      thought.content.map((block) => [block.type, block.thinking ?? block.text]),
      [
        ["thinking", "Let me see: 6 × 7."],
        ["text", "It is 42."],
      ],
    );
    const plain = await ask(body("think first"));
    assert.deepEqual(
      plain.content.map((block) => block.text),
      ["It is 42."],
    );
  });
}

test("anthropic: every field reaches the model", async () => {
  const message = await client(relay).messages.create(
    body("show your request", {
      system: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral" } }],
      temperature: 0.25,
      top_p: 0.125,
      stop_sequences: ["END", "終"],
      metadata: { user_id: "someone" },
      tools: TOOLS.slice(1),
      tool_choice: { type: "tool", name: "time", disable_parallel_tool_use: true },
      output_config: { effort: "low", format: { type: "json_schema", schema: { type: "object" } } },
    }),
  );
  const { model, ...got } = JSON.parse(texts(message));
  assert.deepEqual(got, {
    messages: [
      { role: "system", content: [{ type: "text", text: "Be kind." }] },
      { role: "user", content: "show your request" },
    ],
    max_tokens: 4096,
    temperature: 0.25,
    top_p: 0.125,
    stop: ["END", "終"],
    user: "someone",
    tools: [{ type: "function", function: { name: "time", parameters: TOOLS[1].input_schema } }],
    tool_choice: { type: "function", function: { name: "time" } },
    parallel_tool_calls: false,
    reasoning_effort: "low",
    response_format: {
      type: "json_schema",
      json_schema: { name: "answer", schema: { type: "object" }, strict: true },
    },
  });
});

test("anthropic: failures are the client's own", async () => {
  const errors = [
    [client(relay, { apiKey: "wrong" }), body("plain"), Anthropic.AuthenticationError, "authentication_error"],
    [client(relay), { ...body("plain"), model: "nobody" }, Anthropic.NotFoundError, "not_found_error"],
    [client(relay), body("plain", { temperature: 9 }), Anthropic.BadRequestError, "invalid_request_error"],
  ];
  for (const [asking, asked, type, name] of errors) {
    for (const stream of [false, true]) {
      await assert.rejects(asking.messages.create({ ...asked, stream }), (error) => {
        assert.ok(error instanceof type, String(error));
        assert.equal(error.error.error.type, name);
        assert.ok(error.requestID);
        return true;
      });
    }
  }
});

test("anthropic: a token in the place of a key", async () => {
  const message = await client(relay, { apiKey: null, authToken: relay.key }).messages.create(body("plain"));
  assert.equal(texts(message), "Hello, world.");
});

test("anthropic: tokens are counted", async () => {
  const { max_tokens, ...counted } = body("plain");
  const { input_tokens } = await client(relay).messages.countTokens(counted);
  assert.ok(max_tokens && input_tokens > 0);
});

for (const broken of brokenStreams) {
  test(`anthropic: a stream that breaks, ${broken.name}`, async () => {
    const asked = { ...body(broken.message), model: broken.model, stream: true };
    let heard = "";
    await assert.rejects(
      async () => {
        for await (const event of await client(relay, { maxRetries: 0 }).messages.create(asked)) {
          heard += event.delta?.text ?? "";
        }
      },
      (error) => error instanceof Anthropic.APIError,
    );
    assert.equal(heard, broken.partial);
  });
}

test("anthropic: the built-in model", async () => {
  const asked = { model: builtIn.chat, max_tokens: 20, messages: [{ role: "user", content: "Hello!" }] };
  const whole = await client(builtIn).messages.create({ ...asked, temperature: 0 });
  const streamed = await client(builtIn)
    .messages.stream({ ...asked, temperature: 0 })
    .finalMessage();
  assert.ok(texts(whole));
  assert.equal(texts(streamed), texts(whole));
  assert.deepEqual(streamed.usage.output_tokens, whole.usage.output_tokens);
});
