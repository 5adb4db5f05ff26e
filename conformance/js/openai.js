// The `openai` package as programs set it up, for each of the three routes that it can call.
import OpenAI, { AzureOpenAI } from "openai";
import { relay } from "./setting.js";

/** On /models. */
export function openai() {
  return new OpenAI({
    baseURL: `${relay.endpoint}/models`,
    apiKey: relay.key,
    defaultQuery: { "api-version": "2024-05-01-preview" },
    // for what this API does not know, such as stream_options
    defaultHeaders: { "extra-parameters": "pass-through" },
  });
}

/** On /openai/v1. */
export function v1(product, options = {}) {
  return new OpenAI({ baseURL: `${product.endpoint}/openai/v1`, apiKey: product.key, ...options });
}

/** On /openai/deployments/NAME. */
export function dated(product, options = {}) {
  return new AzureOpenAI({ endpoint: product.endpoint, apiKey: product.key, apiVersion: "2024-10-21", ...options });
}

/** The classes for the two routes of the OpenAI API, by their names. */
export const CLASSES = { OpenAI: v1, AzureOpenAI: dated };

/** All that an asynchronous iterable gives. */
export async function all(iterable) {
  const items = [];
  for await (const item of iterable) {
    items.push(item);
  }
  return items;
}
