// LangChain and LangGraph through `@langchain/openai`, on both routes of the OpenAI API.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { AzureChatOpenAI, AzureOpenAIEmbeddings, ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { createAgent } from "langchain";
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

const azure = (product) => ({
  azureOpenAIApiKey: product.key,
  azureOpenAIApiVersion: API_VERSION,
  maxRetries: 0,
});
const plain = (product) => ({ apiKey: product.key, configuration: { baseURL: product.v1 }, maxRetries: 0 });

const CHATS = {
  ChatOpenAI: (product, more) => new ChatOpenAI({ model: product.chat, ...plain(product), ...more }),
  AzureChatOpenAI: (product, more) =>
    new AzureChatOpenAI({
      // by the model's name it decides what the model can do
      model: "gpt-4o",
      azureOpenAIEndpoint: product.endpoint,
      azureOpenAIApiDeploymentName: product.chat,
      ...azure(product),
      ...more,
    }),
};
const EMBEDDINGS = {
  OpenAIEmbeddings: (product, more) => new OpenAIEmbeddings({ model: product.embed, ...plain(product), ...more }),
  AzureOpenAIEmbeddings: (product, more) =>
    new AzureOpenAIEmbeddings({
      azureOpenAIBasePath: `${product.endpoint}/openai/deployments`,
      azureOpenAIApiDeploymentName: product.embed,
      ...azure(product),
      ...more,
    }),
};
const TOOLS = [
  tool(weather, { name: "weather", description: "Tells the weather.", schema: WeatherQuestion }),
  tool(time, { name: "time", description: "Tells the time.", schema: TimeQuestion }),
];

for (const [name, open] of Object.entries(CHATS)) {
  test(`LangChain: ${name}, a chat`, async () => {
    const answer = await open(relay).invoke([new SystemMessage("Be brief."), new HumanMessage(PLAIN)]);
    assert.equal(answer.content, PLAIN_ANSWER);
    const { input_tokens, output_tokens, total_tokens } = answer.usage_metadata;
    assert.deepEqual([input_tokens, output_tokens, total_tokens], [11, 4, 15]);
  });

  test(`LangChain: ${name}, settings`, async () => {
    const settings = { temperature: 0.25, topP: 0.5, maxTokens: 99, stop: ["END"], user: "someone" };
    const answer = await open(relay, { ...settings, modelKwargs: { seed: 7 } }).invoke(SHOW);
    const body = JSON.parse(answer.content);
    const wanted = { temperature: 0.25, top_p: 0.5, stop: ["END"], user: "someone", seed: 7 };
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, body[key]])), wanted);
    assert.equal(body.max_tokens ?? body.max_completion_tokens, 99);
  });

  test(`LangChain: ${name}, a stream`, async () => {
    const chunks = await all(await open(relay).stream(PLAIN));
    const whole = chunks.reduce((sum, chunk) => sum.concat(chunk));
    assert.equal(whole.content, PLAIN_ANSWER);
    assert.equal(whole.usage_metadata.total_tokens, 15);
  });

  for (const streamed of [false, true]) {
    test(`LangChain: ${name}, tools, ${streamed ? "streamed" : "whole"}`, async () => {
      const model = open(relay).bindTools(TOOLS);
      const question = new HumanMessage(USE_TOOLS);
      const answer = streamed
        ? (await all(await model.stream([question]))).reduce((sum, chunk) => sum.concat(chunk))
        : await model.invoke([question]);
      assert.deepEqual(
        answer.tool_calls.map((call) => [call.name, call.args]),
        [
          ["weather", { place: "Zürich", days: 7 }],
          ["time", { place: "Zürich" }],
        ],
      );
      const results = await Promise.all(answer.tool_calls.map((call, i) => TOOLS[i].invoke(call)));
      const last = await model.invoke([question, answer, ...results]);
      assert.deepEqual(JSON.parse(last.content), RESULTS);
    });
  }

  test(`LangChain: ${name}, structured output`, async () => {
    for (const [method, asked] of [
      ["jsonSchema", FILL_FORM],
      ["functionCalling", USE_TOOLS],
    ]) {
      const place = await open(relay).withStructuredOutput(Place, { name: "place", method }).invoke(asked);
      assert.deepEqual(place, ZURICH);
    }
    const free = await open(relay).withStructuredOutput({ type: "object" }, { method: "jsonMode" }).invoke(FILL_FORM);
    assert.deepEqual(free, { form: "filled in" });
  });

  test(`LangChain: ${name}, errors`, async () => {
    await assert.rejects(open({ ...relay, key: "wrong" }).invoke(PLAIN), (error) => error.status === 401);
    await assert.rejects(open({ ...relay, chat: "nobody" }).invoke(PLAIN), /API deployment for this resource/);
    await assert.rejects(open(relay).invoke("fault too_many"), (error) => error.status === 429);
    let heard = "";
    await assert.rejects(async () => {
      for await (const chunk of await open(relay).stream(BREAK)) {
        heard += chunk.content;
      }
    });
    assert.equal(heard, "Hello");
  });

  test(`LangChain: ${name}, the built-in chat model`, async () => {
    const answer = await open(builtIn, { maxTokens: 20 }).invoke("What is the capital of France?");
    assert.ok(answer.content);
  });

  test(`LangGraph: ${name}, a ReAct agent`, async () => {
    for (const agent of [
      createReactAgent({ llm: open(relay), tools: TOOLS }),
      createAgent({ model: open(relay), tools: TOOLS }),
    ]) {
      const { messages } = await agent.invoke({ messages: [new HumanMessage(USE_TOOLS)] });
      assert.deepEqual(
        messages.map((message) => message.getType()),
        ["human", "ai", "tool", "tool", "ai"],
      );
      assert.deepEqual(JSON.parse(messages.at(-1).content), RESULTS);
    }
  });

  test(`LangGraph: ${name}, a ReAct agent, streamed`, async () => {
    const agent = createReactAgent({ llm: open(relay), tools: TOOLS });
    const pieces = await all(await agent.stream({ messages: [new HumanMessage(USE_TOOLS)] }, { streamMode: "messages" }));
    const said = pieces.filter(([message]) => message.getType() === "ai").map(([message]) => message.content);
    assert.ok(said.length > 2);
    assert.deepEqual(JSON.parse(said.join("")), RESULTS);
  });
}

for (const [name, open] of Object.entries(EMBEDDINGS)) {
  test(`LangChain: ${name}`, async () => {
    const model = open(relay, { dimensions: 6 });
    const vectors = await model.embedDocuments(["one", "zwei", "one"]);
    assert.deepEqual(
      vectors.map((vector) => vector.length),
      [6, 6, 6],
    );
    assert.deepEqual(vectors[0], vectors[2]);
    assert.notDeepEqual(vectors[0], vectors[1]);
    assert.deepEqual(await model.embedQuery("one"), vectors[0]);
    assert.equal((await open(builtIn).embedQuery("a river")).length, 384);
  });
}
