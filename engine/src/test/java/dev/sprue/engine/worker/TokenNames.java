package dev.sprue.engine.worker;

import dev.sprue.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The tokens of a vocabulary by the names that text completions give them. */
final class TokenNames {
    private final Map<String, Integer> ids = new HashMap<>();

    TokenNames(Tokenizer tokenizer) {
        for (int id = 0; id < tokenizer.size(); id++) {
            byte[] bytes = tokenizer.bytes(id);
            String name = new String(bytes, StandardCharsets.UTF_8);
            ids.put(name.contains("\ufffd") ? hexadecimal(bytes) : name, id);
        }
    }

    private static String hexadecimal(byte[] bytes) {
        StringBuilder name = new StringBuilder("bytes:");
        for (byte value : bytes) {
            name.append(String.format("\\x%02x", value));
        }
        return name.toString();
    }

    int id(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }
}
