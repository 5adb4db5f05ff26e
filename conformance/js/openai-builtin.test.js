// `openai` on the OpenAI routes against the product as it starts without a configuration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { zodFunction, zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { CLASSES } from "./openai.js";
import { builtIn, chatBody } from "./setting.js";

const City = z.object({ city: z.enum(["Paris", "Oslo", "Rome"]) });
const QUESTION = chatBody(builtIn.chat, "What is the capital of France?", { max_tokens: 12, temperature: 1, seed: 3 });

for (const [name, open] of Object.entries(CLASSES)) {
  test(`openai: ${name}, built-in models: a stream says what the whole answer says`, async () => {
    const body = { ...QUESTION, n: 2, logprobs: true, top_logprobs: 2 };
    const whole = await open(builtIn).chat.completions.create(body);
    assert.equal(whole.choices.length, 2);
    assert.equal(whole.usage.total_tokens, whole.usage.prompt_tokens + whole.usage.completion_tokens);
    for (const { logprobs, message } of whole.choices) {
      assert.ok(message.content);
      assert.ok(logprobs.content.length > 0);
      assert.ok(logprobs.content.every((one) => one.logprob <= 0 && one.top_logprobs.length === 2));
    }
    const asked = { ...body, stream_options: { include_usage: true } };
    const streamed = await open(builtIn).chat.completions.stream(asked).finalChatCompletion();
    const told = ({ choices, usage }) => ({
      texts: choices.map((choice) => [choice.message.content, choice.finish_reason]),
      tokens: choices.map((choice) => choice.logprobs.content.map((one) => one.token)),
      usage,
    });
    assert.deepEqual(told(streamed), told(whole));
  });

  test(`openai: ${name}, built-in models: stop, and a bias against a token`, async () => {
    const plain = await open(builtIn).chat.completions.create({ ...QUESTION, temperature: 0 });
    const text = plain.choices[0].message.content;
    const stop = text.slice(3, 6);
    const stopped = await open(builtIn).chat.completions.create({ ...QUESTION, temperature: 0, stop });
    assert.equal(stopped.choices[0].message.content, text.slice(0, text.indexOf(stop)));
    assert.equal(stopped.choices[0].finish_reason, "stop");
  });

  test(`openai: ${name}, built-in models: a tool is called, and an answer has a schema`, async () => {
    const tools = [zodFunction({ name: "get_weather", parameters: City })];
    const tool_choice = { type: "function", function: { name: "get_weather" } };
    const body = chatBody(builtIn.chat, "What is the weather in Oslo?", { max_tokens: 100, temperature: 0 });
    const called = await open(builtIn).chat.completions.parse({ ...body, tools, tool_choice });
    City.parse(called.choices[0].message.tool_calls[0].function.parsed_arguments);
    const response_format = zodResponseFormat(City, "city");
    const formed = await open(builtIn).chat.completions.stream({ ...body, response_format }).finalChatCompletion();
    City.parse(formed.choices[0].message.parsed);
  });
}
