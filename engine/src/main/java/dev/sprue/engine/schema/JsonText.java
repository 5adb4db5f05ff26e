package dev.sprue.engine.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes JSON values compactly: no white space, the order of keys as it is, numbers as plain decimals. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Returns the text of a value. */
    public static String of(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonNode value, JsonGenerator out) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    out.writeFieldName(entry.getKey());
                    write(entry.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode entry : value) {
                    write(entry, out);
                }
                out.writeEndArray();
            }
            case NUMBER -> number(value, out);
            case STRING -> out.writeString(value.textValue());
            case BOOLEAN -> out.writeBoolean(value.booleanValue());
            default -> out.writeNull();
        }
    }

    private static void number(JsonNode value, JsonGenerator out) throws IOException {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            out.writeNumber(value.doubleValue() > 0 ? "1e999" : "-1e999"); // how such a number was written
        } else {
            out.writeNumber(value.decimalValue().toPlainString());
        }
    }
}
