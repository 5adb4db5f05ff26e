package dev.sprue.engine.gguf;

import java.util.Optional;

/** The tensor number formats that this engine computes with; sizes as in ggml. */
public enum TensorType {
    /** 32-bit floating point. */
    F32(0, 1, 4),
    /** 16-bit IEEE floating point. */
    F16(1, 1, 2),
    /** Blocks of 32 signed bytes that share one 16-bit scale. */
    Q8_0(8, 32, 34);

    private final int id;
    private final int blockElements;
    private final int blockBytes;

    TensorType(int id, int blockElements, int blockBytes) {
        this.id = id;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Returns the number of elements that one block holds. */
    public int blockElements() {
        return blockElements;
    }

    /** Returns the bytes that one block takes. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Finds the type with ggml's number, or nothing where this engine has no arithmetic for it. */
    static Optional<TensorType> ofId(long id) {
        for (TensorType type : values()) {
            if (type.id == id) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
