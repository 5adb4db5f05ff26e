package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bound on headers that callers make up, which is off unless it is configured. */
class CustomHeadersTest {

    private static final String USUAL = """

            accept: application/json
            accept-encoding: gzip
            user-agent: AutoGen/1.0
            x-ms-client-request-id: 4
            x-ms-useragent: azsdk
            x-stainless-lang: js
            x-stainless-retry-count: 0
            extra-parameters: drop
            azureml-model-deployment: chat
            x-forwarded-for: 1.2.3.4
            x-forwarded-proto: https
            x-real-ip: 1.2.3.4
            forwarded: for=1.2.3.4
            via: 1.1 proxy
            traceparent: 00-1-1-01
            tracestate: a=b
            baggage: a=b
            x-request-id: 7
            sec-fetch-mode: cors
            origin: https://example.com
            cookie: a=b""";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream()
                .script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @Test
    void oneTooManyIsRefusedInTheSurfacesWords() {
        try (Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.customHeaders(10))) {
            assertThat(chat(rig, USUAL + custom(10)).status()).isEqualTo(200);
            RawHttp.Answer refused = chat(rig, USUAL + custom(11));
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.header("x-ms-error-code")).hasValue("TooManyCustomHeaders");
            assertThat(refused.body())
                    .contains("\"code\":\"TooManyCustomHeaders\"")
                    .contains("11 custom headers")
                    .contains("limits.maxCustomHeaders");
            assertThat(chat(rig, "\nX-Mine: 1".repeat(11)).status())
                    .as("each line counts")
                    .isEqualTo(431);
        }
    }

    @Test
    void thereIsNoBoundUnlessOneIsConfigured() {
        try (Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE)) {
            assertThat(chat(rig, custom(40)).status()).isEqualTo(200);
        }
    }

    private static RawHttp.Answer chat(Rig rig, String headers) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(Rig.post(Rig.CHAT) + headers, Rig.chatBody(false)).answer();
        }
    }

    private static String custom(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\nx-mine-" + i + ": 1").collect(Collectors.joining());
    }
}
