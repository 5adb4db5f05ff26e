package dev.sprue.gateway.providers.probe;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The smallest call of each operation, with no field that some model may not take. */
final class ProbeBody {

    /** 32 by 32 pixels: some models refuse smaller ones. */
    private static final String PICTURE = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAJklEQVR42u3NMQ0AAAwDoEqv9KrYsQQMkB6LQCAQCAQCgUAg+BIMLd4A"
            + "WwUPN68AAAAASUVORK5CYII=";

    private static final int MAX_DEPTH = 64;

    private ProbeBody() {}

    /** The call; a chat streams, so that it can be given up at its first words. */
    static InferenceCall of(Operation operation) {
        String body =
                switch (operation) {
                    case CHAT_COMPLETION ->
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Answer with the one word: ok\"}],\"stream\":true}";
                    case COMPLETION -> "{\"prompt\":\"One, two,\",\"max_tokens\":1}";
                    case EMBEDDINGS -> "{\"input\":[\"ok\"]}";
                    case IMAGE_EMBEDDINGS -> "{\"input\":[{\"image\":\"" + PICTURE + "\"}]}";
                    case IMAGE_GENERATION -> "{\"prompt\":\"A grey square\",\"n\":1}";
                    case RERANK -> "{\"query\":\"ok\",\"documents\":[\"ok\",\"no\"]}";
                };
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return new InferenceCall(
                    "probe",
                    operation,
                    Optional.empty(),
                    JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH),
                    operation == Operation.CHAT_COMPLETION,
                    new ExtraParameters.PassThrough(),
                    1);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException(body, impossible);
        }
    }
}
