package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.UnsayableFields;

/**
 * How much a caller wants the model to reason ({@code reasoning_effort}), in the measures of the API.
 *
 * @param value the field
 * @param unsayable takes it where it is none of the known words
 */
public record Effort(JsonValue value, UnsayableFields unsayable) {

    /** The least that the API takes as a budget of thinking. */
    public static final long MIN_TOKENS = 1_024;

    /** Whether it is not to reason at all. */
    public boolean isNone() {
        return value.isText("none");
    }

    /** As a budget of tokens, for models that want one. */
    public long tokens() {
        return switch (text()) {
            case "minimal" -> MIN_TOKENS;
            case "low" -> 2_048;
            case "medium" -> 8_192;
            case "high" -> 24_576;
            case "xhigh", "max" -> 32_000;
            default -> {
                refuse();
                yield MIN_TOKENS;
            }
        };
    }

    /**
     * As a word of {@code EffortLevel} in the specification.
     *
     * @param highest what the model knows above {@code high}
     */
    public String word(String highest) {
        String text = text();
        return switch (text) {
            case "minimal", "low" -> "low";
            case "medium", "high", "max" -> text;
            case "xhigh" -> highest;
            default -> {
                refuse();
                yield "low";
            }
        };
    }

    /** Says why it cannot be had. */
    public void refuse(String message) {
        unsayable.add(value, message);
    }

    private void refuse() {
        refuse("This model reasons with 'none', 'minimal', 'low', 'medium', 'high' or 'xhigh' effort.");
    }

    private String text() {
        return value.kind() == JsonKind.STRING ? value.text() : "";
    }
}
