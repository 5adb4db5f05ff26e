package dev.sprue.gateway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key of the configuration can hold. */
sealed interface ValueType {

    /** A text. */
    record Text(Optional<Form> form) implements ValueType {}

    /** A text that is never shown. */
    record Hidden(Optional<Form> form) implements ValueType {}

    /** A whole number between two bounds. */
    record Whole(int min, int max) implements ValueType {}

    /** A number between two bounds. */
    record Decimal(int min, int max) implements ValueType {}

    /** True or false. */
    record Bool() implements ValueType {}

    /** One of some words; {@code values} and {@code words} run in parallel. */
    record Choice(List<Object> values, List<String> words) implements ValueType {}

    /** Anything: it is not looked at. */
    record Anything() implements ValueType {}

    /** A mapping of any names to texts, which may be empty. */
    record Texts() implements ValueType {}

    /** A mapping. */
    record Nested(RecordShape shape) implements ValueType {}

    /** A value that may be left out. */
    record Maybe(ValueType type) implements ValueType {}

    /** A list. */
    record Many(ValueType type) implements ValueType {}

    /** The type of a record's component, with the rules that its annotations add. */
    static ValueType of(RecordComponent component) {
        return of(component.getGenericType(), component);
    }

    private static ValueType of(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Map.class) {
                return new Texts();
            }
            ValueType inner = of(generic.getActualTypeArguments()[0], component);
            return generic.getRawType() == List.class ? new Many(inner) : new Maybe(inner);
        }
        Class<?> plain = (Class<?>) type;
        Optional<Form> form =
                Optional.ofNullable(component.getAnnotation(Matches.class)).map(Matches::value);
        if (plain == String.class) {
            return new Text(form);
        } else if (plain == Secret.class) {
            return new Hidden(form);
        } else if (plain == int.class || plain == Integer.class) {
            Range range = component.getAnnotation(Range.class);
            return range == null
                    ? new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : new Whole(range.min(), range.max());
        } else if (plain == double.class || plain == Double.class) {
            Range range = component.getAnnotation(Range.class);
            return new Decimal(range.min(), range.max());
        } else if (plain == boolean.class || plain == Boolean.class) {
            return new Bool();
        } else if (plain == Unread.class) {
            return new Anything();
        } else if (plain.isEnum()) {
            List<Object> values = List.of((Object[]) plain.getEnumConstants());
            return new Choice(values, values.stream().map(ValueType::word).toList());
        } else if (plain.isRecord()) {
            return new Nested(RecordShape.of(plain.asSubclass(Record.class)));
        }
        throw new IllegalStateException("the configuration has no values of " + Arrays.asList(plain, component));
    }

    private static String word(Object constant) {
        return constant instanceof Keyed keyed ? keyed.key() : ((Enum<?>) constant).name();
    }
}
