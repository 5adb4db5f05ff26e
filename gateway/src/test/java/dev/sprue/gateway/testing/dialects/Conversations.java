package dev.sprue.gateway.testing.dialects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Generated canonical chat requests, by seed: systems, several turns, pictures, tools called and answered, one or several at
 * once, with unicode, escapes and awkward names, and the ordinary parameters.
 */
public final class Conversations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of(
            "Hello", " ", "world", "\n", "\"", "\\", "é", "😀", "\u2028", "\u0007", "{}", "</s>", "data: x", "\t", "0");
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final Random random;
    private int calls;

    private Conversations(long seed) {
        this.random = new Random(seed);
    }

    /** The request of a seed. */
    public static ObjectNode request(long seed) {
        return new Conversations(seed).make();
    }

    private ObjectNode make() {
        ObjectNode request = JSON.objectNode().put("model", "chat");
        ArrayNode messages = request.putArray("messages");
        for (int i = random.nextInt(3); i > 0; i--) {
            messages.addObject()
                    .put("role", random.nextBoolean() ? "system" : "developer")
                    .put("content", text());
        }
        boolean tools = random.nextBoolean();
        for (int turn = random.nextInt(3); turn >= 0; turn--) {
            user(messages);
            if (tools && random.nextBoolean()) {
                called(messages);
            }
            if (turn > 0) {
                messages.addObject().put("role", "assistant").put("content", text());
            }
        }
        if (tools) {
            tools(request);
        }
        parameters(request);
        return request;
    }

    private void user(ArrayNode messages) {
        ObjectNode message = messages.addObject().put("role", "user");
        if (random.nextInt(3) > 0) {
            message.put("content", text());
            return;
        }
        ArrayNode parts = message.putArray("content");
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (random.nextBoolean()) {
                parts.addObject().put("type", "text").put("text", text());
            } else {
                parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", "data:image/png;base64," + PIXEL);
            }
        }
    }

    /** The model calls tools, one or several at once, and they answer, in order or not. */
    private void called(ArrayNode messages) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (random.nextBoolean()) {
            message.put("content", text());
        } else {
            message.putNull("content");
        }
        ArrayNode made = message.putArray("tool_calls");
        List<String> ids = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String id = "call_" + calls++;
            ids.add(id);
            made.addObject()
                    .put("id", id)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "look_up")
                    .put("arguments", arguments());
        }
        if (random.nextBoolean()) {
            Collections.reverse(ids);
        }
        for (String id : ids) {
            messages.addObject().put("role", "tool").put("tool_call_id", id).put("content", text());
        }
    }

    private String arguments() {
        ObjectNode arguments = JSON.objectNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
            arguments.put("k" + i + (random.nextBoolean() ? "é\"" : ""), text());
        }
        if (random.nextBoolean()) {
            arguments.put("number", random.nextInt(1_000));
        }
        return arguments.toString();
    }

    private void tools(ObjectNode request) {
        ArrayNode tools = request.putArray("tools");
        ObjectNode function = tools.addObject().put("type", "function").putObject("function");
        function.put("name", "look_up").put("description", text());
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject("q").put("type", "string").put("description", text());
        parameters.putArray("required").add("q");
        if (random.nextBoolean()) {
            ObjectNode bare = tools.addObject().put("type", "function").putObject("function");
            bare.put("name", "now");
        }
        switch (random.nextInt(5)) {
            case 0 -> request.put("tool_choice", "auto");
            case 1 -> request.put("tool_choice", "required");
            case 2 -> request.put("tool_choice", "none");
            case 3 ->
                request.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", "look_up");
            default -> {}
        }
    }

    private void parameters(ObjectNode request) {
        if (random.nextBoolean()) {
            request.put("temperature", random.nextInt(11) / 10.0);
        }
        if (random.nextBoolean()) {
            request.put("top_p", (1 + random.nextInt(10)) / 10.0);
        }
        if (random.nextBoolean()) {
            request.put(random.nextBoolean() ? "max_tokens" : "max_completion_tokens", 1 + random.nextInt(1_000));
        }
        if (random.nextInt(3) == 0) {
            request.putArray("stop").add("END").add(text() + "!");
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.append(random.nextInt(10)).toString();
    }
}
