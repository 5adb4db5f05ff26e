package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;

/** Cuts the {@code input} array of a request into batches, by places in the request's bytes. */
final class InputBatches {

    private static final byte[] NOTHING = new byte[0];

    private final int inputs;
    private final int size;
    private final int arrayStart;
    private final int arrayEnd;
    private final int[] starts;
    private final int[] ends;

    private InputBatches(JsonValue array, int inputs, int size) {
        this.inputs = inputs;
        this.size = size;
        this.arrayStart = array.start();
        this.arrayEnd = array.end();
        this.starts = new int[Math.ceilDiv(inputs, size)];
        this.ends = new int[starts.length];
    }

    /**
     * Cuts a request that has been checked.
     *
     * @param inputs inputs that it has, more than {@code size}, so that {@code input} is an array of them
     * @param size inputs of a batch; the last one may have fewer
     */
    static InputBatches of(JsonFields body, int inputs, int size) {
        JsonValue array = JsonValue.of(body, body.find("input").orElseThrow());
        InputBatches batches = new InputBatches(array, inputs, size);
        int[] item = {0};
        array.items(input -> {
            int batch = item[0] / size;
            if (item[0]++ % size == 0) {
                batches.starts[batch] = input.start();
            }
            batches.ends[batch] = input.end();
        });
        return batches;
    }

    /** Number of batches. */
    int count() {
        return starts.length;
    }

    /** Place of a batch's first input among all, from 0. */
    int first(int batch) {
        return batch * size;
    }

    /** Number of inputs of a batch. */
    int inputs(int batch) {
        return Math.min(size, inputs - first(batch));
    }

    /** Leaves only one batch in a request. */
    JsonSplicer only(int batch, JsonFields body) {
        return new JsonSplicer(body)
                .put(arrayStart + 1, starts[batch], NOTHING)
                .put(ends[batch], arrayEnd - 1, NOTHING);
    }
}
