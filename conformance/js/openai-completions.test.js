// `openai` on the OpenAI routes: completions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { all, CLASSES } from "./openai.js";
import { builtIn, relay, scripts } from "./setting.js";

for (const [name, open] of Object.entries(CLASSES)) {
  for (const script of scripts.filter((one) => one.finish_reason === "stop")) {
    test(`openai: ${name}, a text is completed, ${script.name}`, async () => {
      const body = { model: relay.text, prompt: script.name };
      const answer = await open(relay).completions.create(body);
      assert.ok(answer.id);
      assert.equal(answer.object, "text_completion");
      assert.equal(answer.choices[0].text, script.text);
      assert.equal(answer.choices[0].finish_reason, script.finish_reason);
      assert.equal(answer.usage.completion_tokens, script.completion_tokens);
      const chunks = await all(await open(relay).completions.create({ ...body, stream: true }));
      assert.equal(chunks.map((chunk) => chunk.choices[0]?.text ?? "").join(""), script.text);
      assert.ok(chunks.every((chunk) => chunk.object === "text_completion" && !chunk.usage));
      assert.equal(chunks[0].choices.length, name === "AzureOpenAI" ? 0 : 1);
    });
  }

  test(`openai: ${name}, usage of a streamed text, where it is asked for`, async () => {
    const body = { model: relay.text, prompt: "plain", stream: true, stream_options: { include_usage: true } };
    const chunks = await all(await open(relay).completions.create(body));
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.equal(chunks.at(-1).usage.total_tokens, 15);
  });

  test(`openai: ${name}, several texts, each several times, with echo and logprobs`, async () => {
    const body = { model: relay.text, prompt: ["one", "zwei"], n: 2, echo: true, logprobs: 1 };
    const answer = await open(relay).completions.create(body);
    assert.deepEqual(
      answer.choices.map((choice) => [choice.index, choice.text]),
      ["oneone", "oneone", "zweizwei", "zweizwei"].map((text, index) => [index, text]),
    );
    for (const { logprobs, text } of answer.choices) {
      assert.equal(logprobs.tokens.join(""), text);
      assert.equal(logprobs.text_offset[0], 0);
    }
  });

  for (const prompt of [
    [1, 2, 3],
    [
      [1, 2],
      [3, 4],
    ],
  ]) {
    test(`openai: ${name}, a prompt in tokens, ${JSON.stringify(prompt)}`, async () => {
      const answer = await open(relay).completions.create({ model: relay.text, prompt });
      const expected = Array.isArray(prompt[0]) ? prompt : [prompt];
      assert.deepEqual(
        answer.choices.map((choice) => JSON.parse(choice.text)),
        expected,
      );
    });
  }

  test(`openai: ${name}, every field of a completion reaches the model`, async () => {
    const fields = {
      prompt: "show your request",
      suffix: "the end",
      max_tokens: 7,
      temperature: 0.25,
      top_p: 0.5,
      n: 1,
      best_of: 2,
      echo: false,
      logprobs: 5,
      stop: ["\n"],
      seed: 7,
      presence_penalty: 0.5,
      frequency_penalty: -0.5,
      logit_bias: { 50256: -100 },
      user: "someone",
    };
    const answer = await open(relay).completions.create({ model: relay.text, ...fields });
    const { model, ...got } = JSON.parse(answer.choices[0].text);
    assert.equal(model, "stand-in-text-2026-01-01");
    assert.deepEqual(got, fields);
  });

  test(`openai: ${name}, built-in models: a text is completed, whole and streamed`, async () => {
    const body = { model: builtIn.chat, prompt: "Once upon a time", max_tokens: 8, temperature: 0 };
    const whole = await open(builtIn).completions.create({ ...body, echo: true, logprobs: 2 });
    const [choice] = whole.choices;
    assert.ok(choice.text.startsWith(body.prompt));
    assert.equal(choice.logprobs.tokens.join(""), choice.text);
    assert.equal(choice.logprobs.text_offset.length, choice.logprobs.tokens.length);
    assert.equal(choice.logprobs.token_logprobs[0], null);
    const chunks = await all(await open(builtIn).completions.create({ ...body, stream: true }));
    const streamed = chunks.map((chunk) => chunk.choices[0]?.text ?? "").join("");
    assert.equal(body.prompt + streamed, choice.text);
  });
}
