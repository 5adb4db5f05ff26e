package dev.sprue.engine.tensor;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.TensorInfo;
import java.util.HashSet;
import java.util.Set;

/** Loads tensors with the shape the architecture asks for, and remembers which ones were used. */
public final class TensorLoader {
    private final GgufFile file;
    private final String architecture;
    private final Set<String> unused;

    /**
     * Loads from {@code file}.
     *
     * @param architecture its architecture's name, for messages
     */
    public TensorLoader(GgufFile file, String architecture) {
        this.file = file;
        this.architecture = architecture;
        this.unused = new HashSet<>(file.tensors().keySet());
    }

    /** Returns whether the file has such a tensor. */
    public boolean has(String name) {
        return file.tensor(name).isPresent();
    }

    /**
     * Loads a matrix.
     *
     * @throws GgufException where it is missing or has another shape
     */
    public Matrix matrix(String name, int rows, int columns) {
        TensorInfo tensor = require(name);
        if (tensor.dimensions().size() > 2) {
            throw fault(name + " has " + tensor.dimensions().size() + " dimensions, expected 2");
        }
        int storedRows = tensor.dimensions().size() == 2 ? tensor.dimensions().get(1) : 1;
        if (storedRows != rows || tensor.dimensions().getFirst() != columns) {
            throw fault(name + " has the shape " + tensor.dimensions() + ", expected [" + columns + ", " + rows + "]");
        }
        unused.remove(name);
        return Matrix.load(file, tensor);
    }

    /** Loads a vector as floats. */
    public float[] vector(String name, int length) {
        float[] values = new float[length];
        matrix(name, 1, length).row(0, values, 0);
        return values;
    }

    /** Refuses a file with tensors that nothing asked for: the model would silently compute something else. */
    public void requireAllUsed() {
        if (!unused.isEmpty()) {
            throw fault("tensor " + unused.stream().sorted().findFirst().orElseThrow() + " is not part of the "
                    + architecture + " architecture as this engine knows it");
        }
    }

    private TensorInfo require(String name) {
        return file.tensor(name).orElseThrow(() -> fault("tensor " + name + " is missing"));
    }

    private static GgufException fault(String message) {
        return new GgufException(message, GgufException.WHOLE_FILE);
    }
}
