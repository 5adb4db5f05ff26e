package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.providers.gemini.GeminiMessages.Field;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads JSON as Google's servers do, by the JSON form of protocol buffers: names in either spelling and no unknown ones, numbers
 * in text, bytes in either base64, words of enumerations, at most one of a group.
 */
public final class ProtoJson {

    /** What is wrong, in the server's words. */
    public record Violation(String field, String description) {}

    private static final Pattern DURATION = Pattern.compile("-?\\d+(\\.\\d{1,9})?s");

    private final GeminiMessages messages;
    private final List<Violation> violations = new ArrayList<>();

    private ProtoJson(GeminiMessages messages) {
        this.messages = messages;
    }

    /** What is wrong with a document that should be such a message; nothing where it is one. */
    public static List<Violation> violations(GeminiMessages messages, String message, JsonNode document) {
        ProtoJson reader = new ProtoJson(messages);
        if (document.isObject()) {
            reader.message(message, document, "");
        } else {
            reader.violations.add(new Violation("", "Invalid JSON payload received. Expected an object."));
        }
        return reader.violations;
    }

    private void message(String type, JsonNode value, String path) {
        Map<String, Field> fields = messages.fields(type);
        Map<String, String> groups = new HashMap<>();
        value.properties().forEach(entry -> {
            String name = camel(entry.getKey());
            Field field = fields.get(name);
            if (field == null) {
                unknown(entry.getKey(), path);
                return;
            }
            if (entry.getValue().isNull()) {
                return;
            }
            String at = path.isEmpty() ? snake(name) : path + "." + snake(name);
            field.oneof()
                    .map(group -> groups.put(group, name))
                    .ifPresent(other -> violations.add(new Violation(
                            path,
                            "Invalid value at '" + path + "' (oneof), oneof field '"
                                    + field.oneof().orElseThrow() + "' is already set. Cannot set '" + name + "'")));
            field(field, entry.getValue(), at);
        });
    }

    private void field(Field field, JsonNode value, String at) {
        if (field.map()) {
            if (!value.isObject()) {
                wrong(at, field.type(), value);
            }
            value.properties()
                    .forEach(entry -> value(field.type(), entry.getValue(), at + "[" + entry.getKey() + "].value"));
        } else if (field.repeated()) {
            // A list of one may come without its brackets.
            if (!value.isArray()) {
                value(field.type(), value, at);
            }
            for (int i = 0; i < value.size() && value.isArray(); i++) {
                value(field.type(), value.get(i), at + "[" + i + "]");
            }
        } else if (value.isArray() && !field.type().equals("google.protobuf.Value")) {
            violations.add(new Violation(
                    at,
                    "Invalid JSON payload received. Unknown name \"" + at
                            + "\": Proto field is not repeating, cannot start list."));
        } else {
            value(field.type(), value, at);
        }
    }

    private void value(String type, JsonNode value, String at) {
        Optional<Set<String>> words = messages.words(type);
        boolean right =
                switch (type) {
                    case "string" -> value.isTextual();
                    case "bytes" -> value.isTextual() && isBase64(value.asText());
                    case "bool" -> value.isBoolean();
                    case "int32" -> isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    case "int64" -> isWhole(value, Long.MIN_VALUE, Long.MAX_VALUE);
                    case "float", "double" -> isNumber(value);
                    case "google.protobuf.Value" -> true;
                    case "google.protobuf.Struct" -> value.isObject();
                    case "google.protobuf.Duration" ->
                        value.isTextual() && DURATION.matcher(value.asText()).matches();
                    default -> {
                        if (words.isPresent()) {
                            yield value.isTextual() ? words.get().contains(value.asText()) : value.isInt();
                        }
                        if (messages.isMessage(type) && value.isObject()) {
                            message(type, value, at);
                            yield true;
                        }
                        yield !messages.isMessage(type) && value.isObject();
                    }
                };
        if (!right) {
            wrong(at, type, value);
        }
    }

    private void wrong(String at, String type, JsonNode value) {
        violations.add(new Violation(at, "Invalid value at '" + at + "' (" + type + "), " + value));
    }

    private void unknown(String name, String path) {
        violations.add(new Violation(
                path,
                "Invalid JSON payload received. Unknown name \"" + name + "\""
                        + (path.isEmpty() ? "" : " at '" + path + "'") + ": Cannot find field."));
    }

    private static boolean isWhole(JsonNode value, long min, long max) {
        try {
            long number = value.isNumber()
                    ? value.decimalValue().longValueExact()
                    : Long.parseLong(value.isTextual() ? value.asText() : "none");
            return number >= min && number <= max;
        } catch (ArithmeticException | NumberFormatException other) {
            return false;
        }
    }

    private static boolean isNumber(JsonNode value) {
        try {
            return value.isNumber()
                    || (value.isTextual()
                            && !Double.toString(Double.parseDouble(value.asText()))
                                    .isEmpty());
        } catch (NumberFormatException other) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            boolean urlSafe = text.contains("-") || text.contains("_");
            (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            camel.append(c == '_' && i + 1 < name.length() ? Character.toUpperCase(name.charAt(++i)) : c);
        }
        return camel.toString();
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
