// Embeddings as the JavaScript client asks for them: formats, sizes, kinds of input, large batches, pictures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnexpected } from "@azure-rest/ai-inference";
import { builtIn, client, relay } from "./setting.js";
import { DRAWINGS, pngUrl } from "./drawings.js";

const TEXTS = ["a river in spring", "ein Fluß", "川", "a river in spring"];

async function embed(product, more, path = "/embeddings") {
  const body = { model: product.embed, input: TEXTS, ...more };
  const response = await client(product).path(path).post({ body });
  assert.ok(!isUnexpected(response), JSON.stringify(response.body));
  return response.body;
}

function floats(text) {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

for (const [name, product] of Object.entries({ "built-in": builtIn, relay })) {
  test(`embeddings: base64 says what float says, ${name}`, async () => {
    const numbers = await embed(product, { encoding_format: "float" });
    const coded = await embed(product, { encoding_format: "base64" });
    coded.data.forEach(({ index, embedding }, i) => {
      assert.equal(index, i);
      const read = floats(embedding);
      assert.equal(read.length, numbers.data[i].embedding.length);
      read.forEach((number, k) => assert.ok(Math.abs(number - numbers.data[i].embedding[k]) < 1e-6));
    });
  });

  for (const input_type of ["text", "query", "document"]) {
    test(`embeddings: input of type ${input_type}, ${name}`, async () => {
      assert.equal((await embed(product, { input_type })).data.length, TEXTS.length);
    });
  }
}

for (const [encoding_format, low, high, bits] of [
  ["int8", -128, 127, 1],
  ["uint8", 0, 255, 1],
  ["binary", -128, 127, 8],
  ["ubinary", 0, 255, 8],
]) {
  test(`embeddings: ${encoding_format}`, async () => {
    const whole = await embed(builtIn, {});
    const { data } = await embed(builtIn, { encoding_format });
    data.forEach(({ embedding }, i) => {
      assert.equal(embedding.length, whole.data[i].embedding.length / bits);
      assert.ok(embedding.every((number) => Number.isInteger(number) && low <= number && number <= high));
    });
    assert.deepEqual(data[0].embedding, data[3].embedding);
    assert.notDeepEqual(data[0].embedding, data[2].embedding);
  });
}

test("embeddings: dimensions", async () => {
  const { data } = await embed(builtIn, { model: builtIn.imageEmbed, dimensions: 64 });
  assert.deepEqual(
    data.map(({ embedding }) => embedding.length),
    [64, 64, 64, 64],
  );
});

test("embeddings: a batch", async () => {
  const input = Array.from({ length: 300 }, (_, i) => `text number ${i}`);
  const { data, usage } = await embed(relay, { input });
  const alone = await embed(relay, { input: [input[217]] });
  assert.deepEqual(
    data.map(({ index }) => index),
    input.map((_, i) => i),
  );
  assert.deepEqual(data[217].embedding, alone.data[0].embedding);
  assert.equal(usage.prompt_tokens, 300 * alone.usage.prompt_tokens);
});

for (const encoding_format of ["float", "base64", "int8", "ubinary"]) {
  test(`embeddings: pictures, ${encoding_format}`, async () => {
    const image = pngUrl(64, DRAWINGS["a red circle"]);
    const input = [{ image }, { image, text: "a blue square" }];
    const more = { model: builtIn.imageEmbed, input, encoding_format };
    const { data } = await embed(builtIn, more, "/images/embeddings");
    assert.equal(data.length, 2);
    assert.notDeepEqual(data[0].embedding, data[1].embedding);
    assert.equal(typeof data[0].embedding, encoding_format === "base64" ? "string" : "object");
  });
}
