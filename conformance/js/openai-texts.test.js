// `openai` on the OpenAI routes: completions, embeddings, and the lists of models.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotFoundError } from "openai";
import { all, CLASSES, dated, v1 } from "./openai.js";
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

  for (const [which, product] of Object.entries({ "built-in": builtIn, relay })) {
    test(`openai: ${name}, embeddings are the same in base64 and in numbers, ${which}`, async () => {
      const body = { model: product.embed, input: ["a river", "ein Fluß", "a river"] };
      // left alone the package asks for base64 and decodes it
      const coded = await open(product).embeddings.create(body);
      const numbers = await open(product).embeddings.create({ ...body, encoding_format: "float" });
      assert.equal(coded.object, "list");
      assert.ok(coded.model);
      assert.ok(coded.usage.prompt_tokens > 0 && coded.usage.total_tokens === coded.usage.prompt_tokens);
      coded.data.forEach(({ index, object, embedding }, i) => {
        assert.equal(index, i);
        assert.equal(object, "embedding");
        const wanted = numbers.data[i].embedding;
        assert.equal(embedding.length, wanted.length);
        embedding.forEach((number, k) => assert.ok(Math.abs(number - wanted[k]) < 1e-6));
      });
    });
  }

  test(`openai: ${name}, embeddings by length, of one text, and of tokens`, async () => {
    const client = open(relay);
    const texts = await client.embeddings.create({ model: relay.embed, input: "[1,2]", dimensions: 5, user: "someone" });
    assert.deepEqual(
      texts.data.map(({ embedding }) => embedding.length),
      [5],
    );
    // to the stand-in a list of tokens is the text that writes it
    const tokens = await client.embeddings.create({ model: relay.embed, input: [1, 2], dimensions: 5 });
    assert.deepEqual(tokens.data, texts.data);
    const lists = await client.embeddings.create({ model: relay.embed, input: [[1, 2], [3]], dimensions: 5 });
    assert.equal(lists.data.length, 2);
    assert.deepEqual(lists.data[0], texts.data[0]);
  });

  test(`openai: ${name}, models are listed and looked up`, async () => {
    for (const product of [builtIn, relay]) {
      const listed = await all(open(product).models.list());
      assert.ok(listed.length > 0);
      const names = listed.map((model) => model.id);
      assert.equal(new Set(names).size, names.length);
      for (const model of listed) {
        assert.equal(model.object, "model");
        assert.deepEqual(await open(product).models.retrieve(model.id), model);
      }
    }
    await assert.rejects(open(relay).models.retrieve("nobody"), (error) => {
      assert.ok(error instanceof NotFoundError);
      assert.equal(error.code, "model_not_found");
      return true;
    });
  });
}

test("openai: OpenAI lists deployments by their names first", async () => {
  const names = (await all(v1(relay).models.list())).map((model) => model.id);
  assert.equal(names[0], relay.chat);
  assert.ok(names.includes(relay.embed));
  assert.equal((await v1(builtIn).models.retrieve(builtIn.chat)).id, builtIn.chat);
});

test("openai: AzureOpenAI lists what models can do", async () => {
  for (const model of await all(dated(builtIn).models.list())) {
    assert.equal(typeof model.capabilities.inference, "boolean");
    assert.equal(typeof model.capabilities.chat_completion, "boolean");
    assert.ok(model.status);
    assert.ok(model.lifecycle_status);
  }
});
