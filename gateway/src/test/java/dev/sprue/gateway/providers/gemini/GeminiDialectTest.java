package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The laws of Google's dialect, over generated requests and answers. */
class GeminiDialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STREAMED = "{\"stream\":true,\"messages\":[]}";
    private static final AnswerHead STREAM = DialectRun.head(200, "text/event-stream");

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        DialectRun run = Gemini.aiStudio("gemini-2.5-flash");
        for (int seed = 0; seed < Tries.of(8, 300); seed++) {
            GeminiReply reply = new GeminiReply(seed);
            byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
            String whole = reply.whole();
            int end = new String(stream, StandardCharsets.UTF_8).endsWith("\r\n\r\n") ? 4 : 2;
            StreamLaw.holds(run, run.chat(STREAMED), STREAM, stream, whole, Tries.of(5, 1), end);
        }
    }

    @Test
    void whatOpenAiHasNoPlaceForComesInStreamsAsInWholeAnswers() throws Exception {
        DialectRun run = Gemini.aiStudio("gemini-2.5-flash");
        ProviderCall call = run.chat(STREAMED);
        for (int seed = 0; seed < Tries.of(300, 20_000); seed++) {
            GeminiReply reply = new GeminiReply(seed);
            byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
            JsonNode whole = MAPPER.readTree(run.whole(call, reply.whole()));
            Map<String, ArrayNode> wanted = new TreeMap<>();
            whole.path("choices")
                    .forEach(choice -> collect(choice.path("index").asInt(), choice.path("message"), wanted));
            Map<String, ArrayNode> got = new TreeMap<>();
            for (String event : run.stream(call, STREAM, List.of(stream)).events()) {
                MAPPER.readTree(event)
                        .path("choices")
                        .forEach(choice -> collect(choice.path("index").asInt(), choice.path("delta"), got));
            }
            assertThat(got).as("seed %d", seed).isEqualTo(wanted);
        }
    }

    private static void collect(int choice, JsonNode said, Map<String, ArrayNode> into) {
        for (String list : List.of(
                "reasoning_details", "images", "gemini_parts", "annotations", "citations", "grounding_metadata")) {
            said.path(list).forEach(item -> into.computeIfAbsent(choice + " " + list, made -> MAPPER.createArrayNode())
                    .add(item));
        }
    }

    @Test
    void googleTakesEveryConversationAndItsMeaningSurvives() throws Exception {
        for (String model : List.of("gemini-2.5-flash", "gemini-3-pro-preview", "gemini-2.0-flash")) {
            for (boolean vertex : new boolean[] {false, true}) {
                DialectRun run = vertex ? Gemini.vertex(model) : Gemini.aiStudio(model);
                for (int seed = 0; seed < Tries.of(150, 10_000); seed++) {
                    ObjectNode request = Conversations.request(seed);
                    JsonNode sent = run.sent(request.toString());
                    assertThat(Gemini.violations(sent, model, vertex))
                            .as("seed %d: %s", seed, sent)
                            .isEmpty();
                    assertThat(told(sent)).as("seed %d", seed).isEqualTo(meant(request));
                }
            }
        }
    }

    /** Everything that a canonical conversation says, in order, without the borders of messages. */
    private static ArrayNode meant(ObjectNode request) throws Exception {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        boolean alone = true;
        for (JsonNode message : request.path("messages")) {
            alone &= message.path("role").asText().matches("system|developer");
        }
        for (boolean system : new boolean[] {true, false}) {
            for (JsonNode message : request.path("messages")) {
                String role = message.path("role").asText();
                if (role.matches("system|developer") != system) {
                    continue;
                }
                String side = alone ? "user" : system ? "system" : role;
                if (role.equals("tool")) {
                    all.add("result " + message.path("tool_call_id").asText()
                            + result(message.path("content").asText()));
                } else if (message.path("content").isTextual()) {
                    all.add(side + " " + message.path("content").asText());
                }
                message.path("content")
                        .forEach(part -> all.add(side + " "
                                + (part.has("text")
                                        ? part.path("text").asText()
                                        : part.path("image_url").path("url").asText())));
                for (JsonNode call : message.path("tool_calls")) {
                    JsonNode function = call.path("function");
                    all.add("call " + call.path("id").asText()
                            + function.path("name").asText()
                            + MAPPER.readTree(function.path("arguments").asText()));
                }
            }
        }
        return all;
    }

    private static String result(String text) throws Exception {
        boolean object = text.startsWith("{");
        return (object
                        ? MAPPER.readTree(text)
                        : JsonNodeFactory.instance.objectNode().put("output", text))
                .toString();
    }

    /** The same of what goes to Google. */
    private static ArrayNode told(JsonNode request) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        request.path("systemInstruction")
                .path("parts")
                .forEach(part -> all.add("system " + part.path("text").asText()));
        for (JsonNode content : request.path("contents")) {
            String side = content.path("role").asText().equals("model") ? "assistant" : "user";
            for (JsonNode part : content.path("parts")) {
                JsonNode call = part.path("functionCall");
                JsonNode response = part.path("functionResponse");
                JsonNode data = part.path("inlineData");
                if (part.has("functionCall")) {
                    all.add("call " + call.path("id").asText()
                            + call.path("name").asText() + call.path("args"));
                } else if (part.has("functionResponse")) {
                    all.add("result " + response.path("id").asText() + response.path("response"));
                } else if (part.has("inlineData")) {
                    all.add(side + " data:" + data.path("mimeType").asText() + ";base64,"
                            + data.path("data").asText());
                } else {
                    all.add(side + " " + part.path("text").asText());
                }
            }
        }
        return all;
    }
}
