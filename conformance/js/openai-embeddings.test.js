// `openai` on the OpenAI routes: embeddings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CLASSES } from "./openai.js";
import { builtIn, relay } from "./setting.js";

for (const [name, open] of Object.entries(CLASSES)) {
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
}
