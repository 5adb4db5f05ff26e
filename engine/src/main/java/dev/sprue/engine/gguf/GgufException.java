package dev.sprue.engine.gguf;

/** Says that a GGUF file cannot be used, why, and where in the file. */
public final class GgufException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Offset of a fault that belongs to the file as a whole. */
    public static final long WHOLE_FILE = -1;

    private final long offset;

    /**
     * Creates the exception.
     *
     * @param message cause and, where there is one, remedy
     * @param offset byte position of the fault, or {@link #WHOLE_FILE}
     */
    public GgufException(String message, long offset) {
        super(offset == WHOLE_FILE ? "GGUF: " + message : "GGUF at byte " + offset + ": " + message);
        this.offset = offset;
    }

    /** Returns the byte position of the fault, or {@link #WHOLE_FILE}. */
    public long offset() {
        return offset;
    }
}
