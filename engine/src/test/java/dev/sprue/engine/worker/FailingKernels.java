package dev.sprue.engine.worker;

import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import java.util.concurrent.atomic.AtomicInteger;

/** Kernels that break after a number of gate computations, of which there are six a token in the shipped model. */
final class FailingKernels implements Kernels {
    private final Kernels inner = new ScalarKernels();
    private final AtomicInteger left = new AtomicInteger();

    void failAfterTokens(int tokens) {
        left.set(tokens * 6);
    }

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public void multiplyQ8(byte[] quants, float[] scales, int columns, int rows, float[] x, float[] out) {
        inner.multiplyQ8(quants, scales, columns, rows, x, out);
    }

    @Override
    public void multiplyF16(short[] halves, int columns, int rows, float[] x, float[] out) {
        inner.multiplyF16(halves, columns, rows, x, out);
    }

    @Override
    public void multiplyF32(float[] weights, int columns, int rows, float[] x, float[] out) {
        inner.multiplyF32(weights, columns, rows, x, out);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return inner.dot(a, aOffset, b, bOffset, length);
    }

    @Override
    public void addScaled(
            float[] target, int targetOffset, float[] source, int sourceOffset, int length, float factor) {
        inner.addScaled(target, targetOffset, source, sourceOffset, length, factor);
    }

    @Override
    public void swiglu(float[] gate, float[] up, int length) {
        if (left.getAndDecrement() <= 0) {
            throw new IllegalStateException("broken on purpose");
        }
        inner.swiglu(gate, up, length);
    }

    @Override
    public void softmax(float[] values, int length) {
        inner.softmax(values, length);
    }
}
