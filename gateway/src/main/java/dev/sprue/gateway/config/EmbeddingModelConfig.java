package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * What a model that makes vectors can do, and what its server wants. What is left out is not checked and goes as it came.
 *
 * @param dimensions the lengths of vectors that may be asked for
 * @param encodings the values of {@code encoding_format} that its server knows; absent: {@code float} and {@code base64}
 * @param inputTypes the values of {@code input_type} between which the model tells; {@code text} needs no mention
 * @param inputTypeField {@code input_type}: its server takes that field; {@code none}: it does not, and the field is left out
 * @param maxInputs most inputs in one call of its server
 */
public record EmbeddingModelConfig(
        Optional<DimensionsConfig> dimensions,
        Optional<List<Encoding>> encodings,
        Optional<List<InputType>> inputTypes,
        @Default("none") InputTypeField inputTypeField,
        @Range(min = 1, max = Integer.MAX_VALUE) Optional<Integer> maxInputs) {

    /** How a vector is written. */
    public enum Encoding implements Keyed {
        /** An array of numbers. */
        FLOAT("float"),
        /** Little-endian 32-bit floats, as text. */
        BASE64("base64"),
        /** Signed bytes. */
        INT8("int8"),
        /** Unsigned bytes. */
        UINT8("uint8"),
        /** A bit a component, in signed bytes. */
        BINARY("binary"),
        /** A bit a component, in unsigned bytes. */
        UBINARY("ubinary");

        private final String key;

        Encoding(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /** What a text is for. */
    public enum InputType {
        /** Anything. */
        text,
        /** Searching. */
        query,
        /** Being found. */
        document
    }

    /** The field in which a server takes the input type. */
    public enum InputTypeField {
        /** In none. */
        none,
        /** In {@code input_type}, with the values of the Azure AI Model Inference API. */
        input_type
    }
}
