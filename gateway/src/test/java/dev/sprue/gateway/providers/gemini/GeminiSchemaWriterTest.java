package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.testing.dialects.DialectRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON schemas in Google's own form, as models before 2.5 want them. */
class GeminiSchemaWriterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun RUN = Gemini.aiStudio("gemini-2.0-flash");

    private static String request(String schema) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"response_format\":{\"type\":\"json_schema\","
                + "\"json_schema\":{\"name\":\"n\",\"schema\":" + schema + "}}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"string","description":"d","$comment":"c"}    | {"type":"STRING","description":"d"}
            {"type":["string","null"],"minLength":1}              | {"nullable":true,"type":"STRING","minLength":1}
            {"type":["string","number"]}                          | {"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]}
            {"type":"string","enum":["a",null]}                   | {"type":"STRING","nullable":true,"enum":["a"]}
            {"type":"integer","enum":[1,2]}                       | {"type":"INTEGER","enum":["1","2"]}
            {"type":"string","const":"a"}                         | {"type":"STRING","enum":["a"]}
            {"oneOf":[{"type":"null"},{"type":"boolean"}]}        | {"anyOf":[{"type":"NULL"},{"type":"BOOLEAN"}]}
            {"type":"object","properties":{"a b":{"$ref":"#/$defs/x"}},"required":["a b"],"additionalProperties":false,"$defs":{"x":{"type":"array","items":{"type":"string"}}}} | {"type":"OBJECT","properties":{"a b":{"type":"ARRAY","items":{"type":"STRING"}}},"required":["a b"]}
            """)
    void saysTheSameInGooglesForm(String schema, String expected) throws Exception {
        JsonNode sent = RUN.sent(request(schema));
        assertThat(sent.at("/generationConfig/responseSchema")).isEqualTo(MAPPER.readTree(expected));
        assertThat(Gemini.violations(sent, "gemini-2.0-flash", false)).isEmpty();
        assertThat(Gemini.violations(sent, "gemini-2.0-flash", true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"number","multipleOf":2}                                     | multipleOf
            {"not":{"type":"string"}}                                            | not
            {"type":"object","additionalProperties":{"type":"string"}}           | additionalProperties
            {"allOf":[{"type":"string"}]}                                        | allOf
            {"$ref":"#/$defs/none"}                                              | $ref
            {"const":{}}                                                         | const
            """)
    void namesWhatWouldBeLost(String schema, String place) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> RUN.outgoing(request(schema)))
                .satisfies(refused -> {
                    assertThat(refused.failure().status()).isEqualTo(422);
                    assertThat(refused.failure().details().getFirst().location())
                            .contains(place);
                });
    }

    @Test
    void aSchemaThatContainsItselfHasNoForm() {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(
                        () -> RUN.outgoing(
                                request(
                                        "{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"}}}")));
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() ->
                        RUN.outgoing(request("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}")));
    }

    @Test
    void referencesThatMultiplyEndSomewhere() {
        StringBuilder definitions = new StringBuilder("\"d30\":{\"type\":\"string\"}");
        for (int i = 0; i < 30; i++) {
            definitions.append(",\"d%d\":{\"anyOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                    .formatted(i, i + 1, i + 1));
        }
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> RUN.outgoing(request("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + definitions + "}}")))
                .satisfies(refused -> assertThat(refused.failure().details()).hasSize(1));
    }

    @Test
    void aFunctionWithoutParametersHasNone() throws Exception {
        JsonNode sent = RUN.sent("""
                {"messages":[{"role":"user","content":"Hi"}],"tools":[
                {"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}},
                {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]}""");
        assertThat(sent.at("/tools/0/functionDeclarations")).isEqualTo(MAPPER.readTree("""
                [{"name":"now"},{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}}]"""));
    }
}
