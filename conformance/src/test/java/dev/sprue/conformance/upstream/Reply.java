package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stand-in's model says to one chat, in OpenAI's words.
 *
 * @param name part of the answer's id
 * @param message the whole answer's message, with its role
 * @param deltas what a stream says instead, in order; the first has the role
 * @param finishReason why the answer ends
 * @param completionTokens tokens that the answer counts as
 * @param reasoningTokens those of them that are reasoning
 */
record Reply(
        String name,
        ObjectNode message,
        List<ObjectNode> deltas,
        String finishReason,
        int completionTokens,
        int reasoningTokens) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TOOL = "look_up";

    /**
     * The call of one tool.
     *
     * @param name the tool's
     * @param arguments the pieces of its JSON text
     */
    record Call(String name, List<String> arguments) {}

    static Reply of(Script script) {
        if (script.form() == Script.Form.TOOL_CALL) {
            Reply calls = calls(script.name(), List.of(new Call(TOOL, script.deltas())));
            return new Reply(
                    script.name(), calls.message, calls.deltas, script.finishReason(), script.completionTokens(), 0);
        }
        List<ObjectNode> deltas = new ArrayList<>();
        deltas.add(JSON.objectNode().put("role", "assistant").put("content", "").putNull("refusal"));
        script.deltas().forEach(text -> deltas.add(JSON.objectNode().put("content", text)));
        ObjectNode message = JSON.objectNode().put("role", "assistant").put("content", script.text());
        return new Reply(
                script.name(), message.putNull("refusal"), deltas, script.finishReason(), script.completionTokens(), 0);
    }

    /** A model that thinks before it answers, and says so in a field of its own, as vLLM and DeepSeek do. */
    static Reply thinking(List<String> thoughts, String answer) {
        List<ObjectNode> deltas = new ArrayList<>();
        deltas.add(JSON.objectNode().put("role", "assistant").put("content", ""));
        thoughts.forEach(thought -> deltas.add(JSON.objectNode().put("reasoning_content", thought)));
        deltas.add(JSON.objectNode().put("content", answer));
        ObjectNode message = JSON.objectNode().put("role", "assistant").put("content", answer);
        message.put("reasoning_content", String.join("", thoughts)).putNull("refusal");
        return new Reply("thinking", message, deltas, "stop", thoughts.size() + 1, thoughts.size());
    }

    /** Several calls in one answer, their arguments one after another. */
    static Reply calls(String name, List<Call> calls) {
        ObjectNode message = JSON.objectNode().put("role", "assistant").putNull("content");
        ArrayNode whole = message.putArray("tool_calls");
        List<ObjectNode> deltas = new ArrayList<>();
        int pieces = 0;
        for (Call call : calls) {
            int index = whole.size();
            head(whole.addObject(), index, call.name, String.join("", call.arguments));
            ObjectNode first = JSON.objectNode();
            if (index == 0) {
                first.put("role", "assistant").putNull("content");
            }
            head(first.putArray("tool_calls").addObject().put("index", index), index, call.name, "");
            deltas.add(first);
            for (String piece : call.arguments) {
                ObjectNode delta = JSON.objectNode();
                ObjectNode more = delta.putArray("tool_calls").addObject().put("index", index);
                more.putObject("function").put("arguments", piece);
                deltas.add(delta);
                pieces++;
            }
        }
        return new Reply(name, message.putNull("refusal"), deltas, "tool_calls", pieces, 0);
    }

    private static void head(ObjectNode call, int index, String tool, String arguments) {
        call.put("id", "call_000" + (index + 1)).put("type", "function");
        call.putObject("function").put("name", tool).put("arguments", arguments);
    }
}
