package dev.sprue.conformance.spec;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where the product departs from the text of the specification, and why. The only place that says so. */
public enum KnownDeviation {
    /** The specification says {@code chat.completion} of chunks too; the documentation and every client say otherwise. */
    OBJECT_OF_A_CHUNK("StreamingChatCompletionsUpdate", "\\$\\.object: .*"),
    /** The service answers {@code no_model_name} and {@code unknown_model} with a text where a list is specified. */
    DETAILS_AS_TEXT(".*ErrorResponse", "\\$\\.error\\.details: string found, array expected"),
    /** OpenAI's dialect, which other clients need, names a tool in the first of its deltas only. */
    LATER_TOOL_DELTAS(
            "StreamingChatCompletionsUpdate",
            "\\$\\.choices\\[\\d+\\]\\.delta\\.tool_calls\\[\\d+\\].*: required property '(id|name|function)' not found"),
    /** The first delta of a tool call has no text yet; providers say so with null. */
    EMPTY_TOOL_DELTA(
            "StreamingChatCompletionsUpdate", "\\$\\.choices\\[\\d+\\]\\.delta\\.content: null found, string expected"),

    /** Providers' breakdown of the usage goes through as it is; OpenAI's has no {@code total_tokens}. */
    USAGE_DETAILS(
            ".*(ChatCompletions|StreamingChatCompletionsUpdate)",
            "\\$\\.usage\\.completion_tokens_details: required property 'total_tokens' not found");

    private final Pattern schema;
    private final Pattern violation;

    KnownDeviation(String schema, String violation) {
        this.schema = Pattern.compile(schema);
        this.violation = Pattern.compile(violation);
    }

    /** The violations of a schema that are none of these. */
    public static List<String> unknown(String schemaName, List<String> violations) {
        return violations.stream()
                .filter(violation -> Arrays.stream(values())
                        .noneMatch(known -> known.schema.matcher(schemaName).matches()
                                && known.violation.matcher(violation).matches()))
                .toList();
    }
}
