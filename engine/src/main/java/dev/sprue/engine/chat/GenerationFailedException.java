package dev.sprue.engine.chat;

/** Says that the engine itself failed while it generated; the cause is a defect or a lack of memory. */
public final class GenerationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GenerationFailedException(Throwable cause) {
        super(cause);
    }
}
