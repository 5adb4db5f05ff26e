package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.embedding.VectorQuantizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * How a vector of length 1 is written: the values of {@code encoding_format} of the Azure AI Model Inference API. All but
 * {@link #BASE64} are arrays of numbers. What the lossy ones keep of a vector is defined in {@link VectorQuantizer}.
 */
public enum EmbeddingEncoding {
    /** The components as they are. */
    FLOAT,
    /** Base64 text of the components as little-endian 32-bit floats. */
    BASE64,
    /** The components times 127, rounded: -127 to 127. */
    INT8,
    /** {@link #INT8} plus 128: 1 to 255. */
    UINT8,
    /** The bytes of {@link #UBINARY} read as signed: -128 to 127, an eighth as many as there are components. */
    BINARY,
    /** One bit a component, packed from the highest bit of each byte on: 0 to 255, an eighth as many as components. */
    UBINARY;

    private static final int UINT8_SHIFT = 128;

    /** Returns the name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the encoding of a name, which is compared exactly. */
    public static Optional<EmbeddingEncoding> find(String wireName) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.wireName().equals(wireName))
                .findFirst();
    }

    /**
     * Reads the field {@code encoding_format}; {@link #FLOAT} where it is absent.
     *
     * @throws ApiException 400 where it is something else
     */
    static EmbeddingEncoding read(Fields fields) {
        Optional<String> name = fields.text("encoding_format");
        if (name.isEmpty()) {
            return FLOAT;
        }
        return find(name.get())
                .orElseThrow(() -> Fields.invalid(
                        fields.path("encoding_format"),
                        "is " + Fields.shown(fields.require("encoding_format")) + "; it must be one of " + names()
                                + "."));
    }

    private static String names() {
        return Arrays.stream(values()).map(EmbeddingEncoding::wireName).collect(Collectors.joining(", "));
    }

    /** Writes a vector of length 1 as the value of a field. */
    void write(JsonGenerator out, float[] vector) throws IOException {
        switch (this) {
            case FLOAT -> numbers(out, vector);
            case BASE64 -> out.writeString(base64(vector));
            case INT8 -> integers(out, VectorQuantizer.toInt8(vector), value -> value);
            case UINT8 -> integers(out, VectorQuantizer.toInt8(vector), value -> value + UINT8_SHIFT);
            case BINARY -> integers(out, VectorQuantizer.toBits(vector), value -> value);
            case UBINARY -> integers(out, VectorQuantizer.toBits(vector), value -> value & 0xFF);
        }
    }

    private static void numbers(JsonGenerator out, float[] vector) throws IOException {
        out.writeStartArray();
        for (float value : vector) {
            out.writeNumber(value);
        }
        out.writeEndArray();
    }

    private static void integers(JsonGenerator out, byte[] values, IntUnaryOperator shown) throws IOException {
        out.writeStartArray();
        for (byte value : values) {
            out.writeNumber(shown.applyAsInt(value));
        }
        out.writeEndArray();
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
