package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.SamplingChecks;
import dev.sprue.gateway.api.requests.TextInputs;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/**
 * Checks every field that the API defines for a completion against what no model could take; {@code null} is the same as absent.
 * Without a prompt a model begins a text of its own, so that none is required.
 */
final class CompletionChecks {

    private CompletionChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void check(JsonFields body) {
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                String name = body.name(i);
                if (!SamplingChecks.check(name, body, i)) {
                    own(name, body, i);
                }
            }
        }
        RequestBody.present(body, "best_of").ifPresent(best -> bestOf(best, body));
    }

    private static void own(String name, JsonFields body, int field) {
        switch (name) {
            case "prompt" -> TextInputs.count(JsonValue.of(body, field), true);
            case "n" -> ValueChecks.whole(JsonValue.of(body, field), 1, 128);
            case "best_of" -> ValueChecks.whole(JsonValue.of(body, field), 1, 20);
            case "logprobs" -> ValueChecks.whole(JsonValue.of(body, field), 0, 20);
            case "logit_bias" -> OpenAiChatChecks.logitBias(JsonValue.of(body, field));
            case "echo" -> ValueChecks.kind(JsonValue.of(body, field), JsonKind.BOOLEAN);
            case "suffix", "user" -> ValueChecks.kind(JsonValue.of(body, field), JsonKind.STRING);
            default -> {}
        }
    }

    /** The best of several can only be known when all are there, and are not fewer than are wanted. */
    private static void bestOf(JsonValue best, JsonFields body) {
        Optional<JsonValue> n = RequestBody.present(body, "n");
        double wanted = n.map(CompletionChecks::number).orElse(1.0);
        if (number(best) < wanted) {
            throw ValueChecks.wrong(best, "it is smaller than 'n'", "a number that is at least 'n'");
        }
        if (number(best) > wanted && RequestBody.isStream(body)) {
            throw ValueChecks.wrong(best, "the answer is a stream", "it without 'stream', or the same as 'n'");
        }
    }

    private static double number(JsonValue checked) {
        return Double.parseDouble(checked.raw());
    }
}
