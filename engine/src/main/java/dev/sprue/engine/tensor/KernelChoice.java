package dev.sprue.engine.tensor;

/** Decides once, at start, which kernels the process uses. */
public final class KernelChoice {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private KernelChoice() {}

    /** Returns the vector kernels where the runtime was started with the vector module, else the scalar ones. */
    public static Kernels best() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() ? new VectorKernels() : new ScalarKernels();
    }
}
