package dev.sprue.engine.catalog;

import java.util.List;
import java.util.Optional;

/** The list of built-in models. */
public final class ModelCatalog {
    /** The chat model: small, trained on generated text; it exercises the service and is not an assistant. */
    public static final CatalogModel CHAT =
            new CatalogModel("sprue-chat", CatalogModel.Kind.CHAT, 1_767_225_600, "sprue");

    /** The embedding model: all-MiniLM-L6-v2, quantised. */
    public static final CatalogModel EMBED =
            new CatalogModel("sprue-embed", CatalogModel.Kind.EMBEDDING, 1_767_225_600, "sentence-transformers");

    /** The model for pictures and texts: small, trained on drawn scenes; it exercises the service and knows no photographs. */
    public static final CatalogModel IMAGE_EMBED =
            new CatalogModel("sprue-image-embed", CatalogModel.Kind.IMAGE_EMBEDDING, 1_795_219_200, "sprue");

    private static final List<CatalogModel> MODELS = List.of(CHAT, EMBED, IMAGE_EMBED);

    private ModelCatalog() {}

    /** Returns all models. */
    public static List<CatalogModel> models() {
        return MODELS;
    }

    /** Finds a model by its name, which is compared exactly. */
    public static Optional<CatalogModel> find(String id) {
        return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
