package dev.sprue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

/** A function and a schema for the built-in chat model, with which every answer ends before long, whatever it says. */
public final class StructuredCases {
    /** The function's name. */
    public static final String FUNCTION = "get_weather";

    /** What the function takes. */
    public static final String PARAMETERS = """
            {"type":"object","properties":{"city":{"type":"string","enum":["Paris","Oslo","Rome"]},
             "days":{"type":"integer","minimum":1,"maximum":7}},"required":["city","days"],"additionalProperties":false}""";

    /** What an answer is to be like. */
    public static final String SCHEMA = """
            {"type":"object","properties":{"colour":{"enum":["red","green","blue"]},
             "parts":{"type":"array","items":{"type":"boolean"},"maxItems":3}},
             "required":["colour","parts"],"additionalProperties":false}""";

    /** Long enough for every answer of that form. */
    public static final int MAX_TOKENS = 500;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StructuredCases() {}

    /** Holds a text to a schema. */
    public static void assertValid(String text, String schema) {
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(read(schema))
                        .validate(read(text)))
                .as(text)
                .isEmpty();
    }

    /** JSON that must be such. */
    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
