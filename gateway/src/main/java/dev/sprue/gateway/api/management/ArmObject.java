package dev.sprue.gateway.api.management;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An object of a request's body, read strictly: a field that nobody asks for is refused when reading ends, so that a slip of
 * the pen is never taken for nothing. A field that is {@code null} counts as absent.
 */
public final class ArmObject {

    private static final int MAX_TEXT_CHARS = 4_096;

    private final Optional<JsonValue> at;
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private ArmObject(Optional<JsonValue> at, JsonFields read) {
        this.at = at;
        for (int i = 0; i < read.count(); i++) {
            JsonValue value = at.isPresent() ? at.get().field(read, i) : JsonValue.of(read, i);
            if (fields.put(read.name(i), value) != null) {
                throw Failure.of(ErrorCode.DUPLICATE_KEY, BodyFaults.place(value))
                        .toException();
            }
        }
    }

    /** A whole body. */
    static ArmObject of(JsonFields body) {
        return new ArmObject(Optional.empty(), body);
    }

    /** An object somewhere in a body; 400 where it is none. */
    public static ArmObject of(JsonValue value) {
        ValueChecks.kind(value, JsonKind.OBJECT);
        return new ArmObject(Optional.of(value), value.fields());
    }

    /** Whether it has the field, be it {@code null}. */
    public boolean names(String name) {
        asked.add(name);
        return fields.containsKey(name);
    }

    /** A field's value; empty where it is absent or {@code null}. */
    public Optional<JsonValue> value(String name) {
        asked.add(name);
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isNull());
    }

    /** A field that is an object. */
    public Optional<ArmObject> object(String name) {
        return value(name).map(ArmObject::of);
    }

    /** A field that is a text of at least one character. */
    public Optional<String> text(String name) {
        return value(name).map(value -> ValueChecks.text(value, 1, MAX_TEXT_CHARS));
    }

    /** A field that is true or false. */
    public Optional<Boolean> bool(String name) {
        return value(name).map(value -> {
            ValueChecks.kind(value, JsonKind.BOOLEAN);
            return value.isTrue();
        });
    }

    /** A field that is a whole number. */
    public Optional<Integer> whole(String name, int least, int most) {
        return value(name).map(value -> {
            ValueChecks.whole(value, least, most);
            return new java.math.BigDecimal(value.raw()).intValueExact();
        });
    }

    /** A field that is a number. */
    public Optional<Double> number(String name) {
        return value(name).map(value -> {
            ValueChecks.number(value, -Double.MAX_VALUE, Double.MAX_VALUE);
            return Double.parseDouble(value.raw());
        });
    }

    /** A field that is one of the words of an enumeration, in any case. */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return value(name).map(value -> {
            ValueChecks.kind(value, JsonKind.STRING);
            List<String> known = new ArrayList<>();
            for (E word : words.getEnumConstants()) {
                if (word.name().equalsIgnoreCase(value.text())) {
                    return word;
                }
                known.add("'" + word.name() + "'");
            }
            throw ValueChecks.wrong(value, "it is not one of the known values", "one of " + String.join(", ", known));
        });
    }

    /** A field that is an array of objects. */
    public Optional<List<ArmObject>> objects(String name) {
        return value(name).map(value -> {
            ValueChecks.kind(value, JsonKind.ARRAY);
            List<ArmObject> items = new ArrayList<>();
            value.items(item -> items.add(of(item)));
            return items;
        });
    }

    /** A field that is an object of texts; a text that is {@code null} is left out. */
    public Optional<Map<String, String>> texts(String name) {
        return object(name).map(object -> {
            Map<String, String> texts = new TreeMap<>();
            object.fields.forEach((key, value) -> {
                if (!value.isNull()) {
                    texts.put(key, ValueChecks.text(value, 0, MAX_TEXT_CHARS));
                }
            });
            return texts;
        });
    }

    /** Fields that callers send back because answers have them, and that nobody reads. */
    public ArmObject ignoring(String... names) {
        asked.addAll(List.of(names));
        return this;
    }

    /**
     * Ends reading.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where there is a field that was not asked for
     */
    public void end() {
        fields.forEach((name, value) -> {
            if (!asked.contains(name)) {
                String hint = asked.stream()
                        .filter(known -> known.equalsIgnoreCase(name))
                        .findFirst()
                        .map(known -> "; did you mean '" + known + "'?")
                        .orElse("");
                throw Failure.of(ErrorCode.UNKNOWN_FIELD, BodyFaults.place(value), hint)
                        .withDetails(List.of(fault(value, "extra_forbidden", "Extra inputs are not permitted")))
                        .toException();
            }
        });
    }

    /** The failure of a field that must be there and is not. */
    public RuntimeException missing(String name) {
        String place = at.map(BodyFaults::place)
                        .filter(text -> !text.isEmpty())
                        .map(text -> text + ".")
                        .orElse("")
                + name;
        return Failure.of(ErrorCode.MISSING_PARAMETER, place)
                .withDetails(List.of(new ParameterFault(List.of("body", place), "null", "missing", "Field required")))
                .toException();
    }

    private static ParameterFault fault(JsonValue value, String type, String message) {
        return BodyFaults.at(value, type, message);
    }
}
