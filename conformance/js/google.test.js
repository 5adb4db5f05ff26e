// `@google/genai` on /gemini: what it asks and hears of models behind OpenAI's dialect.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, FunctionCallingConfigMode, GoogleGenAI, Type } from "@google/genai";
import { brokenStreams, builtIn, relay, scripts } from "./setting.js";
import { all } from "./openai.js";

function client(product, apiKey = product.key, apiVersion = "v1beta") {
  return new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: `${product.endpoint}/gemini` } });
}

const FINISHES = { stop: "STOP", length: "MAX_TOKENS", tool_calls: "STOP" };
const FUNCTIONS = [
  {
    name: "weather",
    parameters: { type: Type.OBJECT, properties: { place: { type: Type.STRING }, days: { type: Type.INTEGER } } },
  },
  { name: "time", parameters: { type: Type.OBJECT, properties: { place: { type: Type.STRING } } } },
];

/** The parts of a stream's responses, and its last response. */
async function streamed(asked) {
  const responses = await all(await client(relay).models.generateContentStream(asked));
  const parts = responses.flatMap((response) => response.candidates[0].content.parts);
  return { parts, last: responses.at(-1) };
}

const said = (parts) => parts.map((part) => (part.thought ? "" : (part.text ?? ""))).join("");

for (const script of scripts) {
  for (const stream of [false, true]) {
    test(`google: ${script.name}, ${stream ? "streamed" : "whole"}`, async () => {
      const asked = { model: relay.chat, contents: script.name };
      const whole = stream ? undefined : await client(relay).models.generateContent(asked);
      const { parts, last } = stream
        ? await streamed(asked)
        : { parts: whole.candidates[0].content.parts, last: whole };
      if (script.finish_reason === "tool_calls") {
        assert.deepEqual(parts.find((part) => part.functionCall).functionCall.args, JSON.parse(script.text));
      } else {
        assert.equal(said(parts), script.text);
      }
      assert.equal(last.candidates[0].finishReason, FINISHES[script.finish_reason]);
      assert.equal(last.usageMetadata.promptTokenCount, script.prompt_tokens);
      assert.equal(
        last.usageMetadata.candidatesTokenCount + (last.usageMetadata.thoughtsTokenCount ?? 0),
        script.completion_tokens,
      );
      assert.ok(last.responseId && last.modelVersion);
    });
  }
}

test("google: a chat that calls functions", async () => {
  const chat = client(relay).chats.create({
    model: relay.chat,
    config: { tools: [{ functionDeclarations: FUNCTIONS }] },
  });
  const called = await chat.sendMessage({ message: "use your tools" });
  assert.deepEqual(called.functionCalls, [
    { id: "call_0001", name: "weather", args: { place: "Zürich", days: 7 } },
    { id: "call_0002", name: "time", args: { place: "Zürich" } },
  ]);
  const answered = await chat.sendMessage({
    message: called.functionCalls.map(({ id, name }) => ({ functionResponse: { id, name, response: { ok: `${name} ✓` } } })),
  });
  const results = JSON.parse(answered.text);
  assert.deepEqual(JSON.parse(results.call_0001), { ok: "weather ✓" });
  assert.deepEqual(JSON.parse(results.call_0002), { ok: "time ✓" });
});

for (const stream of [false, true]) {
  test(`google: thoughts, for who asks, ${stream ? "streamed" : "whole"}`, async () => {
    const ask = async (config) => {
      const asked = { model: relay.chat, contents: "think first", config };
      return stream
        ? (await streamed(asked)).parts
        : (await client(relay).models.generateContent(asked)).candidates[0].content.parts;
    };
    const thought = await ask({ thinkingConfig: { includeThoughts: true } });
    assert.equal(
      thought.map((part) => (part.thought ? part.text : "")).join(""),
      "Let me see: 6 × 7.",
    );
    assert.equal(said(thought), "It is 42.");
    assert.ok((await ask({})).every((part) => !part.thought));
  });
}

test("google: every field reaches the model", async () => {
  const answer = await client(relay).models.generateContent({
    model: relay.chat,
    contents: [{ role: "user", parts: [{ text: "show your request" }] }],
    config: {
      systemInstruction: "Be kind.",
      temperature: 0.25,
      topP: 0.125,
      maxOutputTokens: 4096,
      stopSequences: ["END", "終"],
      seed: 7,
      presencePenalty: 1.5,
      frequencyPenalty: -0.5,
      responseMimeType: "application/json",
      responseSchema: { type: Type.OBJECT, properties: { a: { type: Type.STRING, nullable: true } } },
      tools: [{ functionDeclarations: FUNCTIONS.slice(1) }],
      toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["time"] } },
      thinkingConfig: { thinkingBudget: 1000 },
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
    },
  });
  const { model, ...got } = JSON.parse(answer.text);
  assert.deepEqual(got, {
    messages: [
      { role: "system", content: "Be kind." },
      { role: "user", content: "show your request" },
    ],
    temperature: 0.25,
    top_p: 0.125,
    max_tokens: 4096,
    stop: ["END", "終"],
    seed: 7,
    presence_penalty: 1.5,
    frequency_penalty: -0.5,
    response_format: {
      type: "json_schema",
      json_schema: {
        name: "answer",
        schema: { type: "object", properties: { a: { type: ["string", "null"] } } },
      },
    },
    tools: [
      {
        type: "function",
        function: { name: "time", parameters: { type: "object", properties: { place: { type: "string" } } } },
      },
    ],
    tool_choice: "required",
    reasoning_effort: "low",
  });
});

test("google: vectors", async () => {
  const { embeddings } = await client(builtIn).models.embedContent({
    model: builtIn.embed,
    contents: ["one", "two"],
  });
  assert.equal(embeddings.length, 2);
  assert.ok(embeddings.every(({ values }) => values.length > 0));
});

test("google: failures are the client's own", async () => {
  const errors = [
    [client(relay, "wrong"), { model: relay.chat, contents: "plain" }, 401],
    [client(relay), { model: "nobody", contents: "plain" }, 404],
    [client(relay), { model: relay.chat, contents: "plain", config: { temperature: 9 } }, 400],
  ];
  for (const [asking, asked, status] of errors) {
    for (const method of ["generateContent", "generateContentStream"]) {
      await assert.rejects(asking.models[method](asked), (error) => {
        assert.ok(error instanceof ApiError, String(error));
        assert.equal(error.status, status);
        return true;
      });
    }
  }
});

test("google: tokens are counted", async () => {
  const { totalTokens } = await client(relay).models.countTokens({ model: relay.chat, contents: "plain" });
  assert.ok(totalTokens > 0);
});

for (const broken of brokenStreams) {
  test(`google: a stream that breaks, ${broken.name}`, async () => {
    let heard = "";
    await assert.rejects(
      async () => {
        const asked = { model: broken.model, contents: broken.message };
        for await (const response of await client(relay).models.generateContentStream(asked)) {
          heard += response.text ?? "";
        }
      },
      (error) => error instanceof ApiError,
    );
    assert.equal(heard, broken.partial);
  });
}

test("google: the built-in model, in version v1", async () => {
  const asked = { model: builtIn.chat, contents: "Hello!", config: { maxOutputTokens: 20, temperature: 0 } };
  const whole = await client(builtIn, builtIn.key, "v1").models.generateContent(asked);
  const responses = await all(await client(builtIn, builtIn.key, "v1").models.generateContentStream(asked));
  assert.ok(whole.text);
  assert.equal(responses.map((response) => response.text ?? "").join(""), whole.text);
});
