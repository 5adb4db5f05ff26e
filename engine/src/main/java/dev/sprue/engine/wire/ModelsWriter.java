package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.catalog.CatalogModel;
import java.io.IOException;
import java.util.List;

/** Writes the list of models and its entries. */
public final class ModelsWriter {

    private ModelsWriter() {}

    /** Returns the body of the list. */
    public static byte[] list(List<CatalogModel> models) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            for (CatalogModel model : models) {
                write(out, model);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Returns the body for one model. */
    public static byte[] single(CatalogModel model) {
        return Json.bytes(out -> write(out, model));
    }

    private static void write(JsonGenerator out, CatalogModel model) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", model.id());
        out.writeStringField("object", "model");
        out.writeNumberField("created", model.createdSeconds());
        out.writeStringField("owned_by", model.owner());
        out.writeEndObject();
    }
}
