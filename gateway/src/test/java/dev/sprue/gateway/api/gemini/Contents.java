package dev.sprue.gateway.api.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.providers.gemini.GeminiMessages;
import dev.sprue.gateway.providers.gemini.ProtoJson;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls the surface as a client does; streams are put together. */
final class Contents {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Optional<GeminiMessages> MESSAGES = GeminiMessages.aiStudio();
    static final String CHAT = "/gemini/v1beta/models/chat:";

    private Contents() {}

    /** The head of a POST with the key where this API's clients have it. */
    static String post(String path) {
        return "POST " + path + " HTTP/1.1\nhost: rig\nx-goog-api-key: " + Rig.KEY + "\ncontent-type: application/json";
    }

    static RawHttp.Answer call(Rig rig, String path, String body) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(post(path), body).answer();
        }
    }

    static RawHttp.Answer whole(Rig rig, String body) {
        return call(rig, CHAT + "generateContent", body);
    }

    static RawHttp.Answer events(Rig rig, String body) {
        return call(rig, CHAT + "streamGenerateContent?alt=sse", body);
    }

    static RawHttp.Answer array(Rig rig, String body) {
        return call(rig, CHAT + "streamGenerateContent", body);
    }

    /** A response that came whole. */
    static ObjectNode response(RawHttp.Answer answer) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return (ObjectNode) valid("GenerateContentResponse", MAPPER.readTree(answer.body()));
    }

    /** What is told of a failure. */
    static JsonNode error(RawHttp.Answer answer, int status) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("message").asText()).isNotEmpty();
        return error;
    }

    /** The value, which must be a message by the specification. */
    static JsonNode valid(String message, JsonNode value) {
        MESSAGES.ifPresent(messages -> assertThat(ProtoJson.violations(messages, message, value))
                .as("%s", value)
                .isEmpty());
        return value;
    }

    /** The responses of a stream of events, or of an array. */
    static List<JsonNode> responses(RawHttp.Answer answer) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonNode> responses = new ArrayList<>();
        if (answer.header("content-type").orElseThrow().equals("application/json")) {
            MAPPER.readTree(answer.body()).forEach(responses::add);
        } else {
            for (String event : answer.body().split("\r\n\r\n")) {
                assertThat(event).startsWith("data: ");
                responses.add(MAPPER.readTree(event.substring(6)));
            }
        }
        responses.forEach(response -> valid("GenerateContentResponse", response));
        return responses;
    }

    /** Responses put together as clients do: texts of a kind that follow each other are one. */
    static ObjectNode folded(List<JsonNode> responses) {
        ObjectNode whole = MAPPER.createObjectNode();
        ArrayNode candidates = MAPPER.createArrayNode();
        for (JsonNode response : responses) {
            whole.setAll((ObjectNode) response.deepCopy());
            for (JsonNode candidate : response.path("candidates")) {
                int index = candidate.path("index").asInt();
                while (candidates.size() <= index) {
                    candidates.addObject().putObject("content").putArray("parts");
                }
                ObjectNode known = (ObjectNode) candidates.get(index);
                ArrayNode parts = (ArrayNode) known.at("/content/parts");
                candidate.at("/content/parts").forEach(part -> add(parts, part));
                if (candidate.has("finishReason")) {
                    known.set("finishReason", candidate.get("finishReason"));
                }
                candidate.at("/logprobsResult/chosenCandidates").forEach(one -> known.withArray("/chosen")
                        .add(one));
            }
        }
        whole.set("candidates", candidates);
        return whole;
    }

    private static void add(ArrayNode parts, JsonNode part) {
        if (part.path("text").asText("x").isEmpty() && !part.has("thoughtSignature")) {
            return;
        }
        JsonNode last = parts.path(parts.size() - 1);
        if (part.has("text") && last.has("text") && last.path("thought").equals(part.path("thought"))) {
            ((ObjectNode) last)
                    .put("text", last.get("text").asText() + part.get("text").asText());
        } else {
            parts.add(part.deepCopy());
        }
    }
}
