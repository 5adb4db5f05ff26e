package dev.sprue.engine.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes random requests for text completions. */
final class CompletionRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Tokenizer tokenizer;

    CompletionRequests(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Makes a request without a prompt. */
    static ObjectNode request(Random random) {
        ObjectNode request = JSON.objectNode().put("model", "sprue-chat").put("seed", random.nextLong());
        request.put("temperature", random.nextInt(3) * 0.7);
        request.put("max_tokens", random.nextInt(20));
        if (random.nextBoolean()) {
            request.put("n", 1 + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            request.put("logprobs", random.nextInt(6));
        }
        request.put("echo", random.nextBoolean());
        if (random.nextInt(3) == 0) {
            request.putArray("stop").add("a").add("\u00e9");
        }
        return request;
    }

    /** Makes prompts, all texts or all tokens. */
    ArrayNode prompts(Random random) {
        ArrayNode prompts = JSON.arrayNode();
        boolean tokens = random.nextBoolean();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (tokens) {
                ArrayNode prompt = prompts.addArray();
                for (int k = random.nextInt(60); k >= 0; k--) {
                    prompt.add(random.nextInt(tokenizer.size()));
                }
            } else {
                prompts.add(text(random));
            }
        }
        return prompts;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(List.of("abc", " \"", "\u65e5\u672c", "\ud83d\ude00", "<|im_end|>", "\n", "null")
                    .get(random.nextInt(7)));
        }
        return text.toString();
    }

    /** Returns how many tokens a prompt takes. */
    int tokens(JsonNode prompt) {
        if (prompt.isArray()) {
            return prompt.size();
        }
        return Math.max(1, tokenizer.encode(prompt.asText()).length);
    }

    /** Returns the text that a prompt is. */
    String text(JsonNode prompt) {
        if (prompt.isTextual()) {
            return prompt.asText();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        prompt.forEach(token -> {
            if (!tokenizer.isControl(token.asInt())) {
                bytes.writeBytes(tokenizer.bytes(token.asInt()));
            }
        });
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
