package dev.sprue.gateway.providers.adaptation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.ScriptedUpstream.Connection;
import dev.sprue.gateway.testing.ScriptedUpstream.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A server that makes of each input a vector which depends on that input alone, in the manner that a test wants. */
final class VectorServer implements ScriptedUpstream.Script {

    static final int TOKENS = 3;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What such servers do about {@code encoding_format}, and how they order their answers. */
    enum Manner {
        /** Knows float and base64. */
        PLAIN,
        /** Does not know {@code encoding_format} and sends numbers. */
        DEAF,
        /** Sends base64 whatever it is asked for. */
        BASE64_ONLY,
        /** Plain, but refuses everything that it does not know. */
        STRICT_FLOAT,
        /** Plain, but with its vectors in the order in which they happen to be ready. */
        SHUFFLED,
        /** Plain, but without numbers. */
        UNNUMBERED,
        /** Plain, but all numbers are 0. */
        ZEROS
    }

    private final Manner manner;

    VectorServer(Manner manner) {
        this.manner = manner;
    }

    @Override
    public void answer(Request request, Connection connection) throws IOException {
        JsonNode body = MAPPER.readTree(request.body());
        String format = body.path("encoding_format").asText("float");
        if (manner == Manner.STRICT_FLOAT && !format.equals("float")) {
            connection.answer(
                    400, "application/json", "{\"error\":{\"message\":\"only float\",\"param\":\"encoding_format\"}}");
            return;
        }
        connection.answer(200, "application/json", answer(body, format));
    }

    /** Each input's vector, of length 1. */
    static float[] vector(JsonNode input) {
        Random random = new Random(input.toString().hashCode());
        float[] vector = new float[19];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    /** The inputs of a request, one by one. */
    static List<JsonNode> inputs(JsonNode body) {
        JsonNode input = body.path("input");
        List<JsonNode> inputs = new ArrayList<>();
        if (input.isArray() && !input.path(0).isNumber()) {
            input.forEach(inputs::add);
        } else {
            inputs.add(input);
        }
        return inputs;
    }

    /** The answer to a request. */
    String answer(JsonNode body, String format) {
        boolean text = manner == Manner.BASE64_ONLY || (format.equals("base64") && manner != Manner.DEAF);
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode input : inputs(body)) {
            ObjectNode item = MAPPER.createObjectNode().put("object", "embedding");
            if (manner != Manner.UNNUMBERED) {
                item.put("index", manner == Manner.ZEROS ? 0 : items.size());
            }
            float[] vector = vector(input);
            if (text) {
                ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(vector);
                item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            } else {
                ArrayNode numbers = item.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
            items.add(item);
        }
        if (manner == Manner.SHUFFLED) {
            Collections.shuffle(items, new Random(items.size()));
        }
        int tokens = items.size() * TOKENS;
        ObjectNode answer = MAPPER.createObjectNode().put("object", "list").put("model", "vectors");
        answer.putArray("data").addAll(items);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer.toString();
    }
}
