package dev.sprue.conformance.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Request bodies that the tests start from. */
final class Bodies {
    private Bodies() {}

    /** A chat of one user message. */
    static ObjectNode chat(String model, String message) {
        ObjectNode body = chatWithoutModel(message);
        return body.put("model", model);
    }

    static ObjectNode chatWithoutModel(String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", message);
        return body;
    }

    /** An embeddings request for one text. */
    static ObjectNode embed(String model, String input) {
        return embedWithoutModel(input).put("model", model);
    }

    static ObjectNode embedWithoutModel(String input) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("input").add(input);
        return body;
    }
}
