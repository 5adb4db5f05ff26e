// The `openai` package as a program sets it up to call /models.
import OpenAI from "openai";
import { relay } from "./setting.js";

export function openai() {
  return new OpenAI({
    baseURL: `${relay.endpoint}/models`,
    apiKey: relay.key,
    defaultQuery: { "api-version": "2024-05-01-preview" },
    // for what this API does not know, such as stream_options
    defaultHeaders: { "extra-parameters": "pass-through" },
  });
}
