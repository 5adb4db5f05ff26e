package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Folded;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Callers of Anthropic's API before Anthropic's API: what they ask and what they are answered goes through the canonical form twice
 * and means the same afterwards.
 */
class AnthropicRoundTripTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AnthropicStandIn API = new AnthropicStandIn(11);
    private static final DialectRun RUN = AnthropicCalls.run("claude-sonnet-4-5");
    private static final String ASKS_FOR_THOUGHTS =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"reasoning_effort\":\"low\",\"max_tokens\":4000}";
    private static final String HEAD = "POST /anthropic/v1/messages HTTP/1.1\nhost: rig\nx-api-key: " + Rig.KEY
            + "\nanthropic-version: 2023-06-01\ncontent-type: application/json";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.of(AnthropicCalls::rig, API);

    @Test
    void whatIsAskedAndAnsweredSurvivesBothTranslations() throws Exception {
        for (int seed = 0; seed < Tries.of(25, 2_000); seed++) {
            ObjectNode message = new AnthropicMessages(new Random(seed)).message();
            API.answer(message);
            // What was put into a cache is in the sum, but not told apart; why a model refuses is told as text.
            message.putNull("stop_details");
            ((ObjectNode) message.get("usage")).putNull("cache_creation_input_tokens");
            JsonNode wanted = Folded.whole(RUN.whole(RUN.chat("{\"messages\":[]}"), message.toString()));
            boolean thinks = message.at("/content/0/type").asText().equals("thinking");
            ObjectNode request = (ObjectNode) RUN.sent(
                    thinks ? ASKS_FOR_THOUGHTS : Conversations.request(seed).toString());
            request.put("model", "chat");

            RawHttp.Answer whole = call(request);
            assertThat(whole.status()).as("seed %d: %s", seed, whole.body()).isEqualTo(200);
            assertThat(Folded.whole(RUN.whole(RUN.chat("{\"messages\":[]}"), whole.body())))
                    .as("seed %d", seed)
                    .isEqualTo(wanted);
            JsonNode sent = MAPPER.readTree(RUNNING.upstream().request().body());
            assertThat(Meaning.ofMessages(sent)).as("seed %d", seed).isEqualTo(Meaning.ofMessages(request));

            byte[] stream = call(request.put("stream", true)).body().getBytes(StandardCharsets.UTF_8);
            DialectRun.Streamed streamed = RUN.stream(
                    RUN.chat("{\"messages\":[]}"), DialectRun.head(200, "text/event-stream"), List.of(stream));
            assertThat(streamed.complete()).isTrue();
            assertThat(streamed.folded()).as("seed %d, streamed", seed).isEqualTo(wanted);
            RUNNING.upstream().forget();
        }
    }

    private static RawHttp.Answer call(JsonNode request) {
        try (RawHttp raw = RUNNING.rig().connect()) {
            return raw.send(HEAD, request.toString()).answer();
        }
    }
}
