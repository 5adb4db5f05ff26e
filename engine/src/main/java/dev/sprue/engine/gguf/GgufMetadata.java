package dev.sprue.engine.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key/value part of a GGUF file, with accessors that check the type and say which key was wrong. */
public final class GgufMetadata {
    private final Map<String, GgufValue> values;

    GgufMetadata(Map<String, GgufValue> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Returns a required string. */
    public String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    /** Returns a string where the key is there. */
    public Optional<String> optionalText(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Text text -> Optional.of(text.value());
            default -> throw wrongType(key, "a string");
        };
    }

    /**
     * Returns a required integer.
     *
     * @throws GgufException where it is absent, not an integer, or outside {@code min..max}
     */
    public int integer(String key, int min, int max) {
        if (!has(key)) {
            throw missing(key);
        }
        return integer(key, min, min, max);
    }

    /** Returns an integer, or {@code fallback} where the key is absent; a present value must lie in {@code min..max}. */
    public int integer(String key, int fallback, int min, int max) {
        return switch (values.get(key)) {
            case null -> fallback;
            case GgufValue.Whole whole when whole.value() >= min && whole.value() <= max -> (int) whole.value();
            case GgufValue.Whole whole ->
                throw new GgufException(
                        key + " is " + whole.value() + ", allowed are " + min + " to " + max, GgufException.WHOLE_FILE);
            default -> throw wrongType(key, "an integer");
        };
    }

    /** Returns a number, or {@code fallback} where the key is absent. */
    public double real(String key, double fallback) {
        return switch (values.get(key)) {
            case null -> fallback;
            case GgufValue.Real real -> real.value();
            default -> throw wrongType(key, "a floating point number");
        };
    }

    /** Returns a boolean, or {@code fallback} where the key is absent. */
    public boolean flag(String key, boolean fallback) {
        return switch (values.get(key)) {
            case null -> fallback;
            case GgufValue.Flag flag -> flag.value();
            default -> throw wrongType(key, "a boolean");
        };
    }

    /** Returns a required array of strings. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (GgufValue value : many(key)) {
            if (!(value instanceof GgufValue.Text text)) {
                throw wrongType(key, "an array of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }

    /** Returns a required array of integers. */
    public List<Long> wholes(String key) {
        List<Long> wholes = new ArrayList<>();
        for (GgufValue value : many(key)) {
            if (!(value instanceof GgufValue.Whole whole)) {
                throw wrongType(key, "an array of integers");
            }
            wholes.add(whole.value());
        }
        return wholes;
    }

    private List<GgufValue> many(String key) {
        return switch (values.get(key)) {
            case null -> throw missing(key);
            case GgufValue.Many many -> many.values();
            default -> throw wrongType(key, "an array");
        };
    }

    private static GgufException missing(String key) {
        return new GgufException("the metadata has no " + key, GgufException.WHOLE_FILE);
    }

    private static GgufException wrongType(String key, String wanted) {
        return new GgufException(key + " is not " + wanted, GgufException.WHOLE_FILE);
    }
}
