package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.wire.ApiException;
import java.util.List;

/** Finds the model that a request names, or says what is wrong with the name. */
final class Models {

    private Models() {}

    /** Finds a model that is of one of some kinds, of which the first has what is asked for as its own task. */
    static CatalogModel require(String id, CatalogModel.Kind... kinds) {
        CatalogModel model = ModelCatalog.find(id)
                .orElseThrow(() -> ApiException.of(
                        404,
                        "model_not_found",
                        "model",
                        "There is no model \"" + id + "\" here; GET /v1/models lists those that are."));
        if (!List.of(kinds).contains(model.kind())) {
            String task =
                    switch (kinds[0]) {
                        case CHAT -> "chat completions";
                        case EMBEDDING -> "embeddings";
                        case IMAGE_EMBEDDING -> "image embeddings";
                    };
            throw ApiException.invalid("model_not_suitable", "model", "Model \"" + id + "\" does not do " + task + ".");
        }
        return model;
    }
}
