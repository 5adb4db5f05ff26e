package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code param} of an OpenAI error, {@code messages[0].content} say, found again in the caller's request. */
final class OpenAiParam {

    private static final int MAX_STEPS = 24;

    /** Looking for a value is work on an event loop; longer bodies are lists of long things, which are not shown anyway. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    /** A name, or a place in an array: {@code [0]}, also as {@code .[0]} and {@code .0}. */
    private static final Pattern STEP = Pattern.compile(
            "\\.?\\[(?<place>\\d{1,9})]|(?:^|\\.)(?:(?<number>\\d{1,9})(?![^.\\[])|(?<name>[^.\\[\\]]+))");

    private OpenAiParam() {}

    /**
     * The fault with its place and, where the request has a value there, that value.
     *
     * @param param as the provider wrote it
     * @param request the body that the caller sent
     */
    static ParameterFault fault(String param, JsonFields request, String type, String message) {
        List<Object> path = path(param);
        return value(request, path)
                .map(value -> BodyFaults.at(value, type, message))
                .orElseGet(() -> new ParameterFault(location(path), "null", type, message));
    }

    private static List<Object> location(List<Object> path) {
        List<Object> location = new ArrayList<>(path);
        location.addFirst("body");
        return List.copyOf(location);
    }

    private static List<Object> path(String param) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(param);
        int end = 0;
        while (end < param.length()) {
            if (steps.size() == MAX_STEPS || !step.find() || step.start() != end) {
                // Not the spelling that is known here: as it came.
                return List.of(param);
            }
            end = step.end();
            String name = step.group("name");
            steps.add(name != null ? name : (Object) Integer.valueOf(place(step)));
        }
        return steps.isEmpty() ? List.of(param) : steps;
    }

    private static String place(Matcher step) {
        String place = step.group("place");
        return place != null ? place : step.group("number");
    }

    private static Optional<JsonValue> value(JsonFields request, List<Object> path) {
        if (request.bytes().length() > MAX_BODY_BYTES || !(path.getFirst() instanceof String first)) {
            return Optional.empty();
        }
        OptionalInt field = request.find(first);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        JsonValue at = JsonValue.of(request, field.getAsInt());
        for (Object step : path.subList(1, path.size())) {
            JsonValue next = step instanceof Integer index ? item(at, index) : field(at, step.toString());
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    private static @Nullable JsonValue field(JsonValue parent, String name) {
        if (parent.kind() != JsonKind.OBJECT) {
            return null;
        }
        JsonFields fields = parent.fields();
        OptionalInt field = fields.find(name);
        return field.isPresent() ? parent.field(fields, field.getAsInt()) : null;
    }

    private static @Nullable JsonValue item(JsonValue parent, int index) {
        if (parent.kind() != JsonKind.ARRAY) {
            return null;
        }
        List<JsonValue> items = new ArrayList<>();
        parent.items(items::add);
        return index < items.size() ? items.get(index) : null;
    }
}
