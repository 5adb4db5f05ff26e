package dev.sprue.gateway.providers.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.Golden;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cohere's dialect without a network: golden files, and laws over generated conversations and answers. */
class CohereDialectTest {

    private static final DialectRun RUN = DialectRun.of(
            new CohereDialect(UpstreamTarget.of("cohere", "https://api.cohere.com", new TimeoutsConfig(1, 1, 1))));

    static Stream<String> cases() {
        return Golden.cases("cohere");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translatesAsTheGoldenFilesShow(String name) throws Exception {
        Golden.holds(RUN, "cohere", name);
    }

    /** What is sent is what Cohere takes, and says what the caller said. */
    @Test
    void aConversationKeepsItsMeaning() throws Exception {
        for (int seed = 0; seed < Tries.of(300, 20_000); seed++) {
            ObjectNode request = Conversations.request(seed);
            JsonNode sent = RUN.sent(request.toString());
            assertThat(CohereRequests.faults("/v2/chat", sent))
                    .as("%d: %s", seed, sent)
                    .isEmpty();
            assertThat(texts(sent.path("messages"))).as("%d", seed).isEqualTo(texts(request.path("messages")));
            assertThat(calls(sent.path("messages"))).as("%d", seed).isEqualTo(calls(request.path("messages")));
            assertThat(sent.path("temperature")).isEqualTo(request.path("temperature"));
            assertThat(sent.path("stop_sequences")).isEqualTo(request.path("stop"));
        }
    }

    private static List<String> texts(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText().replace("developer", "system");
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                texts.add(role + ": " + content.asText());
            }
            for (JsonNode part : content) {
                texts.add(role + ": " + part.path("text").asText()
                        + part.at("/image_url/url").asText());
            }
        }
        return texts;
    }

    private static List<String> calls(JsonNode messages) {
        List<String> calls = new ArrayList<>();
        for (JsonNode message : messages) {
            for (JsonNode call : message.path("tool_calls")) {
                calls.add(call.path("id").asText() + " "
                        + call.at("/function/name").asText() + " "
                        + call.at("/function/arguments").asText());
            }
            if (message.has("tool_call_id")) {
                calls.add("answered " + message.path("tool_call_id").asText());
            }
        }
        return calls;
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        int step = Tries.of(3, 1);
        for (int seed = 0; seed < Tries.of(12, 300); seed++) {
            CohereReply reply = CohereReply.of(seed);
            StreamLaw.holds(
                    RUN,
                    RUN.chat("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stream\":true}"),
                    DialectRun.head(200, "text/event-stream"),
                    reply.stream().getBytes(StandardCharsets.UTF_8),
                    reply.whole().toString(),
                    step,
                    2);
        }
    }
}
