package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Writes OpenAI's answer to an embeddings request: a vector that depends on each text and on nothing else. */
public final class EmbeddingAnswers {
    /** Numbers of a vector where the request asks for no other count. */
    public static final int DIMENSIONS = 8;

    private EmbeddingAnswers() {}

    /** The vector that stands for {@code text}. */
    public static float[] vector(String text, int dimensions) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextFloat() * 2 - 1;
        }
        return vector;
    }

    /** The answer to {@code request}; OpenAI's has no {@code id}. */
    static ObjectNode answer(String model, JsonNode request) {
        int dimensions = request.path("dimensions").asInt(DIMENSIONS);
        boolean base64 = request.path("encoding_format").asText().equals("base64");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = answer.putArray("data");
        for (String text : texts(request.path("input"))) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = vector(text, dimensions);
            if (base64) {
                item.put("embedding", base64(vector));
            } else {
                var numbers = item.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        answer.put("model", model);
        int tokens = data.size() * 3;
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    /** The texts of an input: one, several, or token lists written out. */
    static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isArray() && !input.path(0).isNumber()) {
            input.forEach(each -> texts.add(each.isTextual() ? each.textValue() : each.toString()));
        } else {
            texts.add(input.isTextual() ? input.textValue() : input.toString());
        }
        return texts;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
