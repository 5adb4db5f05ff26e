package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Streams that are not quite OpenAI's but that OpenAI-compatible servers send, chosen by a last message of
 * {@link #trigger}. Their text is that of the script {@code plain}.
 */
public enum Oddity {
    /** It does not know {@code stream_options}, so no usage comes. */
    NO_USAGE,
    /** Usage comes in the chunk that has the finish reason, and in no other. */
    USAGE_WITH_FINISH,
    /** The stream ends after its last chunk, without {@code [DONE]}. */
    NO_DONE,
    /** The connection ends in order, yet before the finish reason. */
    UNFINISHED,
    /** Nothing more comes after the first content, and the connection stays. */
    SILENT,
    /** Fields that no specification knows, in the chunk, the choice and the delta. */
    FOREIGN_FIELDS,
    /** A chunk without choices comes first, as Azure's does. */
    EMPTY_CHOICES_FIRST,
    /** It ignores {@code stream} and answers whole. */
    WHOLE_ANSWER;

    /** The message that makes the stand-in answer in this way. */
    public String trigger() {
        return "odd " + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Oddity> triggeredBy(String message) {
        return Arrays.stream(values())
                .filter(oddity -> oddity.trigger().equals(message))
                .findFirst();
    }

    /** The events of the stream, {@code [DONE]} among them where it comes. */
    List<String> events(ChatAnswers answers) {
        Script script = Scripts.named("plain").orElseThrow();
        List<ObjectNode> full = answers.chunks(script, true);
        List<ObjectNode> bare = answers.chunks(script, false);
        List<ObjectNode> chunks = new ArrayList<>(
                switch (this) {
                    case NO_USAGE -> bare;
                    case USAGE_WITH_FINISH -> {
                        bare.getLast().set("usage", full.getLast().get("usage"));
                        yield bare;
                    }
                    case UNFINISHED, SILENT -> bare.subList(0, 2);
                    case NO_DONE, WHOLE_ANSWER -> full;
                    case FOREIGN_FIELDS -> full.stream().map(Oddity::estranged).toList();
                    case EMPTY_CHOICES_FIRST -> {
                        ObjectNode first = full.getLast().deepCopy();
                        first.remove("usage");
                        first.putArray("prompt_filter_results");
                        full.addFirst(first);
                        yield full;
                    }
                });
        List<String> events =
                new ArrayList<>(chunks.stream().map(ObjectNode::toString).toList());
        if (this != NO_DONE && this != UNFINISHED && this != SILENT) {
            events.add("[DONE]");
        }
        return events;
    }

    private static ObjectNode estranged(ObjectNode chunk) {
        chunk.put("x_provider", "stand-in").putObject("timings").put("ms", 1.5);
        if (chunk.path("choices").path(0) instanceof ObjectNode choice) {
            choice.put("stop_reason", 7);
            ((ObjectNode) choice.get("delta")).put("thought", "because");
        }
        return chunk;
    }
}
