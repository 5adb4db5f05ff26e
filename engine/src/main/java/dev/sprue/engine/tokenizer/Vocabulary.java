package dev.sprue.engine.tokenizer;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufMetadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The tokens of a model: their ids, the bytes they stand for, and which of them are control tokens. */
final class Vocabulary {
    private static final String TOKENS = "tokenizer.ggml.tokens";
    private static final String TYPES = "tokenizer.ggml.token_type";
    /** The stored number of the ordinary token type; the others (control, user-defined, unused ...) are literal. */
    private static final long NORMAL = 1;

    private final byte[][] bytes;
    private final boolean[] normal;
    private final Map<String, Integer> ids;

    private Vocabulary(byte[][] bytes, boolean[] normal, Map<String, Integer> ids) {
        this.bytes = bytes;
        this.normal = normal;
        this.ids = ids;
    }

    static Vocabulary load(GgufMetadata metadata, ByteAlphabet alphabet) {
        List<String> tokens = metadata.texts(TOKENS);
        List<Long> types = metadata.has(TYPES) ? metadata.wholes(TYPES) : List.of();
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw fault(TYPES + " has " + types.size() + " entries for " + tokens.size() + " tokens");
        }
        byte[][] bytes = new byte[tokens.size()][];
        boolean[] normal = new boolean[tokens.size()];
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < bytes.length; id++) {
            String token = tokens.get(id);
            normal[id] = types.isEmpty() || types.get(id) == NORMAL;
            bytes[id] = normal[id] ? spelledOut(token, alphabet) : token.getBytes(StandardCharsets.UTF_8);
            if (ids.put(token, id) != null) {
                throw fault("token \"" + token + "\" occurs twice");
            }
        }
        return new Vocabulary(bytes, normal, ids);
    }

    private static byte[] spelledOut(String token, ByteAlphabet alphabet) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = alphabet.byteOf(token.charAt(i));
            if (value < 0) {
                throw fault("token \"" + token + "\" is not written in the byte alphabet");
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    /** Returns the number of bytes of the ordinary token that stands for most. */
    int longestBytes() {
        int longest = 1;
        for (int id = 0; id < bytes.length; id++) {
            longest = normal[id] ? Math.max(longest, bytes[id].length) : longest;
        }
        return longest;
    }

    byte[] bytes(int id) {
        return bytes[id];
    }

    boolean isNormal(int id) {
        return normal[id];
    }

    OptionalInt find(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Returns the id of an ordinary token that must be there. */
    int requireNormal(String token, String why) {
        int id = find(token).orElseThrow(() -> fault(why + " needs token \"" + token + "\", which is missing"));
        if (!normal[id]) {
            throw fault(why + " needs token \"" + token + "\", which is no ordinary token");
        }
        return id;
    }

    private static GgufException fault(String message) {
        return new GgufException(message, GgufException.WHOLE_FILE);
    }
}
