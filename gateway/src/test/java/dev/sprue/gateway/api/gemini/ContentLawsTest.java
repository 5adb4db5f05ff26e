package dev.sprue.gateway.api.gemini;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Laws: the same question gives by this API what it gives by OpenAI's, in content, usage and the reason of the end; the responses
 * of a stream put together are the whole response, in either form of streams, wherever the server's stream is cut.
 */
class ContentLawsTest {

    private static final int REPLIES = Tries.of(30, 2_000);
    private static final String BODY = "{\"contents\":[{\"parts\":[{\"text\":\"u\"}]}],"
            + "\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true}}}";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @Test
    void aResponseSaysWhatOpenAisAnswerSays() throws Exception {
        for (int seed = 0; seed < REPLIES; seed++) {
            ScriptedReply reply = new ScriptedReply(seed, true);
            RUNNING.upstream().script(reply);
            RawHttp.Answer openAi = RUNNING.rig().call(Rig.V1_CHAT, Rig.chatBody(false));
            JsonNode wanted = wanted(Folded.whole(openAi.body()));
            JsonNode whole = Contents.response(Contents.whole(RUNNING.rig(), BODY));
            assertThat(said(Contents.folded(List.of(whole))))
                    .as("seed %s", seed)
                    .isEqualTo(wanted);
            for (RawHttp.Answer stream :
                    List.of(Contents.events(RUNNING.rig(), BODY), Contents.array(RUNNING.rig(), BODY))) {
                assertThat(said(Contents.folded(Contents.responses(stream))))
                        .as("seed %s, streamed", seed)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void whereTheServersStreamIsCutDoesNotMatter() throws Exception {
        ScriptedReply reply = new ScriptedReply(7, true);
        byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
        JsonNode wanted = wanted(Folded.whole(reply.whole().toString()));
        for (int at = 1; at < stream.length; at += Tries.of(61, 1)) {
            int cut = at;
            RUNNING.upstream().script((request, connection) -> connection.stream()
                    .chunk(Arrays.copyOf(stream, cut))
                    .chunk(Arrays.copyOfRange(stream, cut, stream.length))
                    .end());
            RawHttp.Answer answer = Contents.events(RUNNING.rig(), BODY);
            assertThat(said(Contents.folded(Contents.responses(answer))))
                    .as("cut at %s", at)
                    .isEqualTo(wanted);
        }
    }

    /** What a response says, its texts of a kind together: canonical answers have one of each. */
    private static JsonNode said(ObjectNode response) {
        ObjectNode said = Contents.MAPPER.createObjectNode();
        ArrayNode all = said.putArray("candidates");
        for (JsonNode candidate : response.path("candidates")) {
            ObjectNode one = all.addObject().put("thought", "").put("text", "");
            ArrayNode calls = one.putArray("calls");
            for (JsonNode part : candidate.at("/content/parts")) {
                if (part.has("functionCall")) {
                    calls.add(part.get("functionCall"));
                } else {
                    String kind = part.path("thought").asBoolean() ? "thought" : "text";
                    one.put(kind, one.get(kind).asText() + part.get("text").asText());
                }
            }
            one.set("finishReason", candidate.get("finishReason"));
            ArrayNode probable = one.putArray("probable");
            candidate.path("chosen").forEach(probable::add);
        }
        said.set("usage", response.get("usageMetadata"));
        return said;
    }

    /** The same of a canonical answer. */
    private static JsonNode wanted(JsonNode canonical) throws Exception {
        ObjectNode said = Contents.MAPPER.createObjectNode();
        ArrayNode all = said.putArray("candidates");
        for (JsonNode choice : canonical.path("choices")) {
            String refusal = choice.path("refusal").asText();
            ObjectNode one = all.addObject();
            one.put("thought", choice.path("reasoning_content").asText());
            one.put("text", choice.path("content").asText() + refusal);
            ArrayNode calls = one.putArray("calls");
            for (JsonNode call : choice.path("calls")) {
                ObjectNode made = calls.addObject();
                made.set("id", call.get("id"));
                made.set("name", call.get("name"));
                made.set("args", Contents.MAPPER.readTree(call.get("arguments").asText()));
            }
            one.put(
                    "finishReason",
                    !refusal.isEmpty()
                            ? "SAFETY"
                            : switch (choice.path("finish_reason").asText()) {
                                case "length" -> "MAX_TOKENS";
                                case "content_filter" -> "SAFETY";
                                default -> "STOP";
                            });
            ArrayNode probable = one.putArray("probable");
            for (JsonNode token : choice.at("/logprobs/content")) {
                ObjectNode made = probable.addObject();
                made.set("token", token.get("token"));
                made.set("logProbability", token.get("logprob"));
            }
        }
        int prompt = canonical.at("/usage/prompt_tokens").asInt();
        int completion = canonical.at("/usage/completion_tokens").asInt();
        int thought = canonical
                .at("/usage/completion_tokens_details/reasoning_tokens")
                .asInt();
        ObjectNode usage = said.putObject("usage").put("promptTokenCount", prompt);
        usage.put("candidatesTokenCount", completion - thought);
        if (thought > 0) {
            usage.put("thoughtsTokenCount", thought);
        }
        usage.put("totalTokenCount", prompt + completion);
        return said;
    }
}
