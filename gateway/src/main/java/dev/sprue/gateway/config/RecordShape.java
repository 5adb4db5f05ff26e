package dev.sprue.gateway.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a record of the configuration looks like in the file: worked out once, then used by the reader and by the
 * reference in the documentation.
 *
 * @param type the record
 * @param fields its keys, in the order of its components
 * @param constructor its canonical constructor
 */
record RecordShape(Class<? extends Record> type, List<Field> fields, Constructor<? extends Record> constructor) {

    /**
     * One key.
     *
     * @param key the key as written in the file
     * @param component the component's name in Java
     * @param type what it holds
     * @param defaultValue what it is worth when left out, as YAML
     * @param pending what does not happen although the key may be given
     * @param required whether it must be given
     */
    record Field(
            String key,
            String component,
            ValueType type,
            Optional<String> defaultValue,
            Optional<String> pending,
            boolean required) {

        private static Field of(RecordComponent component) {
            Optional<String> defaultValue =
                    Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
            ValueType type = ValueType.of(component);
            return new Field(
                    Optional.ofNullable(component.getAnnotation(Key.class))
                            .map(Key::value)
                            .orElse(component.getName()),
                    component.getName(),
                    type,
                    defaultValue,
                    Optional.ofNullable(component.getAnnotation(Pending.class)).map(Pending::value),
                    component.isAnnotationPresent(Required.class) || (defaultValue.isEmpty() && !omittable(type)));
        }

        private static boolean omittable(ValueType type) {
            return switch (type) {
                case ValueType.Maybe maybe -> true;
                case ValueType.Many many -> true;
                case ValueType.Texts texts -> true;
                case ValueType.Nested nested -> nested.shape().fields().stream().noneMatch(Field::required);
                case ValueType.Text t -> false;
                case ValueType.Hidden h -> false;
                case ValueType.Whole w -> false;
                case ValueType.Decimal d -> false;
                case ValueType.Bool b -> false;
                case ValueType.Choice c -> false;
                case ValueType.Anything a -> false;
            };
        }
    }

    /** Reads a record's components and annotations. */
    static RecordShape of(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordShape(
                    type, Arrays.stream(components).map(Field::of).toList(), type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    /** The keys that a mapping of this shape may hold. */
    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    /** Makes the record. */
    Record create(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }
}
