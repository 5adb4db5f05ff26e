package dev.sprue.gateway.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.Golden;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.SchemaDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ollama's own dialect without a network: golden files, and laws over generated conversations and answers. */
class OllamaDialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun RUN = DialectRun.of(
            new OllamaDialect(UpstreamTarget.of("ollama", "http://127.0.0.1:11434", new TimeoutsConfig(1, 1, 1))));

    static Stream<String> cases() {
        return Golden.cases("ollama");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translatesAsTheGoldenFilesShow(String name) throws Exception {
        Golden.holds(RUN, "ollama", name);
    }

    /** What is sent is what Ollama takes, and says what the caller said. */
    @Test
    void aConversationKeepsItsMeaning() throws Exception {
        Optional<SchemaDocument> specified = Specifications.found().map(found -> found.upstream("ollama-openapi.yaml"));
        for (int seed = 0; seed < Tries.of(300, 20_000); seed++) {
            ObjectNode request = Conversations.request(seed);
            if (mustCall(request.path("tool_choice"))) {
                request.put("tool_choice", "auto");
            }
            JsonNode sent = RUN.sent(request.toString());
            if (specified.isPresent()) {
                assertThat(specified.get().violations("ChatRequest", sent))
                        .as("%d: %s", seed, sent)
                        .isEmpty();
            }
            assertThat(said(sent.path("messages"))).as("%d", seed).isEqualTo(said(request.path("messages")));
            assertThat(calls(sent.path("messages"))).as("%d", seed).isEqualTo(calls(request.path("messages")));
            assertThat(sent.at("/options/stop")).isEqualTo(request.path("stop"));
        }
    }

    private static boolean mustCall(JsonNode choice) {
        return choice.isObject() || choice.asText().equals("required");
    }

    /** Role, text and pictures of each message; the canonical form's texts are put together here as they are there. */
    private static List<String> said(JsonNode messages) {
        List<String> all = new ArrayList<>();
        for (JsonNode message : messages) {
            List<String> texts = new ArrayList<>();
            List<String> pictures = new ArrayList<>();
            message.path("images").forEach(image -> pictures.add(image.asText()));
            if (message.path("content").isTextual()) {
                texts.add(message.path("content").asText());
            }
            for (JsonNode part : message.path("content")) {
                if (part.has("text")) {
                    texts.add(part.path("text").asText());
                } else {
                    pictures.add(part.at("/image_url/url").asText().replace("data:image/png;base64,", ""));
                }
            }
            all.add(message.path("role").asText().replace("developer", "system") + ": " + String.join("\n", texts)
                    + pictures);
        }
        return all;
    }

    private static List<String> calls(JsonNode messages) throws Exception {
        List<String> calls = new ArrayList<>();
        for (JsonNode message : messages) {
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode arguments = call.at("/function/arguments");
                calls.add(call.path("id").asText() + " "
                        + call.at("/function/name").asText() + " "
                        + (arguments.isTextual() ? MAPPER.readTree(arguments.asText()) : arguments));
            }
            if (message.has("tool_call_id")) {
                calls.add("answered " + message.path("tool_call_id").asText());
            }
        }
        return calls;
    }

    @Test
    void aResultNamesItsTool() throws Exception {
        JsonNode sent = RUN.sent("""
                {"messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":\
                {"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"x"},\
                {"role":"tool","tool_call_id":"b","content":"y"}]}""");
        assertThat(sent.at("/messages/1/tool_name").asText()).isEqualTo("f");
        assertThat(sent.at("/messages/2").has("tool_name")).isFalse();
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        int step = Tries.of(3, 1);
        for (int seed = 0; seed < Tries.of(12, 300); seed++) {
            OllamaReply reply = OllamaReply.of(seed);
            StreamLaw.holds(
                    RUN,
                    RUN.chat("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stream\":true}"),
                    DialectRun.head(200, "application/x-ndjson"),
                    reply.stream().getBytes(StandardCharsets.UTF_8),
                    reply.whole().toString(),
                    step,
                    1);
        }
    }
}
