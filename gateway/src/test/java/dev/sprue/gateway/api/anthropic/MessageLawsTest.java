package dev.sprue.gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Folded;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedReply;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Laws: the same question gives by this API what it gives by OpenAI's, in content, usage and the reason of the end; the events
 * of a stream put together are the whole message, wherever the server's stream is cut.
 */
class MessageLawsTest {

    private static final int REPLIES = Tries.of(30, 2_000);
    private static final String BODY =
            "{\"model\":\"chat\",\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @Test
    void aMessageSaysWhatOpenAisAnswerSays() throws Exception {
        for (int seed = 0; seed < REPLIES; seed++) {
            ScriptedReply reply = new ScriptedReply(seed, true);
            RUNNING.upstream().script(reply);
            RawHttp.Answer openAi = RUNNING.rig().call(Rig.V1_CHAT, Rig.chatBody(false));
            JsonNode wanted = message(Folded.whole(openAi.body()));
            RawHttp.Answer whole = Messages.call(RUNNING.rig(), BODY + "}");
            assertThat(said(Messages.whole(whole))).as("seed %s", seed).isEqualTo(wanted);
            RawHttp.Answer stream = Messages.call(RUNNING.rig(), BODY + ",\"stream\":true}");
            assertThat(said(Messages.folded(stream)))
                    .as("seed %s, streamed", seed)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void whereTheServersStreamIsCutDoesNotMatter() throws Exception {
        ScriptedReply reply = new ScriptedReply(7, true);
        byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
        JsonNode wanted = message(Folded.whole(reply.whole().toString()));
        for (int at = 1; at < stream.length; at += Tries.of(61, 1)) {
            int cut = at;
            RUNNING.upstream().script((request, connection) -> connection.stream()
                    .chunk(Arrays.copyOf(stream, cut))
                    .chunk(Arrays.copyOfRange(stream, cut, stream.length))
                    .end());
            RawHttp.Answer answer = Messages.call(RUNNING.rig(), BODY + ",\"stream\":true}");
            assertThat(said(Messages.folded(answer))).as("cut at %s", at).isEqualTo(wanted);
        }
    }

    /** What a message says, its texts of a kind together: canonical answers have one of each. */
    private static JsonNode said(ObjectNode message) {
        ObjectNode said = Messages.MAPPER.createObjectNode().put("thinking", "").put("text", "");
        ArrayNode calls = said.putArray("calls");
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText()) {
                case "thinking" ->
                    said.put(
                            "thinking",
                            said.get("thinking").asText()
                                    + block.get("thinking").asText());
                case "text" ->
                    said.put(
                            "text",
                            said.get("text").asText() + block.get("text").asText());
                default -> {
                    ObjectNode call = calls.addObject();
                    call.set("id", block.get("id"));
                    call.set("name", block.get("name"));
                    call.set("input", block.get("input"));
                }
            }
        }
        said.set("stop_reason", message.get("stop_reason"));
        JsonNode usage = message.path("usage");
        said.put(
                "read",
                usage.path("input_tokens").asInt()
                        + usage.path("cache_read_input_tokens").asInt());
        said.put("written", usage.path("output_tokens").asInt());
        return said;
    }

    /** The same of a canonical answer's first choice. */
    private static JsonNode message(JsonNode canonical) throws Exception {
        JsonNode choice = canonical.path("choices").path(0);
        String refusal = choice.path("refusal").asText();
        ObjectNode said = Messages.MAPPER.createObjectNode();
        said.put("thinking", choice.path("reasoning_content").asText());
        said.put("text", choice.path("content").asText() + refusal);
        ArrayNode calls = said.putArray("calls");
        for (JsonNode call : choice.path("calls")) {
            ObjectNode one = calls.addObject();
            one.set("id", call.get("id"));
            one.set("name", call.get("name"));
            one.set("input", Messages.MAPPER.readTree(call.get("arguments").asText()));
        }
        said.put(
                "stop_reason",
                !refusal.isEmpty()
                        ? "refusal"
                        : switch (choice.path("finish_reason").asText()) {
                            case "length" -> "max_tokens";
                            case "content_filter" -> "refusal";
                            case "tool_calls" -> "tool_use";
                            default -> "end_turn";
                        });
        said.put("read", canonical.path("usage").path("prompt_tokens").asInt());
        said.put("written", canonical.path("usage").path("completion_tokens").asInt());
        return said;
    }
}
