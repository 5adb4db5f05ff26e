package dev.sprue.gateway.inference;

import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What an error says about a value of a request's body: where it stands and, where it is short, what it is. */
public final class BodyFaults {

    private static final int MAX_SHOWN_CHARS = 200;

    private BodyFaults() {}

    /**
     * The fault of a value.
     *
     * @param type the kind of fault in one word with underscores
     * @param message the fault in a sentence
     */
    public static ParameterFault at(JsonValue value, String type, String message) {
        List<Object> location = new ArrayList<>();
        location.add("body");
        value.path().forEach(step -> location.add(step instanceof String name ? shortened(name) : step));
        String input = value.rawLength() <= MAX_SHOWN_CHARS
                ? value.raw()
                : "\"" + value.kind().words() + ", not shown\"";
        return new ParameterFault(List.copyOf(location), input, type, message);
    }

    /** Where a value stands, as OpenAI writes places: {@code messages[0].content}. */
    public static String place(JsonValue value) {
        StringBuilder place = new StringBuilder();
        for (Object step : value.path()) {
            switch (step) {
                case Integer index -> place.append('[').append(index).append(']');
                default -> place.append(place.isEmpty() ? "" : ".").append(shortened(step.toString()));
            }
        }
        return place.toString();
    }

    /** A text of the caller's as an error may show it. */
    public static String shortened(String text) {
        return Shown.text(text, MAX_SHOWN_CHARS);
    }
}
