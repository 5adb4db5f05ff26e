package dev.sprue.conformance.upstream;

import java.util.List;

/**
 * One answer of the stand-in, chosen by a chat whose last message is exactly the script's name.
 *
 * @param name unique
 * @param deltas the texts of the stream's content deltas, in order; for a tool call its arguments
 * @param form what the deltas are
 * @param framing how the stream lies on the wire
 * @param finishReason the last chunk's {@code finish_reason}
 */
public record Script(String name, List<String> deltas, Form form, Framing framing, String finishReason) {

    /** What a script answers with. */
    public enum Form {
        /** The assistant's text. */
        TEXT,
        /** The call of one tool named {@code look_up}. */
        TOOL_CALL
    }

    static Script text(String name, String... deltas) {
        return new Script(name, List.of(deltas), Form.TEXT, Framing.PLAIN, "stop");
    }

    Script framed(Framing other) {
        return new Script(name, deltas, form, other, finishReason);
    }

    Script finished(String reason) {
        return new Script(name, deltas, form, framing, reason);
    }

    /** The deltas joined: the content, or the arguments, of the whole answer. */
    public String text() {
        return String.join("", deltas);
    }

    /** Tokens that the stand-in says the answer has. */
    public int completionTokens() {
        return deltas.size();
    }

    /** Names test cases. */
    @Override
    public String toString() {
        return name;
    }
}
