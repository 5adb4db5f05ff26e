package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.ScriptedReply;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The laws of dialects, for the one that is the canonical form itself. */
class OpenAiDialectTest {

    private static final DialectRun RUN = DialectRun.of(
            new OpenAiDialect(UpstreamTarget.of("upstream", "http://localhost/v1", new TimeoutsConfig(1, 1, 1))));

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        for (int seed = 0; seed < Tries.of(5, 100); seed++) {
            ScriptedReply reply = new ScriptedReply(seed, true);
            byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
            // A stream whose choices are finished is taken for complete without the mark, so that none is cut short
            // here.
            StreamLaw.holds(
                    RUN,
                    RUN.chat("{\"stream\":true,\"messages\":[]}"),
                    DialectRun.head(200, "text/event-stream"),
                    stream,
                    reply.whole().toString(),
                    Tries.of(7, 1),
                    stream.length);
        }
    }

    @Test
    void aRequestGoesOutAsItCame() throws Exception {
        for (int seed = 0; seed < Tries.of(200, 20_000); seed++) {
            ObjectNode request = Conversations.request(seed);
            assertThat(RUN.sent(request.toString())).as("seed %d", seed).isEqualTo(request.put("model", "the-model"));
        }
    }
}
