// OpenAI's Agents SDK over chat completions, on both routes of the OpenAI API.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, OpenAIChatCompletionsModel, Runner, tool } from "@openai/agents";
import OpenAI, { AzureOpenAI } from "openai";
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
  time,
  TimeQuestion,
  USE_TOOLS,
  weather,
  WeatherQuestion,
  ZURICH,
} from "./setting.js";

const CLIENTS = {
  OpenAI: ({ v1, key }) => new OpenAI({ baseURL: v1, apiKey: key, maxRetries: 0 }),
  AzureOpenAI: ({ endpoint, key }) => new AzureOpenAI({ endpoint, apiKey: key, apiVersion: API_VERSION, maxRetries: 0 }),
};
const tools = [
  tool({ name: "weather", description: "Tells the weather.", parameters: WeatherQuestion, execute: async (q) => weather(q) }),
  tool({ name: "time", description: "Tells the time.", parameters: TimeQuestion, execute: async (q) => time(q) }),
];
const runner = new Runner({ tracingDisabled: true });

for (const [name, open] of Object.entries(CLIENTS)) {
  const agent = (more = {}, product = relay) =>
    new Agent({
      name: "helper",
      instructions: "Be brief.",
      model: new OpenAIChatCompletionsModel(open(product), product.chat),
      ...more,
    });

  test(`Agents SDK: ${name}, an agent answers`, async () => {
    const result = await runner.run(agent(), PLAIN);
    assert.equal(result.finalOutput, PLAIN_ANSWER);
    assert.equal(result.rawResponses[0].usage.totalTokens, 15);
  });

  test(`Agents SDK: ${name}, an agent answers, streamed`, async () => {
    const result = await runner.run(agent(), PLAIN, { stream: true });
    assert.equal((await all(result.toTextStream())).join(""), PLAIN_ANSWER);
    await result.completed;
    assert.equal(result.finalOutput, PLAIN_ANSWER);
  });

  test(`Agents SDK: ${name}, tools`, async () => {
    const whole = await runner.run(agent({ tools }), USE_TOOLS);
    assert.deepEqual(JSON.parse(whole.finalOutput), RESULTS);
    const streamed = await runner.run(agent({ tools }), USE_TOOLS, { stream: true });
    await streamed.completed;
    assert.deepEqual(JSON.parse(streamed.finalOutput), RESULTS);
  });

  test(`Agents SDK: ${name}, an answer by a schema`, async () => {
    const result = await runner.run(agent({ outputType: Place }), FILL_FORM);
    assert.deepEqual(result.finalOutput, ZURICH);
  });

  test(`Agents SDK: ${name}, errors`, async () => {
    await assert.rejects(runner.run(agent({}, { ...relay, key: "wrong" }), PLAIN), (error) => error.status === 401);
    await assert.rejects(runner.run(agent({}, { ...relay, chat: "nobody" }), PLAIN), /API deployment for this resource/);
    const broken = await runner.run(agent(), BREAK, { stream: true });
    await assert.rejects(async () => {
      await all(broken);
      await broken.completed;
    });
  });

  test(`Agents SDK: ${name}, the built-in chat model`, async () => {
    const result = await runner.run(agent({ modelSettings: { maxTokens: 20 } }, builtIn), "Hello!");
    assert.ok(result.finalOutput);
  });
}
