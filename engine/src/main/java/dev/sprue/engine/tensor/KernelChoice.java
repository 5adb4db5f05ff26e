package dev.sprue.engine.tensor;

/** Decides once, at start, which kernels the process uses. */
public final class KernelChoice {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private KernelChoice() {}

    /** Returns the vector kernels where the runtime was started with the vector module, else the scalar ones. */
    public static Kernels best() {
        return hasVectors() ? new VectorKernels() : new ScalarKernels();
    }

    /** Returns the encoder's kernels by the same rule, and the scalar ones for shapes that the vector ones are not made for. */
    public static EncoderKernels bestEncoder() {
        return hasVectors() && VectorEncoderKernels.isSupported()
                ? new VectorEncoderKernels()
                : new ScalarEncoderKernels();
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }
}
