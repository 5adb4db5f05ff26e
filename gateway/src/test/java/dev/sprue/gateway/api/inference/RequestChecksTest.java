package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the surface refuses whatever the model, and the place that it names. */
class RequestChecksTest {

    private static final String ASKED = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "1e-400",
            "1e2147483647",
            "0.5",
            "[]",
            "{}",
            "\"\"",
            "\"user\"",
            "\"\\ud800\"",
            "\"text\"",
            "{\"type\":\"text\"}",
            "{\"role\":\"user\"}",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"\"}}",
            "[{\"role\":\"assistant\",\"tool_calls\":[{}]}]",
            "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
    private static final List<String> FIELDS = List.of(
            "messages",
            "temperature",
            "top_p",
            "max_tokens",
            "stop",
            "seed",
            "tools",
            "tool_choice",
            "response_format",
            "modalities",
            "frequency_penalty",
            "user_security_context");

    private static void check(String body) {
        try {
            JsonFields fields = JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 128);
            RequestChecks.chat(fields, ApiVersion.V2025_05_01);
        } catch (JsonSyntaxException | DuplicateKeyException ill) {
            throw new IllegalArgumentException(body, ill);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":0",
                "\"temperature\":2.0",
                "\"top_p\":1e0",
                "\"max_tokens\":null",
                "\"max_tokens\":100.0",
                "\"frequency_penalty\":-2",
                "\"seed\":-9223372036854775808",
                "\"stop\":\"END\"",
                "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "\"stop\":[]",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a-b_1\",\"schema\":{},\"strict\":true}}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}],\"tool_choice\":\"required\"",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                        + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
                "\"tool_choice\":\"none\"",
                "\"modalities\":[\"text\",\"audio\"]",
                "\"user_security_context\":{\"application_name\":\"app\",\"source_ip\":\"::1\"}"
            })
    void takesWhatTheApiDefines(String field) {
        assertThatCode(() -> check("{" + ASKED + "," + field + "}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"system\",\"content\":\"s\"}",
                "{\"role\":\"developer\",\"content\":\"s\"}",
                "{\"role\":\"\\u0075ser\",\"content\":\"s\"}",
                "{\"role\":\"user\",\"name\":\"ann\",\"content\":[{\"type\":\"text\",\"text\":\"t\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\",\"detail\":\"low\"}},"
                        + "{\"type\":\"audio_url\",\"audio_url\":{\"url\":\"https://a/b.wav\"}},"
                        + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}]}",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                "{\"role\":\"assistant\"}",
                "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"r\"}"
            })
    void takesEveryRole(String message) {
        assertThatCode(() -> check("{\"messages\":[" + message + "]}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "temperature":-0.1                                     | [body, temperature]
            "temperature":2.01                                     | [body, temperature]
            "temperature":"1"                                      | [body, temperature]
            "top_p":1.5                                            | [body, top_p]
            "frequency_penalty":3                                  | [body, frequency_penalty]
            "presence_penalty":[]                                  | [body, presence_penalty]
            "max_tokens":-1                                        | [body, max_tokens]
            "max_tokens":1.5                                       | [body, max_tokens]
            "max_tokens":1e999999999                               | [body, max_tokens]
            "seed":9223372036854775808                             | [body, seed]
            "stop":[""]                                            | [body, stop, 0]
            "stop":["a",1]                                         | [body, stop, 1]
            "response_format":"json"                               | [body, response_format]
            "response_format":{"type":"xml"}                       | [body, response_format, type]
            "response_format":{"type":"json_schema"}               | [body, response_format, json_schema]
            "response_format":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}} | [body, response_format, json_schema, name]
            "tools":[]                                             | [body, tools]
            "tools":[{"type":"function"}]                          | [body, tools, 0, function]
            "tools":[{"type":"function","function":{"name":""}}]   | [body, tools, 0, function, name]
            "tool_choice":"always"                                 | [body, tool_choice]
            "tool_choice":"required"                               | [body, tool_choice]
            "tool_choice":{"type":"function","function":{"name":"g"}} | [body, tool_choice, function, name]
            "modalities":["text","video"]                          | [body, modalities, 1]
            "user_security_context":{"end_user_id":"x"}            | [body, user_security_context, end_user_id]
            """)
    void namesThePlaceThatIsWrong(String field, String place) {
        FailureException refused =
                catchThrowableOfType(FailureException.class, () -> check("{" + ASKED + "," + field + "}"));
        assertThat(refused.failure().status()).isEqualTo(400);
        assertThat(refused.failure().details().getFirst().location().toString()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Hi"                                            | [body, messages]
            []                                              | [body, messages]
            ["Hi"]                                          | [body, messages, 0]
            [{"content":"Hi"}]                              | [body, messages, 0, role]
            [{"role":"robot","content":"Hi"}]               | [body, messages, 0, role]
            [{"role":"user"}]                               | [body, messages, 0, content]
            [{"role":"user","content":null}]                | [body, messages, 0, content]
            [{"role":"user","content":7}]                   | [body, messages, 0, content]
            [{"role":"user","content":[]}]                  | [body, messages, 0, content]
            [{"role":"system"}]                             | [body, messages, 0, content]
            [{"role":"user","content":"a"},{"role":"user","content":[{"type":"text"}]}] | [body, messages, 1, content, 0, text]
            [{"role":"user","content":[{"type":"smell"}]}]  | [body, messages, 0, content, 0, type]
            [{"role":"user","content":[{"type":"image_url","image_url":"u"}]}] | [body, messages, 0, content, 0, image_url]
            [{"role":"tool","content":"r"}]                 | [body, messages, 0, tool_call_id]
            [{"role":"assistant","tool_calls":[{"id":"1"}]}] | [body, messages, 0, tool_calls, 0, function]
            [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{}}}]}] | [body, messages, 0, tool_calls, 0, function, arguments]
            """)
    void namesThePlaceInMessages(String messages, String place) {
        FailureException refused =
                catchThrowableOfType(FailureException.class, () -> check("{\"messages\":" + messages + "}"));
        assertThat(refused.failure().details().getFirst().location().toString()).isEqualTo(place);
    }

    /** Whatever JSON comes, it is taken or refused with a place; nothing else happens. */
    @Test
    void neverHitsADefect() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        int refusedOnes = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder("{\"x\":0");
            for (String field : FIELDS) {
                if (random.nextInt(3) == 0) {
                    body.append(",\"").append(field).append("\":").append(value(random, 0));
                }
            }
            try {
                check(body.append('}').toString());
            } catch (FailureException refused) {
                refusedOnes++;
                assertThat(refused.failure().code()).isIn(ErrorCode.INVALID_VALUE, ErrorCode.MISSING_PARAMETER);
                assertThat(refused.failure().details()).isNotEmpty();
            }
        }
        assertThat(refusedOnes).isGreaterThan(10_000);
    }

    private static String value(SplittableRandom random, int depth) {
        if (depth > 3 || random.nextInt(3) > 0) {
            return PIECES.get(random.nextInt(PIECES.size()));
        }
        return random.nextBoolean()
                ? "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]"
                : "{\"type\":" + value(random, depth + 1) + ",\"role\":" + value(random, depth + 1) + ",\"content\":"
                        + value(random, depth + 1) + ",\"function\":" + value(random, depth + 1) + "}";
    }
}
