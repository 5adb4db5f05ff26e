package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that fail: before their first event like any call, after it with one last event and a cut connection. */
class OpenAiBrokenStreamsTest extends UpstreamCase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"busy\"}}\n\n",
                "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"busy\"}}\n\ndata: [DONE]\n\n",
                "data: garbage\n\n",
                "data: [DONE]\n\n",
                "data: [1]\n\n",
                ": nothing\n\n",
                ""
            })
    void aStreamThatFailsBeforeItsFirstEventIsAnOrdinaryError(String stream) throws Exception {
        upstream.script((request, connection) -> {
            connection.stream();
            if (!stream.isEmpty()) {
                connection.chunk(stream);
            }
            connection.end();
        });
        JsonNode error = error(rig.chat(true), 502, "upstream_failed");
        if (stream.contains("busy")) {
            assertThat(error.path("innererror").path("message").asText()).isEqualTo("overloaded");
        }
    }

    @Test
    void aStreamThatFallsSilentBeforeItsFirstEventIsAnOrdinaryTimeout() throws Exception {
        upstream.script((request, connection) -> connection.stream().otherCloses());
        error(rig.chat(true), 504, "upstream_timeout");
    }

    @FunctionalInterface
    private interface Breaking {
        void off(ScriptedUpstream.Connection connection) throws IOException, InterruptedException;
    }

    private static void brokenStream(String code, Breaking breaking) throws Exception {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: " + CHUNK + "\n\n");
            // What comes next must find the first event on its way.
            Thread.sleep(30);
            breaking.off(connection);
        });
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).as("the last chunk is missing").isFalse();
        assertThat(answer.events()).hasSize(2).startsWith(CHUNK);
        assertThat(answer.body()).doesNotContain("[DONE]");
        JsonNode error = MAPPER.readTree(answer.events().getLast()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        rig.idle();
        assertThat(rig.records().getLast().outcome()).isEqualTo(Outcome.failed);
        // It was not the caller who left.
        String id = answer.header("x-request-id").orElseThrow();
        assertThat(rig.logLine("id=" + id))
                .contains("status=200")
                .contains("error=" + code.toUpperCase(Locale.ROOT))
                .contains("cause=\"The provider 'up' ")
                .doesNotContain("fell over");
    }

    @Test
    void aStreamThatIsResetIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::reset);
    }

    @Test
    void aStreamThatIsClosedIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::close);
    }

    @Test
    void aStreamThatEndsUnfinishedIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::end);
    }

    @Test
    void aStreamThatEndsInHalfAnEventIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> connection
                .chunk("data: {\"choices\":[{\"finish_reason\":\"stop\"}")
                .end());
    }

    @Test
    void aStreamThatTurnsToGarbageIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection.chunk("data: {\"choices\":[}\n\n");
            connection.otherCloses();
        });
    }

    @Test
    void aStreamThatReportsAnErrorIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection
                    .chunk("data: {\"error\":{\"message\":\"the model fell over\"}}\n\ndata: [DONE]\n\n")
                    .end();
        });
    }

    @Test
    void aStreamThatFallsSilentIsCut() throws Exception {
        brokenStream("upstream_timeout", ScriptedUpstream.Connection::otherCloses);
    }

    @Test
    void aStreamWithAnEndlessEventIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
    }

    @Test
    void anErrorThatIsNullIsNone() throws Exception {
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"error\":null}\n\n")
                .chunk(
                        "data: {\"choices\":[],\"error\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n")
                .end());
        assertThat(rig.chat(true).events()).hasSize(2).endsWith("[DONE]");
    }
}
