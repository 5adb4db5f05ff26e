package dev.sprue.engine.embedding;

/** Says why this machine cannot compute embeddings. */
public final class EmbeddingUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddingUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
