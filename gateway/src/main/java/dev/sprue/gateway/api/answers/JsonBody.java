package dev.sprue.gateway.api.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bodies that the gateway makes itself. */
public final class JsonBody {

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes a JSON text. */
    @FunctionalInterface
    public interface Content {

        /** Writes it to {@code json}. */
        void write(JsonGenerator json) throws IOException;
    }

    private JsonBody() {}

    /** The bytes of a JSON text. */
    public static byte[] of(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
