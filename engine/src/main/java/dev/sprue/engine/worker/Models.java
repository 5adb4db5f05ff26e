package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.wire.ApiException;

/** Finds the model that a request names, or says what is wrong with the name. */
final class Models {

    private Models() {}

    static CatalogModel require(String id, CatalogModel.Kind kind) {
        CatalogModel model = ModelCatalog.find(id)
                .orElseThrow(() -> ApiException.of(
                        404,
                        "model_not_found",
                        "model",
                        "There is no model \"" + id + "\" here; GET /v1/models lists those that are."));
        if (model.kind() != kind) {
            String task =
                    switch (kind) {
                        case CHAT -> "chat completions";
                        case EMBEDDING -> "embeddings";
                    };
            throw ApiException.invalid("model_not_suitable", "model", "Model \"" + id + "\" does not do " + task + ".");
        }
        return model;
    }
}
