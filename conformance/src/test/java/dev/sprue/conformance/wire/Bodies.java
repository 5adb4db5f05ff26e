package dev.sprue.conformance.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Request bodies that the tests start from. */
final class Bodies {
    private static final String DOT =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
                    + "DwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

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

    /** An image embeddings request for a picture of one pixel with a text. */
    static ObjectNode embedPicture(String model, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.putArray("input").addObject().put("image", DOT).put("text", text);
        return body;
    }

    static ObjectNode embedWithoutModel(String input) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("input").add(input);
        return body;
    }
}
