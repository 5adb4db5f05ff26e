package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.EmbeddingsWriter;
import dev.sprue.gateway.providers.upstream.Faults;

/**
 * From the vectors of the model families to canonical ones. Titan gives one ({@code embedding}); Cohere a list, or a list for
 * each encoding, of which one was asked for ({@code embeddings}).
 */
final class EmbeddingAnswerReader {

    /** How many tokens Bedrock counted: the models of Cohere do not say it in the answer. */
    private static final String TOKENS = "x-amzn-bedrock-input-token-count";

    private final EmbeddingsWriter vectors = new EmbeddingsWriter();
    private final JsonCursor cursor = new JsonCursor();
    private final Faults faults;

    EmbeddingAnswerReader(Faults faults) {
        this.faults = faults;
    }

    /**
     * Reads the answer.
     *
     * @param inputs how many vectors there must be
     * @param model what the answer calls the model
     * @throws dev.sprue.gateway.error.FailureException where it is none
     */
    WholeAnswer read(AnswerHead head, HeapBytes body, int inputs, String model) throws JsonSyntaxException {
        byte[] bytes = body.array();
        long tokens = head.header(TOKENS).map(EmbeddingAnswerReader::number).orElse(0L);
        String message = "";
        cursor.over(bytes, body.from(), body.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("embedding") && cursor.kind() == JsonKind.ARRAY) {
                vector(bytes);
            } else if (cursor.isField("embeddings") && cursor.kind() == JsonKind.ARRAY) {
                vectors(bytes);
            } else if (cursor.isField("embeddings") && cursor.kind() == JsonKind.OBJECT) {
                encodings(bytes);
            } else if (cursor.isField("inputTextTokenCount")) {
                tokens = Math.max(tokens, ConverseUsage.number(cursor, bytes));
            } else if (cursor.isField("message") && cursor.kind() == JsonKind.STRING) {
                JsonRange words = JsonRange.of(cursor, bytes);
                message = JsonText.unquote(bytes, words.from(), words.to());
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        if (vectors.count() != inputs) {
            throw faults.broken(
                            message.isBlank()
                                    ? "its answer has " + vectors.count() + " vectors for " + inputs + " inputs"
                                    : "it says of the vectors: " + message)
                    .toException();
        }
        return vectors.answer(model, tokens);
    }

    private void vector(byte[] bytes) throws JsonSyntaxException {
        JsonRange vector = JsonRange.of(cursor, bytes);
        vectors.vector(bytes, vector.from(), vector.to());
    }

    private void vectors(byte[] bytes) throws JsonSyntaxException {
        cursor.enterArray();
        while (cursor.nextItem()) {
            vector(bytes);
        }
    }

    private void encodings(byte[] bytes) throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.kind() == JsonKind.ARRAY && vectors.count() == 0) {
                vectors(bytes);
            } else {
                cursor.skipValue();
            }
        }
    }

    private static long number(String header) {
        try {
            return Math.max(0, Long.parseLong(header));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
