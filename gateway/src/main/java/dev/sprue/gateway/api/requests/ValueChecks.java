package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks of single values, each of which ends in a failure that names the place, what stands there, and what may stand
 * there.
 */
public final class ValueChecks {

    /** Longer numbers are none that any field takes, and slow to compare. */
    private static final int MAX_NUMBER_CHARS = 100;

    private ValueChecks() {}

    /** A failure at {@code value}, status 400. */
    public static FailureException wrong(JsonValue value, String problem, String wanted) {
        return Failure.of(ErrorCode.INVALID_VALUE, BodyFaults.place(value), problem)
                .remedied(wanted)
                .withDetails(List.of(fault(value, "invalid_value", "Input should be " + wanted)))
                .toException();
    }

    /** What the {@code detail} list says about a value. */
    public static ParameterFault fault(JsonValue value, String type, String message) {
        return BodyFaults.at(value, type, message);
    }

    /** A value of that kind. */
    public static void kind(JsonValue value, JsonKind kind) {
        if (value.kind() != kind) {
            throw wrong(value, "it is " + value.kind().words(), kind.words());
        }
    }

    /** An array with something in it. */
    public static void items(JsonValue value) {
        kind(value, JsonKind.ARRAY);
        if (value.isEmpty()) {
            throw wrong(value, "it is empty", "at least one item");
        }
    }

    /** A number in a range, both ends included. */
    public static void number(JsonValue value, double min, double max) {
        kind(value, JsonKind.NUMBER);
        double number = value.rawLength() > MAX_NUMBER_CHARS ? Double.NaN : Double.parseDouble(value.raw());
        if (!(number >= min && number <= max)) {
            throw wrong(value, "it is out of range", "a number from " + plain(min) + " to " + plain(max));
        }
    }

    /** A number without a fraction, in a range, both ends included; {@code 1e3} is one. */
    public static void whole(JsonValue value, long min, long max) {
        kind(value, JsonKind.NUMBER);
        if (!isWhole(value, min, max)) {
            String range = max == Long.MAX_VALUE && min == Long.MIN_VALUE
                    ? "a whole number of 64 bits"
                    : "a whole number from " + min + (max == Long.MAX_VALUE ? " on" : " to " + max);
            throw wrong(value, "it is none that is allowed here", range);
        }
    }

    private static boolean isWhole(JsonValue value, long min, long max) {
        if (value.rawLength() > MAX_NUMBER_CHARS) {
            return false;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(value.raw());
        } catch (NumberFormatException exponentOfTooManyDigits) {
            return false;
        }
        // An exponent of millions is one short text; its digits must never be written out.
        if (number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > MAX_NUMBER_CHARS) {
            return false;
        }
        return number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(min)) >= 0
                && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** A text of so many characters (code points). */
    public static String text(JsonValue value, int minChars, int maxChars) {
        kind(value, JsonKind.STRING);
        String text = value.text();
        int length = text.codePointCount(0, text.length());
        if (length < minChars || length > maxChars) {
            String range = maxChars == Integer.MAX_VALUE
                    ? "a string of at least " + minChars + " characters"
                    : "a string of " + minChars + " to " + maxChars + " characters";
            throw wrong(value, "it has " + length + " characters", range);
        }
        return text;
    }

    /** One of some words; without a copy of the text, since it is nearly always one of them. */
    public static String oneOf(JsonValue value, String... words) {
        for (String word : words) {
            if (value.isText(word)) {
                return word;
            }
        }
        if (value.kind() == JsonKind.STRING) {
            String text = value.text();
            for (String word : words) {
                if (word.equals(text)) {
                    return word;
                }
            }
        }
        String problem = value.kind() == JsonKind.STRING
                ? "it is not one of the known values"
                : "it is " + value.kind().words();
        throw wrong(
                value,
                problem,
                Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(", ", "one of ", "")));
    }

    /** The failure of a field that must be there and is not. */
    public static FailureException missing(JsonValue parent, String name) {
        ParameterFault at = fault(parent, "missing", "Field required");
        List<Object> location = new ArrayList<>(at.location());
        location.add(name);
        String place = BodyFaults.place(parent);
        return Failure.of(ErrorCode.MISSING_PARAMETER, place.isEmpty() ? name : place + "." + name)
                .withDetails(List.of(new ParameterFault(List.copyOf(location), "null", "missing", "Field required")))
                .toException();
    }

    /** A field that must be there and of that kind. */
    public static JsonValue require(JsonValue parent, String name, JsonKind kind) {
        kind(parent, JsonKind.OBJECT);
        JsonValue value = field(parent, parent.fields(), name);
        if (value == null) {
            throw missing(parent, name);
        }
        kind(value, kind);
        return value;
    }

    /**
     * A field's value; null where it is absent or {@code null}. A field that occurs twice is refused: this would read the
     * one and the model's server the other.
     */
    public static @Nullable JsonValue field(JsonValue parent, JsonFields fields, String name) {
        int at = fields.find(name).orElse(-1);
        if (at < 0) {
            return null;
        }
        JsonValue value = parent.field(fields, at);
        if (fields.find(name, at + 1).isPresent()) {
            throw Failure.of(ErrorCode.DUPLICATE_KEY, BodyFaults.place(value))
                    .withDetails(List.of(fault(value, "duplicate_key", "Field given twice")))
                    .toException();
        }
        return value.isNull() ? null : value;
    }
}
