// Vercel's AI SDK through `@ai-sdk/azure` and `@ai-sdk/openai-compatible`, on both routes of the OpenAI API.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAzure } from "@ai-sdk/azure";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embed, embedMany, generateObject, generateText, Output, stepCountIs, streamObject, streamText, tool } from "ai";
import {
  all,
  API_VERSION,
  BREAK,
  builtIn,
  FILL_FORM,
  Place,
  PLAIN,
  PLAIN_ANSWER,
  relay,
  RESULTS,
  SHOW,
  time,
  TimeQuestion,
  USE_TOOLS,
  weather,
  WeatherQuestion,
  ZURICH,
} from "./setting.js";

const PROVIDERS = {
  "azure on v1": (product) => createAzure({ baseURL: product.v1, apiKey: product.key }),
  "azure on deployments": (product) =>
    createAzure({
      baseURL: `${product.endpoint}/openai`,
      apiKey: product.key,
      apiVersion: API_VERSION,
      useDeploymentBasedUrls: true,
    }),
  "openai-compatible": (product) =>
    createOpenAICompatible({
      name: "sprue",
      baseURL: product.v1,
      apiKey: product.key,
      includeUsage: true,
      supportsStructuredOutputs: true,
    }),
};
const tools = {
  weather: tool({ description: "Tells the weather.", inputSchema: WeatherQuestion, execute: weather }),
  time: tool({ description: "Tells the time.", inputSchema: TimeQuestion, execute: time }),
};
const quiet = { maxRetries: 0 };

for (const [name, open] of Object.entries(PROVIDERS)) {
  const chat = (product = relay) => {
    const provider = open(product);
    return (provider.chat ?? provider.chatModel)(product.chat);
  };

  test(`AI SDK: ${name}, generateText`, async () => {
    const { text, usage, finishReason } = await generateText({ model: chat(), system: "Be brief.", prompt: PLAIN });
    assert.equal(text, PLAIN_ANSWER);
    assert.equal(finishReason, "stop");
    assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.totalTokens], [11, 4, 15]);
  });

  test(`AI SDK: ${name}, settings`, async () => {
    const settings = { temperature: 0.25, topP: 0.5, seed: 7, stopSequences: ["END"] };
    const { text } = await generateText({ model: chat(), prompt: SHOW, ...settings });
    const { temperature, top_p, seed, stop } = JSON.parse(text);
    assert.deepEqual({ temperature, topP: top_p, seed, stopSequences: stop }, settings);
  });

  test(`AI SDK: ${name}, streamText`, async () => {
    const result = streamText({ model: chat(), prompt: PLAIN });
    assert.equal((await all(result.textStream)).join(""), PLAIN_ANSWER);
    assert.equal(await result.finishReason, "stop");
    assert.equal((await result.usage).totalTokens, 15);
  });

  test(`AI SDK: ${name}, tools in several steps`, async () => {
    const asked = { model: chat(), tools, stopWhen: stepCountIs(3), prompt: USE_TOOLS };
    const whole = await generateText(asked);
    assert.deepEqual(JSON.parse(whole.text), RESULTS);
    assert.deepEqual(
      whole.steps.map((step) => step.finishReason),
      ["tool-calls", "stop"],
    );
    const streamed = streamText(asked);
    assert.deepEqual(JSON.parse((await all(streamed.textStream)).join("")), RESULTS);
  });

  test(`AI SDK: ${name}, objects`, async () => {
    const { object } = await generateObject({ model: chat(), schema: Place, prompt: FILL_FORM });
    assert.deepEqual(object, ZURICH);
    const streamed = streamObject({ model: chat(), schema: Place, prompt: FILL_FORM });
    assert.deepEqual((await all(streamed.partialObjectStream)).at(-1), ZURICH);
    const asked = { model: chat(), output: Output.object({ schema: Place }), prompt: FILL_FORM };
    assert.deepEqual((await generateText(asked)).output, ZURICH);
  });

  test(`AI SDK: ${name}, embeddings`, async () => {
    const model = (product) => open(product).embeddingModel(product.embed);
    const { embeddings, usage } = await embedMany({ model: model(relay), values: ["one", "zwei", "one"] });
    assert.deepEqual(embeddings[0], embeddings[2]);
    assert.notDeepEqual(embeddings[0], embeddings[1]);
    assert.equal(usage.tokens, 9);
    assert.equal((await embed({ model: model(builtIn), value: "a river" })).embedding.length, 384);
  });

  test(`AI SDK: ${name}, a text is completed`, async () => {
    const provider = open(relay);
    const model = (provider.completion ?? provider.completionModel)("Relay-Text");
    const { text } = await generateText({ model, prompt: "a river" });
    assert.match(text, /a river/);
  });

  test(`AI SDK: ${name}, errors`, async () => {
    const failing = (model, prompt = PLAIN) => generateText({ model, prompt, ...quiet });
    await assert.rejects(failing(chat({ ...relay, key: "wrong" })), (error) => error.statusCode === 401);
    await assert.rejects(failing(chat({ ...relay, chat: "nobody" })), /API deployment for this resource/);
    await assert.rejects(failing(chat(), "fault too_many"), (error) => error.statusCode === 429);
    const errors = [];
    let heard = "";
    const broken = streamText({ model: chat(), prompt: BREAK, onError: ({ error }) => errors.push(error), ...quiet });
    const listening = async () => {
      for await (const text of broken.textStream) {
        heard += text;
      }
    };
    // where the connection is cut as well, the stream throws
    await (name === "azure on deployments" ? assert.rejects(listening) : listening());
    assert.equal(heard, "Hello");
    assert.equal(errors[0].code ?? "upstream_failed", "upstream_failed");
    assert.match(String(errors[0].message ?? errors[0]), /^The provider '/);
  });

  test(`AI SDK: ${name}, the built-in chat model`, async () => {
    const { text } = await generateText({ model: chat(builtIn), prompt: "Hello!", maxOutputTokens: 20 });
    assert.ok(text);
  });
}
