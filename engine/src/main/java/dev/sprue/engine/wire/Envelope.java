package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What an answer and all chunks of its stream repeat.
 *
 * @param id {@code chatcmpl-} or {@code cmpl-} and 24 random hexadecimal digits
 * @param createdSeconds Unix time
 * @param model the model's name
 * @param fingerprint the model's {@code system_fingerprint}
 * @param tiered whether the tier of service is told
 */
public record Envelope(String id, long createdSeconds, String model, String fingerprint, boolean tiered) {
    private static final int ID_BYTES = 12;
    private static final int CALL_ID_CHARS = 24;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Creates the envelope of a new chat completion. */
    public static Envelope ofChat(ChatRequest request, String fingerprint) {
        return create("chatcmpl-", request.model(), fingerprint, request.tiered());
    }

    /** Creates the envelope of a new text completion. */
    public static Envelope ofCompletion(CompletionRequest request, String fingerprint) {
        return create("cmpl-", request.model(), fingerprint, false);
    }

    private static Envelope create(String prefix, String model, String fingerprint, boolean tiered) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        long nowSeconds = System.currentTimeMillis() / 1000;
        return new Envelope(prefix + HexFormat.of().formatHex(id), nowSeconds, model, fingerprint, tiered);
    }

    /** Returns a new identifier of a tool call: {@code call_} and 24 random letters and digits. */
    static String callId() {
        StringBuilder id = new StringBuilder("call_");
        for (int i = 0; i < CALL_ID_CHARS; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    void writeTo(JsonGenerator out, String object) throws IOException {
        out.writeStringField("id", id);
        out.writeStringField("object", object);
        out.writeNumberField("created", createdSeconds);
        out.writeStringField("model", model);
        out.writeStringField("system_fingerprint", fingerprint);
        if (tiered) {
            out.writeStringField("service_tier", "default");
        }
    }
}
