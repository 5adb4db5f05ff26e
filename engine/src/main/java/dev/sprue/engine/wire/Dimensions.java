package dev.sprue.engine.wire;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The field {@code dimensions} of requests for vectors. */
public final class Dimensions {

    private Dimensions() {}

    /** Reads the field; its value is at least 1. */
    static OptionalInt read(Fields fields) {
        return fields.integer("dimensions", 1, Integer.MAX_VALUE);
    }

    /**
     * Chooses the length of the vectors.
     *
     * @param wanted what the request says
     * @param possible the lengths that the model's vectors can have; the last one is the usual
     * @throws ApiException 422 where the model cannot do that
     */
    public static int choose(OptionalInt wanted, List<Integer> possible) {
        if (wanted.isEmpty()) {
            return possible.getLast();
        }
        int length = wanted.getAsInt();
        if (!possible.contains(length)) {
            String can = possible.size() == 1
                    ? "always have " + possible.getFirst()
                    : "can have " + possible.stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw ApiException.notSupported(
                    "dimensions", "\"dimensions\" is " + length + "; this model's vectors " + can + ".");
        }
        return length;
    }
}
