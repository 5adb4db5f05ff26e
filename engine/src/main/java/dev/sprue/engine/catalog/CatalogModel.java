package dev.sprue.engine.catalog;

/**
 * A built-in model as callers see it.
 *
 * @param id the name by which it is asked for
 * @param kind what it does
 * @param createdSeconds Unix time at which this version of the model was made
 * @param owner who made it
 */
public record CatalogModel(String id, Kind kind, long createdSeconds, String owner) {

    /** What a model does. */
    public enum Kind {
        /** Answers conversations. */
        CHAT,
        /** Turns texts into vectors. */
        EMBEDDING,
        /** Turns pictures, texts, and pairs of both into vectors of one space. */
        IMAGE_EMBEDDING
    }
}
