package dev.sprue.engine.worker;

import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Part;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Strided;
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
    public void multiplyQ8(byte[] quants, float[] scales, Part part, float[] x, float[] out) {
        inner.multiplyQ8(quants, scales, part, x, out);
    }

    @Override
    public void multiplyF16(short[] halves, Part part, float[] x, float[] out) {
        inner.multiplyF16(halves, part, x, out);
    }

    @Override
    public void multiplyF32(float[] weights, Part part, float[] x, float[] out) {
        inner.multiplyF32(weights, part, x, out);
    }

    @Override
    public void dots(Strided rows, float[] x, int xOffset, float[] out, int outOffset) {
        inner.dots(rows, x, xOffset, out, outOffset);
    }

    @Override
    public void addWeighted(Strided rows, float[] weights, int weightsOffset, float[] out, int outOffset) {
        inner.addWeighted(rows, weights, weightsOffset, out, outOffset);
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
    public void swiglu(float[] gate, int gateOffset, float[] up, int upOffset, int length) {
        if (left.getAndDecrement() <= 0) {
            throw new IllegalStateException("broken on purpose");
        }
        inner.swiglu(gate, gateOffset, up, upOffset, length);
    }

    @Override
    public void softmax(float[] values, int length) {
        inner.softmax(values, length);
    }
}
