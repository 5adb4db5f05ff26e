package dev.sprue.engine.wire;

import java.util.Map;

/** Writes the answer to a health check. */
public final class HealthWriter {

    private HealthWriter() {}

    /**
     * Returns the body.
     *
     * @param loaded by model name, whether it is in memory
     * @param generations counts of generations by name
     */
    public static byte[] write(Map<String, Boolean> loaded, Map<String, Long> generations) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("status", "ok");
            out.writeObjectFieldStart("loaded");
            for (Map.Entry<String, Boolean> model : loaded.entrySet()) {
                out.writeBooleanField(model.getKey(), model.getValue());
            }
            out.writeEndObject();
            out.writeObjectFieldStart("generations");
            for (Map.Entry<String, Long> count : generations.entrySet()) {
                out.writeNumberField(count.getKey(), count.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
