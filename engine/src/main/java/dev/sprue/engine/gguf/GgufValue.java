package dev.sprue.engine.gguf;

import java.util.List;

/** A metadata value of a GGUF file: the thirteen stored types folded into the five that readers care about. */
public sealed interface GgufValue {

    /** Any integer type. Unsigned 64-bit values above 2^63-1 are refused when read. */
    record Whole(long value) implements GgufValue {}

    /** A 32- or 64-bit floating point number. */
    record Real(double value) implements GgufValue {}

    /** A boolean. */
    record Flag(boolean value) implements GgufValue {}

    /** A UTF-8 string. */
    record Text(String value) implements GgufValue {}

    /** An array; its elements share one stored type, so one record type. */
    record Many(List<GgufValue> values) implements GgufValue {}
}
