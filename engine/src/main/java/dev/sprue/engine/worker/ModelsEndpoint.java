package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.wire.ModelsWriter;
import java.io.IOException;

/** Answers {@code GET /v1/models}. */
final class ModelsEndpoint implements Endpoint {

    @Override
    public void answer(Exchange exchange) throws IOException {
        exchange.json(200, ModelsWriter.list(ModelCatalog.models()));
    }
}
