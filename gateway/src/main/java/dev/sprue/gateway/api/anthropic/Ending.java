package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** How a message ended, as its answer tells it piece by piece. */
final class Ending {

    private static final String FILTERED = "\"content_filter\"";

    private String finish = "";
    private String own = "";
    private byte[] stop = Words.NULL;
    private boolean calls;

    /** The canonical reason: a JSON string. */
    void finish(byte[] json, int from, int to) {
        finish = finish.isEmpty() ? text(json, from, to) : finish;
    }

    /** The provider's own word: a JSON string. */
    void own(byte[] json, int from, int to) {
        own = text(json, from, to);
    }

    /** The text at which it stopped: a JSON string. */
    void stop(byte[] json, int from, int to) {
        stop = text(json, from, to).getBytes(StandardCharsets.UTF_8);
    }

    /** The model refused. */
    void refused() {
        finish = FILTERED;
    }

    /** The model called a tool. */
    void called() {
        calls = true;
    }

    private static String text(byte[] json, int from, int to) {
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    private String reason() {
        if (own.equals("\"pause_turn\"")) {
            return "pause_turn";
        }
        return switch (finish) {
            case "\"length\"" -> "max_tokens";
            case FILTERED -> "refusal";
            case "\"tool_calls\"", "\"function_call\"" -> "tool_use";
            default -> calls ? "tool_use" : stop == Words.NULL ? "end_turn" : "stop_sequence";
        };
    }

    /** Writes the fields that tell it. */
    void write(JsonWriter out) {
        write(reason(), stop, out);
    }

    /** Writes the fields of a message that goes on. */
    static void none(JsonWriter out) {
        write("", Words.NULL, out);
    }

    private static void write(String reason, byte[] stop, JsonWriter out) {
        out.name("stop_reason");
        if (reason.isEmpty()) {
            out.nothing();
        } else {
            out.string(reason);
        }
        out.name("stop_sequence").raw(stop);
        out.name("stop_details").nothing();
        out.name("container").nothing();
    }
}
