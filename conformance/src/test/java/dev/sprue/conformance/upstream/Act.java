package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a chat can have the stand-in's model do with the request itself, chosen by a last message of {@link #trigger}.
 * One act needs no trigger: results of tools are answered with what they said.
 */
public enum Act {
    /** It says, as JSON, what it was sent: the body as the provider got it. */
    SHOW_REQUEST("show your request"),
    /** It calls each tool that it was offered, once, with arguments that fit the tool's schema. */
    USE_TOOLS("use your tools"),
    /** It answers with an instance of the schema that was asked for, or with some JSON where any was. */
    FILL_FORM("fill in the form"),
    /** It thinks, in a field of its own, and then answers. */
    THINK("think first"),
    /** It thinks between {@code <think>} and {@code </think>} in its content, and then answers. */
    THINK_ALOUD("think aloud");

    /** What it thinks, in the pieces of a stream. */
    public static final List<String> THOUGHTS = List.of("Let me", " see: 6", " × 7.");

    /** What it says after thinking. */
    public static final String CONCLUSION = "It is 42.";

    private static final int ARGUMENT_PIECE = 5;

    private final String trigger;

    Act(String trigger) {
        this.trigger = trigger;
    }

    /** The message that makes the model do it. */
    public String trigger() {
        return trigger;
    }

    /** What {@code request} has the model do; {@code last} is the text of its last message. */
    static Optional<Reply> of(JsonNode request, String last) {
        JsonNode messages = request.path("messages");
        if (messages.path(messages.size() - 1).path("role").asText().equals("tool")) {
            return Optional.of(said("results", results(messages)));
        }
        return Arrays.stream(values())
                .filter(act -> act.trigger.equals(last))
                .findFirst()
                .map(act -> act.reply(request));
    }

    private Reply reply(JsonNode request) {
        return switch (this) {
            case SHOW_REQUEST -> said("request", request);
            case USE_TOOLS -> Reply.calls("tools", calls(request.path("tools")));
            case FILL_FORM -> said("form", form(request.path("response_format")));
            case THINK -> Reply.thinking(THOUGHTS, CONCLUSION);
            case THINK_ALOUD -> aloud();
        };
    }

    private static Reply said(String name, JsonNode value) {
        return Reply.of(Script.text(name, pieces(value.toString())));
    }

    private static List<Reply.Call> calls(JsonNode tools) {
        List<Reply.Call> calls = new ArrayList<>();
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            String arguments = SchemaInstances.of(function.path("parameters")).toString();
            calls.add(new Reply.Call(function.path("name").asText(), List.of(pieces(arguments))));
        }
        return calls;
    }

    private static JsonNode form(JsonNode format) {
        return format.path("type").asText().equals("json_schema")
                ? SchemaInstances.of(format.path("json_schema").path("schema"))
                : JsonNodeFactory.instance.objectNode().put("form", "filled in");
    }

    /** By the id of its call, what each tool said in the results that end the messages. */
    private static ObjectNode results(JsonNode messages) {
        ObjectNode results = JsonNodeFactory.instance.objectNode();
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("tool")) {
                results.set(message.path("tool_call_id").asText(), message.path("content"));
            } else {
                results.removeAll();
            }
        }
        return results;
    }

    private static Reply aloud() {
        List<String> deltas = new ArrayList<>(List.of("<thi", "nk>" + THOUGHTS.getFirst()));
        deltas.addAll(THOUGHTS.subList(1, THOUGHTS.size()));
        deltas.addAll(List.of("</th", "ink>\n\n", CONCLUSION));
        return Reply.of(Script.text("aloud", deltas.toArray(String[]::new)));
    }

    private static String[] pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += ARGUMENT_PIECE) {
            pieces.add(text.substring(from, Math.min(from + ARGUMENT_PIECE, text.length())));
        }
        return pieces.toArray(String[]::new);
    }
}
