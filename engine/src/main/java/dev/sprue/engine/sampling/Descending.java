package dev.sprue.engine.sampling;

/**
 * Yields the indexes of an array from the largest value down, the lower index first among equals. A heap: building it
 * takes linear time, and each index a logarithm, which beats sorting when few are taken.
 */
final class Descending {
    private final float[] values;
    private final int[] heap;
    private int size;

    Descending(float[] values) {
        this.values = values;
        this.size = values.length;
        this.heap = new int[size];
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    /** Returns the next index; to be called at most once for each value. */
    int next() {
        int top = heap[0];
        heap[0] = heap[--size];
        siftDown(0);
        return top;
    }

    private void siftDown(int from) {
        int at = from;
        int moving = heap[at];
        int child = 2 * at + 1;
        while (child < size) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moving)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = moving;
    }

    private boolean before(int a, int b) {
        int order = Float.compare(values[a], values[b]);
        return order > 0 || order == 0 && a < b;
    }
}
