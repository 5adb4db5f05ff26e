package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** From {@code logprobsResult} to OpenAI's {@code logprobs}. Google tells no bytes of tokens, so these are {@code null}. */
final class GeminiProbabilities {

    private static final byte[] ZERO = "0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = "\"\"".getBytes(StandardCharsets.US_ASCII);

    private GeminiProbabilities() {}

    static byte[] read(byte[] data, int from, int to) throws JsonSyntaxException {
        JsonFields result = JsonFields.scanAnswer(data, from, to, GeminiExtensions.MAX_DEPTH);
        List<JsonFields> chosen = objects(result, "chosenCandidates");
        List<JsonFields> top = objects(result, "topCandidates");
        JsonWriter out = new JsonWriter(to - from);
        out.beginObject().name("content").beginArray();
        for (int i = 0; i < chosen.size(); i++) {
            out.beginObject();
            token(out, chosen.get(i));
            out.name("top_logprobs").beginArray();
            if (i < top.size()) {
                for (JsonFields likely : objects(top.get(i), "candidates")) {
                    out.beginObject();
                    token(out, likely);
                    out.endObject();
                }
            }
            out.endArray().endObject();
        }
        return GeminiExtensions.checked(
                out.endArray().name("refusal").nothing().endObject().toBytes());
    }

    /** A field that is zero or empty is left out by Google, as by all that write protocol buffers as JSON. */
    private static void token(JsonWriter out, JsonFields token) {
        value(out.name("token"), token, "token", NOTHING);
        value(out.name("logprob"), token, "logProbability", ZERO);
        out.name("bytes").nothing();
    }

    private static void value(JsonWriter out, JsonFields token, String name, byte[] otherwise) {
        OptionalInt field = token.find(name);
        out.raw(field.isPresent() ? token.valueBytes(field.getAsInt()) : otherwise);
    }

    private static List<JsonFields> objects(JsonFields holder, String name) throws JsonSyntaxException {
        OptionalInt field = holder.find(name);
        return field.isPresent() && holder.kind(field.getAsInt()) == JsonKind.ARRAY
                ? holder.objects(field.getAsInt())
                : List.of();
    }
}
