package dev.sprue.engine.embedding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The computation of one vector, step by step. */
public interface VectorPass {

    /** Does about a millisecond's work, or all of it where that cannot be parted. Must not be called when it is done. */
    void step();

    /** Returns whether the vector is there. */
    boolean isDone();

    /** Returns the vector, of length 1, when it is there. */
    float[] vector();

    /** Returns a computation that is one step. */
    static VectorPass inOneStep(Supplier<float[]> whole) {
        return new VectorPass() {
            private float @Nullable [] vector;

            @Override
            public void step() {
                vector = whole.get();
            }

            @Override
            public boolean isDone() {
                return vector != null;
            }

            @Override
            public float[] vector() {
                float[] made = vector;
                if (made == null) {
                    throw new IllegalStateException("the vector was not computed yet");
                }
                return made;
            }
        };
    }
}
