package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google says instead of an answer, in each form in which it says so. */
class GeminiRefusalsTest {

    private static final DialectRun RUN = Gemini.aiStudio("gemini-2.5-flash");
    private static final String CHAT = "{\"messages\":[]}";
    private static final String STREAMED = "{\"stream\":true,\"messages\":[]}";

    private static Failure refused(int status, String body) {
        return RUN.refusal(RUN.chat(CHAT), status, Map.of("content-type", "application/json"), body);
    }

    private static String status(int code, String status, String details) {
        return "{\"error\":{\"code\":%d,\"message\":\"their words\",\"status\":\"%s\",\"details\":[%s]}}"
                .formatted(code, status, details);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, INVALID_ARGUMENT,    400, UPSTREAM_REFUSED
            400, FAILED_PRECONDITION, 502, UPSTREAM_FAILED
            401, UNAUTHENTICATED,     502, UPSTREAM_AUTH_FAILED
            403, PERMISSION_DENIED,   502, UPSTREAM_AUTH_FAILED
            404, NOT_FOUND,           502, UPSTREAM_MODEL_NOT_FOUND
            413, INVALID_ARGUMENT,    413, UPSTREAM_REFUSED
            429, RESOURCE_EXHAUSTED,  429, UPSTREAM_RATE_LIMITED
            499, CANCELLED,           502, UPSTREAM_FAILED
            500, INTERNAL,            502, UPSTREAM_FAILED
            503, UNAVAILABLE,         503, UPSTREAM_OVERLOADED
            504, DEADLINE_EXCEEDED,   504, UPSTREAM_TIMEOUT
            """)
    void aStatusOfGooglesMeansTheSameInEachForm(int code, String word, int expected, ErrorCode error) throws Exception {
        String body = status(code, word, "");
        for (String form : List.of(body, "[" + body + "]", body.replace("\":", "\" :\n"))) {
            Failure failure = refused(code, form);
            assertThat(failure.status()).isEqualTo(expected);
            assertThat(failure.code()).isEqualTo(error);
            UpstreamFault fault = failure.upstream().orElseThrow();
            assertThat(fault.status()).isEqualTo(code);
            assertThat(fault.code()).hasValue(word);
            assertThat(fault.message()).hasValue("their words");
        }
        for (String form : List.of(body, "[" + body + "]")) {
            DialectRun.Streamed streamed = RUN.stream(
                    RUN.chat(STREAMED),
                    DialectRun.head(200, "text/event-stream"),
                    List.of(("data: " + form + "\n\n").getBytes(StandardCharsets.UTF_8)));
            Failure inside = streamed.failure().orElseThrow();
            assertThat(inside.status()).isEqualTo(expected);
            assertThat(inside.code()).isEqualTo(error);
            assertThat(inside.upstream().orElseThrow().message()).hasValue("their words");
        }
    }

    @Test
    void aWrongKeyIsNotTheCallersFault() {
        Failure failure = refused(400, status(400, "INVALID_ARGUMENT", """
                {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}"""));
        assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_AUTH_FAILED);
        assertThat(failure.upstream().orElseThrow().status()).isEqualTo(400);
        assertThat(failure.upstream().orElseThrow().type()).hasValue("API_KEY_INVALID");
        assertThat(failure.ownWords()).contains("400");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            34.074824224s, 34074
            7s,            7000
            0.5s,          500
            0s,            0
            """)
    void retryInfoSaysHowLongToWait(String delay, long expected) {
        Failure failure = refused(429, status(429, "RESOURCE_EXHAUSTED", """
                {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}""".formatted(delay)));
        assertThat(failure.retryAfterMs()).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1s", "soon", "12", "''", "99999999999999s"})
    void aDelayThatCannotBeReadIsNone(String delay) {
        Failure failure = RUN.refusal(
                RUN.chat(CHAT), 429, Map.of("retry-after", "3"), status(429, "RESOURCE_EXHAUSTED", """
                        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}""".formatted(
                                delay)));
        assertThat(failure.retryAfterMs()).hasValue(3_000);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            generation_config.temperature,                     temperature
            generation_config.max_output_tokens,               max_tokens
            generation_config.thinking_config.thinking_budget, reasoning_effort
            contents[0].parts[0].text,                         contents[0].parts[0].text
            """)
    void whatIsWrongIsNamedAsTheCallerNamesIt(String field, String expected) {
        Failure failure = refused(400, status(400, "INVALID_ARGUMENT", """
                {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[
                {"field":"%s","description":"no"}]}""".formatted(field)));
        assertThat(failure.upstream().orElseThrow().param()).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''
            <html>bad gateway</html>
            null
            []
            [[]]
            {"error":null}
            {"error":"plain words"}
            {"error":{"details":"x"}}
            {"error":{"code":"x","message":{},"details":[1,{"@type":2}]}}
            """)
    void whatIsNoErrorOfGooglesStillHasItsStatus(String body) {
        Failure failure = refused(502, body);
        assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(failure.upstream().orElseThrow().status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"})
    void aModelThatFailsIsAFailureWithGooglesWord(String reason) throws Exception {
        String answer = """
                {"candidates":[{"content":{"parts":[{"text":"half"}]},"finishReason":"%s","finishMessage":"no \\"call\\""}]}""".formatted(reason);
        DialectRun.Streamed streamed = RUN.stream(
                RUN.chat(STREAMED),
                DialectRun.head(200, "text/event-stream"),
                List.of(("data: " + answer + "\n\n").getBytes(StandardCharsets.UTF_8)));
        Failure failure = streamed.failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(failure.upstream().orElseThrow().code()).hasValue(reason);
        assertThat(failure.upstream().orElseThrow().message()).hasValue("no \"call\"");
    }
}
