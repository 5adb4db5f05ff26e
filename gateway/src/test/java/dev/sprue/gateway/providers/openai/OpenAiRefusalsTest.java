package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the upstream says instead of an answer, as the caller gets it. */
class OpenAiRefusalsTest extends UpstreamCase {

    @ParameterizedTest
    @CsvSource(textBlock = """
            401, 502, upstream_auth_failed
            403, 502, upstream_auth_failed
            404, 502, upstream_model_not_found
            402, 502, upstream_failed
            405, 502, upstream_failed
            407, 502, upstream_failed
            426, 502, upstream_failed
            500, 502, upstream_failed
            501, 502, upstream_failed
            502, 502, upstream_failed
            503, 503, upstream_overloaded
            529, 503, upstream_overloaded
            504, 504, upstream_timeout
            408, 504, upstream_timeout
            429, 429, 429
            400, 400, their_code
            409, 409, their_code
            413, 413, their_code
            422, 422, their_code
            302, 502, upstream_failed
            204, 502, upstream_failed
            201, 502, upstream_failed
            """)
    void aRefusalIsTranslatedWithTheProvidersWords(int status, int expected, String code) throws Exception {
        String body =
                status == 204 ? "" : "{\"error\":{\"message\":\"their words\",\"code\":\"their_code\",\"type\":\"t\"}}";
        for (boolean stream : new boolean[] {false, true}) {
            upstream.script((request, connection) -> {
                if (status == 204) {
                    connection.send("HTTP/1.1 204 No\r\nx-request-id: their-id\r\n\r\n");
                } else {
                    connection.answer(status, "application/json", body, "x-request-id: their-id");
                }
            });
            RawHttp.Answer answer = rig.chat(stream);
            JsonNode error = error(answer, expected, code);
            JsonNode inner = error.path("innererror");
            assertThat(inner.path("provider").asText()).isEqualTo(Rig.PROVIDER);
            assertThat(inner.path("status").asInt()).isEqualTo(status);
            assertThat(inner.path("request_id").asText()).isEqualTo("their-id");
            if (status != 204) {
                assertThat(inner.path("message").asText()).isEqualTo("their words");
                assertThat(inner.path("code").asText()).isEqualTo("their_code");
            }
            if (code.equals("their_code")) {
                assertThat(error.path("message").asText()).startsWith("their words");
            }
            boolean retry = expected == 429 || expected == 503;
            assertThat(answer.header("retry-after").isPresent()).isEqualTo(retry);
            assertThat(answer.header("retry-after-ms").isPresent()).isEqualTo(retry);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            retry-after: 7,         7,    7000
            retry-after: 0,         0,    0
            retry-after: 1.5,       2,    1500
            retry-after: 999999999, 3600, 3600000
            retry-after: -3,        0,    0
            retry-after: soon,      5,    5000
            retry-after: NaN,       5,    5000
            retry-after-ms: 1200,   2,    1200
            x-other: 1,             5,    5000
            """)
    void saysWhenToComeAgain(String header, String seconds, String ms) throws Exception {
        for (int status : new int[] {429, 503}) {
            upstream.script((request, connection) ->
                    connection.answer(status, "application/json", "{\"error\":{\"message\":\"slow down\"}}", header));
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("retry-after")).as(header).hasValue(seconds);
            assertThat(answer.header("retry-after-ms")).as(header).hasValue(ms);
        }
    }

    @Test
    void aDateInRetryAfterIsWaitedFor() throws Exception {
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                .format(Instant.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        upstream.script(
                (request, connection) -> connection.answer(429, "application/json", "{}", "retry-after: " + date));
        int seconds = Integer.parseInt(rig.chat(false).header("retry-after").orElseThrow());
        assertThat(seconds).isBetween(100, 121);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Bad gateway</body></html>",
                "null",
                "[]",
                "7",
                "\"only text\"",
                "{\"error\":\"only text\"}",
                "{\"error\":null}",
                "{\"error\":{\"message\":{\"a\":1},\"code\":17}}",
                "{\"error\":{\"message\":null}}",
                "{\"message\":\"m\"}",
                "{\"error\":{\"message\":\"half",
                "\uD83D\uDE00",
                "\u0000\u0000\u0000Aöäü",
                "{\"error\":{\"code\":\"a\\r\\nx-evil: 1\",\"message\":\"\\ud800\"}}"
            })
    void anErrorBodyOfAnyShapeIsAnswered(String body) throws Exception {
        for (int status : new int[] {400, 422, 429, 500}) {
            upstream.script((request, connection) -> connection.answer(status, "text/html", body));
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).as(body).isEqualTo(status == 500 ? 502 : status);
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(error.path("code").asText()).isNotBlank();
            assertThat(error.path("message").asText()).isNotBlank();
            assertThat(answer.headers()).doesNotContainKey("x-evil");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed                              | ["body","seed"]                                        | 7
            messages[1].content[0].text       | ["body","messages",1,"content",0,"text"]               | "b"
            messages.[1].content.[0].text     | ["body","messages",1,"content",0,"text"]               | "b"
            messages.1.content.0.text         | ["body","messages",1,"content",0,"text"]               | "b"
            messages[1].content               | ["body","messages",1,"content"]                        | "an array, not shown"
            messages[0]                       | ["body","messages",0]                                  | {"role":"user","content":"a"}
            response_format.json_schema       | ["body","response_format","json_schema"]               | null
            messages[9].content               | ["body","messages",9,"content"]                        | null
            seed.deeper[3]                    | ["body","seed","deeper",3]                             | null
            x[                                | ["body","x["]                                          | null
            [0]                               | ["body",0]                                             | null
            a..b                              | ["body","a..b"]                                        | null
            """)
    void aParameterThatTheModelCannotTakeIsShownAsItWasSent(String param, String location, String input)
            throws Exception {
        upstream.script((request, connection) -> connection.answer(
                422, "application/json", "{\"error\":{\"message\":\"no\",\"param\":\"" + param + "\"}}"));
        String text = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"b\"},"
                + "{\"type\":\"text\",\"text\":\"" + "c".repeat(300) + "\"}]}";
        RawHttp.Answer answer =
                rig.call(Rig.CHAT, "{\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}," + text + "]}");
        assertThat(answer.status()).isEqualTo(422);
        JsonNode detail = MAPPER.readTree(answer.body()).path("detail").path(0);
        assertThat(detail.path("loc")).isEqualTo(MAPPER.readTree(location));
        assertThat(detail.get("input")).isEqualTo(MAPPER.readTree(input));
        assertThat(detail.path("type").asText()).isEqualTo("parameter_not_supported");
    }

    @Test
    void aLongErrorIsCutBetweenCharacters() throws Exception {
        String words = "x" + "😀".repeat(3_000);
        upstream.script((request, connection) ->
                connection.answer(400, "application/json", "{\"error\":{\"message\":\"" + words + "\"}}"));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(40_000).doesNotContain("\uFFFD");
        assertThat(MAPPER.readTree(answer.body()).path("error").path("message").asText())
                .contains("😀...");
    }

    @Test
    void anErrorWithoutEndIsCutOff() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n");
            String page = "x".repeat(50_000);
            for (int i = 0; i < 10_000; i++) {
                connection.chunk(page);
            }
        });
        assertThat(rig.chat(false).status()).isEqualTo(502);
    }

    @Test
    void randomBytesAreAnsweredWhateverTheyAre() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            int status = new int[] {200, 400, 429, 500}[i % 4];
            upstream.script((request, connection) -> connection
                    .send("HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\ncontent-length: "
                            + garbage.length + "\r\n\r\n")
                    .send(garbage));
            assertThat(rig.chat(false).status()).isEqualTo(status == 200 || status == 500 ? 502 : status);
        }
    }
}
