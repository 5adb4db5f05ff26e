package dev.sprue.gateway.providers.adaptation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.deployments.ProviderTraits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Traits of servers that make vectors, and what they should lead to. */
final class Traits {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Traits() {}

    /** Those of a server that knows these encodings and takes so many inputs at once. */
    static ProviderTraits of(Set<Encoding> encodings, int maxInputs) {
        ProviderTraits plain = ProviderTraits.PLAIN;
        return new ProviderTraits(
                plain.systemRole(),
                plain.reasoning(),
                plain.maxTokensField(),
                plain.remoteMedia(),
                encodings,
                plain.inputTypeField(),
                maxInputs);
    }

    /** Those of a server of which nothing is known but that it takes {@code input_type}. */
    static ProviderTraits withInputType() {
        ProviderTraits plain = ProviderTraits.PLAIN;
        return new ProviderTraits(
                plain.systemRole(),
                plain.reasoning(),
                plain.maxTokensField(),
                plain.remoteMedia(),
                plain.encodings(),
                InputTypeField.input_type,
                plain.maxInputs());
    }

    /** A vector as it should be written; {@link VectorWriterTest} tells whether it is. */
    static JsonNode written(float[] components, Encoding encoding) throws IOException {
        byte[] text = Arrays.toString(components).getBytes(StandardCharsets.US_ASCII);
        Vector vector = new Vector();
        vector.read(text, 0, text.length);
        return MAPPER.readTree(VectorWriter.write(encoding, vector));
    }
}
