package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Set;

/** From the canonical chat request to {@code GenerateContentRequest}. */
final class GeminiRequestWriter {

    private static final Set<String> TAKEN = Set.of(
            "messages",
            "tools",
            "tool_choice",
            "response_format",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "temperature",
            "top_p",
            "n",
            "seed",
            "logprobs",
            "top_logprobs",
            "frequency_penalty",
            "presence_penalty",
            "reasoning_effort",
            "web_search_options");

    /** What callers of this same API say beyond the canonical form. */
    private static final Set<String> OWN = Set.of(GeminiExtras.THINKING, "safetySettings");

    private GeminiRequestWriter() {}

    static JsonWriter write(ProviderCall call) {
        InferenceCall wanted = call.call();
        GeminiModel model = GeminiModel.of(call.modelId());
        ChatRequest request = ChatRequest.read(wanted);
        GeminiFields fields = new GeminiFields(wanted);
        GeminiExtras extras = new GeminiExtras(wanted.body(), CanonicalFields.extras(wanted, TAKEN, OWN));
        UnsayableFields unsayable = new UnsayableFields();
        JsonWriter out = new JsonWriter();
        out.beginObject();
        new GeminiContents(out, model, unsayable).write(request.messages());
        GeminiTools.write(out, request, fields, extras, model, unsayable);
        new GeminiConfigWriter(request, fields, model, unsayable).write(out, extras);
        extras.writeTop(out);
        unsayable.refuse();
        return out.endObject();
    }
}
