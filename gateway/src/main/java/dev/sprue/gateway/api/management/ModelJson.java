package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.OfferedModel;
import dev.sprue.gateway.config.SkuConfig;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Models as answers show them. */
final class ModelJson {

    private ModelJson() {}

    /** What a model can do, in the form of this API. */
    static Map<String, String> capabilities(OfferedModel model) {
        Map<String, String> capabilities = new TreeMap<>();
        model.capabilities().forEach(capability -> capabilities.put(capability.name(), "true"));
        return capabilities;
    }

    /** Writes a model. */
    static void write(JsonGenerator json, OfferedModel model) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", model.format());
        json.writeStringField("name", model.name());
        json.writeStringField("version", model.version());
        json.writeBooleanField("isDefaultVersion", model.isDefaultVersion());
        json.writeNumberField("maxCapacity", SkuConfig.MAX_CAPACITY);
        Json.texts(json, "capabilities", capabilities(model));
        json.writeStringField("lifecycleStatus", "GenerallyAvailable");
        json.writeArrayFieldStart("skus");
        for (String sku : model.skus()) {
            json.writeStartObject();
            json.writeStringField("name", sku);
            json.writeStringField("usageName", model.format() + "." + sku + "." + model.name());
            capacity(json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes which capacities can be had. */
    static void capacity(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("capacity");
        json.writeNumberField("minimum", 1);
        json.writeNumberField("maximum", SkuConfig.MAX_CAPACITY);
        json.writeNumberField("step", 1);
        json.writeNumberField("default", 1);
        json.writeEndObject();
    }
}
