package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The field {@code stream_options}: whether a caller wants to be told what a stream used. */
final class StreamOptions {

    private StreamOptions() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void check(JsonFields body, boolean stream) {
        RequestBody.present(body, "stream_options").ifPresent(options -> {
            JsonValue usage = includeUsage(options);
            if (usage != null) {
                ValueChecks.kind(usage, JsonKind.BOOLEAN);
            }
            if (!stream) {
                throw ValueChecks.wrong(options, "the answer is no stream", "it together with 'stream': true");
            }
        });
    }

    /** Whether usage was asked for, in options that have been checked. */
    static boolean wantUsage(JsonFields body) {
        return RequestBody.present(body, "stream_options")
                .map(StreamOptions::includeUsage)
                .filter(usage -> usage.raw().equals("true"))
                .isPresent();
    }

    private static @Nullable JsonValue includeUsage(JsonValue options) {
        ValueChecks.kind(options, JsonKind.OBJECT);
        return ValueChecks.field(options, options.fields(), "include_usage");
    }
}
