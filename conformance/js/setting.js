// What the driver passes in: two running products, their keys, and the texts that the stand-in provider answers with.
import { readFileSync } from "node:fs";
import ModelClient from "@azure-rest/ai-inference";
import { AzureKeyCredential } from "@azure/core-auth";

function variable(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; the suite is run by JavaScriptSuiteTest`);
  }
  return value;
}

/** The product as it starts without a configuration. */
export const builtIn = {
  endpoint: variable("SPRUE_ENDPOINT"),
  key: variable("SPRUE_KEY"),
  chat: "sprue-chat",
  embed: "sprue-embed",
  imageEmbed: "sprue-image-embed",
};

/** The product with deployments that the stand-in provider serves. */
export const relay = {
  endpoint: variable("SPRUE_RELAY_ENDPOINT"),
  key: variable("SPRUE_RELAY_KEY"),
  chat: "Relay-Chat",
  text: "Relay-Text",
  embed: "Relay-Embed",
};

/** The stand-in's answers: name, text, finish_reason, completion_tokens, prompt_tokens. */
export const scripts = JSON.parse(readFileSync(variable("SPRUE_SCRIPTS"), "utf8"));

/** Ways in which a stream breaks: name, model and message to ask with, the partial text, the code of the error. */
export const brokenStreams = JSON.parse(readFileSync(variable("SPRUE_BROKEN_STREAMS"), "utf8"));

export function client(product, options = {}) {
  const key = options.key ?? product.key;
  return ModelClient(`${product.endpoint}/models`, new AzureKeyCredential(key), options);
}

export function chatBody(model, content, more = {}) {
  return { model, messages: [{ role: "user", content }], ...more };
}
