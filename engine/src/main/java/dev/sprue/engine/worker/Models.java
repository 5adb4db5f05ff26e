package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.wire.ApiException;
import java.util.List;

/** Finds the model that a request names, or says what is wrong with the name. */
final class Models {

    private Models() {}

    /**
     * Finds a model that is of one of some kinds.
     *
     * @param task what models of these kinds do, and the others do not
     */
    static CatalogModel require(String id, String task, CatalogModel.Kind... kinds) {
        CatalogModel model = ModelCatalog.find(id)
                .orElseThrow(() -> ApiException.of(
                        404,
                        "model_not_found",
                        "model",
                        "There is no model \"" + id + "\" here; GET /v1/models lists those that are."));
        if (!List.of(kinds).contains(model.kind())) {
            throw ApiException.invalid("model_not_suitable", "model", "Model \"" + id + "\" does not do " + task + ".");
        }
        return model;
    }
}
