// `openai` on the OpenAI routes: the lists of models.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotFoundError } from "openai";
import { all, CLASSES, dated, v1 } from "./openai.js";
import { builtIn, relay } from "./setting.js";

for (const [name, open] of Object.entries(CLASSES)) {
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
