package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a {@link Yaml} tree into the records of the configuration.
 *
 * <p>It never stops at a problem: what cannot be read becomes a placeholder (an empty text, the least number, the first
 * word), so that everything that is wrong is reported in one go. The result is only worth using when there were no
 * errors.
 */
final class Binder {

    private final Problems problems;

    Binder(Problems problems) {
        this.problems = problems;
    }

    /** Reads the whole document. */
    <T extends Record> T bind(Yaml root, RecordShape shape, Class<T> type) {
        problems.place("", root);
        return type.cast(record(root, shape, ""));
    }

    private Record record(Yaml node, RecordShape shape, String path) {
        Map<String, Yaml> given = new HashMap<>();
        switch (node) {
            case Yaml.Mapping mapping -> mapping.entries().forEach(entry -> take(entry, shape, path, given));
            case Yaml.Scalar scalar when scalar.isNull() -> {}
            default -> problems.error(path, named(path) + " must be a mapping, not " + node.kind());
        }
        boolean readable = problems.clean(path) || node instanceof Yaml.Mapping;
        Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Field field = shape.fields().get(i);
            values[i] = field(field, Optional.ofNullable(given.get(field.key())), path, readable);
        }
        return shape.create(values);
    }

    /** Files a key of a mapping away under its name, or says that there is no such key. */
    private void take(Yaml.Entry entry, RecordShape shape, String path, Map<String, Yaml> given) {
        String key = entry.key().text();
        List<String> valid = shape.keys();
        if (valid.contains(key)) {
            given.put(key, entry.value());
            String at = join(path, key);
            problems.place(at, isNull(entry.value()) ? entry.key() : entry.value());
            shape.fields().stream()
                    .filter(field -> field.key().equals(key) && !isNull(entry.value()))
                    .flatMap(field -> field.pending().stream())
                    .forEach(pending -> problems.warning(
                            entry.key(), at, key + " is accepted but this version does not act on it: " + pending));
        } else {
            problems.error(entry.key().line(), entry.key().column(), join(path, key), unknown(key, path, valid));
        }
    }

    private static String unknown(String key, String path, List<String> valid) {
        String where = path.isEmpty() ? "" : " in " + path;
        if (key.equals("<<")) {
            return "merge keys (<<) are not part of YAML 1.2; write the keys out" + where;
        }
        return "unknown key '" + key + "'" + where + Nearest.hint(key, valid)
                + (Nearest.to(key, valid).isPresent() ? " Valid keys: " : "; valid keys: ") + String.join(", ", valid);
    }

    private Object field(RecordShape.Field field, Optional<Yaml> given, String path, boolean readable) {
        String at = join(path, field.key());
        Optional<Yaml> value = given.filter(node -> !isNull(node));
        if (value.isEmpty()) {
            if (field.required() && readable) {
                problems.error(at, "the key '" + field.key() + "' is missing" + (path.isEmpty() ? "" : " in " + path));
                return placeholder(field.type());
            }
            return field.defaultValue()
                    .map(text -> fallback(text, field, at))
                    .orElseGet(() -> absent(field.type(), at));
        }
        if (field.required()
                && value.get() instanceof Yaml.Sequence list
                && list.items().isEmpty()) {
            problems.error(at, named(at) + " must hold at least one value");
        }
        return value(value.get(), field.type(), at);
    }

    private Object fallback(String text, RecordShape.Field field, String at) {
        return value(new Yaml.Scalar(text, text, true, 0, 0), field.type(), at);
    }

    private Object absent(ValueType type, String path) {
        return type instanceof ValueType.Nested nested
                ? record(new Yaml.Mapping(List.of(), 0, 0), nested.shape(), path)
                : placeholder(type);
    }

    private Object value(Yaml node, ValueType type, String path) {
        return switch (type) {
            case ValueType.Maybe maybe -> Optional.of(value(node, maybe.type(), path));
            case ValueType.Nested nested -> record(node, nested.shape(), path);
            case ValueType.Anything anything -> new Unread();
            case ValueType.Many many -> list(node, many.type(), path);
            case ValueType.Texts texts -> texts(node, path);
            case ValueType.Text text -> text(node, text.form(), path, true);
            case ValueType.Hidden hidden -> new Secret(text(node, hidden.form(), path, false));
            case ValueType.Whole whole -> whole(node, whole, path);
            case ValueType.Decimal decimal -> decimal(node, decimal, path);
            case ValueType.Bool bool -> bool(node, path);
            case ValueType.Choice choice -> choice(node, choice, path);
        };
    }

    private List<Object> list(Yaml node, ValueType type, String path) {
        if (!(node instanceof Yaml.Sequence sequence)) {
            problems.error(path, named(path) + " must be a list, not " + node.kind());
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Yaml item = sequence.items().get(i);
            String at = path + "[" + i + "]";
            problems.place(at, item);
            if (isNull(item)) {
                problems.error(at, at + " is empty");
                values.add(placeholder(type));
            } else {
                values.add(value(item, type, at));
            }
        }
        return List.copyOf(values);
    }

    private Map<String, String> texts(Yaml node, String path) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            problems.error(path, named(path) + " must be a mapping, not " + node.kind());
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        for (Yaml.Entry entry : mapping.entries()) {
            if (entry.value() instanceof Yaml.Scalar value) {
                texts.put(entry.key().text(), value.isNull() ? "" : value.text());
            } else {
                Yaml.Scalar key = entry.key();
                problems.error(
                        key.line(),
                        key.column(),
                        path,
                        key.text() + " must be a text, not " + entry.value().kind());
            }
        }
        return texts;
    }

    private String text(Yaml node, Optional<Form> form, String path, boolean show) {
        Optional<Yaml.Scalar> scalar = scalar(node, path, "a text");
        if (scalar.isEmpty()) {
            return "";
        }
        String text = scalar.get().text();
        String not = show ? ", not '" + scalar.get().source() + "'" : "";
        if (text.isBlank()) {
            problems.error(path, named(path) + " must not be empty");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            problems.error(path, named(path) + " must not hold control characters or line breaks");
        } else if (form.isPresent() && !form.get().accepts(text)) {
            String hint = form.get()
                    .nearest(scalar.get().source())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            problems.error(path, named(path) + " must be " + form.get().description() + not + hint);
        } else {
            return text;
        }
        return "";
    }

    private int whole(Yaml node, ValueType.Whole type, String path) {
        Optional<Yaml.Scalar> scalar = scalar(node, path, "a whole number");
        if (scalar.isEmpty()) {
            return type.min();
        }
        String not = ", not '" + scalar.get().source() + "'";
        if (!scalar.get().text().matches("[-+]?[0-9]{1,18}")) {
            problems.error(path, named(path) + " must be a whole number" + not);
            return type.min();
        }
        long value = Long.parseLong(scalar.get().text());
        if (value < type.min() || value > type.max()) {
            problems.error(path, named(path) + " must be " + type.min() + " to " + type.max() + not);
            return type.min();
        }
        return (int) value;
    }

    private double decimal(Yaml node, ValueType.Decimal type, String path) {
        Optional<Yaml.Scalar> scalar = scalar(node, path, "a number");
        if (scalar.isEmpty()) {
            return type.min();
        }
        String not = ", not '" + scalar.get().source() + "'";
        if (!scalar.get().text().matches("[-+]?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            problems.error(path, named(path) + " must be a number" + not);
            return type.min();
        }
        double value = Double.parseDouble(scalar.get().text());
        if (value < type.min() || value > type.max()) {
            problems.error(path, named(path) + " must be " + type.min() + " to " + type.max() + not);
            return type.min();
        }
        return value;
    }

    private boolean bool(Yaml node, String path) {
        Optional<Yaml.Scalar> scalar = scalar(node, path, "true or false");
        return scalar.isPresent()
                && switch (scalar.get().text()) {
                    case "true", "True", "TRUE" -> true;
                    case "false", "False", "FALSE" -> false;
                    default -> {
                        problems.error(
                                path,
                                named(path) + " must be true or false, not '"
                                        + scalar.get().source() + "'");
                        yield false;
                    }
                };
    }

    private Object choice(Yaml node, ValueType.Choice type, String path) {
        String words = "one of " + String.join(", ", type.words());
        Optional<Yaml.Scalar> scalar = scalar(node, path, words);
        int index = scalar.map(s -> type.words().indexOf(s.text())).orElse(0);
        if (index < 0) {
            String source = scalar.map(Yaml.Scalar::source).orElse("");
            problems.error(
                    path,
                    named(path) + " must be " + words + ", not '" + source + "'" + Nearest.hint(source, type.words()));
        }
        return type.values().get(Math.max(0, index));
    }

    private Optional<Yaml.Scalar> scalar(Yaml node, String path, String wanted) {
        if (node instanceof Yaml.Scalar scalar) {
            return Optional.of(scalar);
        }
        problems.error(path, named(path) + " must be " + wanted + ", not " + node.kind());
        return Optional.empty();
    }

    private static Object placeholder(ValueType type) {
        return switch (type) {
            case ValueType.Maybe maybe -> Optional.empty();
            case ValueType.Many many -> List.of();
            case ValueType.Texts texts -> Map.of();
            case ValueType.Nested nested ->
                nested.shape()
                        .create(nested.shape().fields().stream()
                                .map(field -> placeholder(field.type()))
                                .toArray());
            case ValueType.Anything anything -> new Unread();
            case ValueType.Text text -> "";
            case ValueType.Hidden hidden -> new Secret("");
            case ValueType.Whole whole -> whole.min();
            case ValueType.Decimal decimal -> (double) decimal.min();
            case ValueType.Bool bool -> false;
            case ValueType.Choice choice -> choice.values().getFirst();
        };
    }

    private static boolean isNull(Yaml node) {
        return node instanceof Yaml.Scalar scalar && scalar.isNull();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The last word of a path, as a message names it. */
    private static String named(String path) {
        return path.isEmpty() ? "the file" : path.substring(path.lastIndexOf('.') + 1);
    }
}
