package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Gives callers vectors in every encoding of the API, whatever the server knows.
 *
 * <p>The server is asked for what the caller wants where it knows that, else for base64, which holds the same 32-bit floats in
 * half of the bytes, else for floats; {@link EmbeddingAnswers} then makes the caller's encoding of them. Since many servers
 * ignore {@code encoding_format} and send numbers, every answer is looked at, not only those that were to be converted.
 */
final class EmbeddingEncodings implements Provider {

    private static final String FIELD = "encoding_format";

    private final Provider inner;
    private final Set<Encoding> given;
    private final BodyEditor bodies;
    private final HeavyWork heavy;

    /**
     * @param given what the server knows
     */
    EmbeddingEncodings(Provider inner, Set<Encoding> given, BodyEditor bodies, HeavyWork heavy) {
        this.inner = inner;
        this.given = Set.copyOf(given);
        this.bodies = bodies;
        this.heavy = heavy;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        if (!call.call().operation().makesVectors()) {
            return inner.infer(call, sink);
        }
        Encoding wanted = wanted(call.call().body());
        Encoding asked = asked(wanted);
        ShapedCall shaped = new ShapedCall(call, name(), wanted, asked == wanted, heavy, sink);
        if (asked == wanted) {
            shaped.begin(() -> inner.infer(call, shaped));
            return shaped;
        }
        bodies.edit(
                call.loop().context(),
                call.call().body(),
                body -> new JsonSplicer(body).set(FIELD, JsonText.quote(asked.key())),
                body -> shaped.begin(() -> inner.infer(call.with(call.call().with(body)), shaped)),
                shaped::failed);
        return shaped;
    }

    /** The caller's word, which has been checked; a caller that says nothing wants numbers. */
    private static Encoding wanted(JsonFields body) {
        OptionalInt field = body.find(FIELD);
        if (field.isPresent() && body.kind(field.getAsInt()) == JsonKind.STRING) {
            String word = body.string(field.getAsInt());
            for (Encoding encoding : Encoding.values()) {
                if (encoding.key().equals(word)) {
                    return encoding;
                }
            }
        }
        return Encoding.FLOAT;
    }

    private Encoding asked(Encoding wanted) {
        if (given.contains(wanted)) {
            return wanted;
        }
        return given.contains(Encoding.BASE64) ? Encoding.BASE64 : Encoding.FLOAT;
    }
}
