package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands in the place of whatever a request of Anthropic's or Google's callers may hold: it is answered or refused, never a defect. */
class HostileTranslationsTest {

    private static final int REQUESTS = Tries.of(150, 20_000);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String MESSAGES = """
            {"model":"chat","max_tokens":50,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
            "messages":[{"role":"user","content":[{"type":"text","text":"q"},{"type":"image","source":{"type":"base64",
            "media_type":"image/png","data":"AAAA"}},{"type":"document","title":"t","source":{"type":"text",
            "media_type":"text/plain","data":"d"}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"h",
            "signature":"s"},{"type":"redacted_thinking","data":"c3BydWUtZGV0YWlsczp7fQ=="},{"type":"tool_use","id":"t1",
            "name":"f","input":{"a":[1]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1",
            "is_error":true,"content":[{"type":"text","text":"r"}]}]}],"tools":[{"name":"f","description":"d",
            "input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"f"},"temperature":0.5,"top_k":3,
            "stop_sequences":["x"],"metadata":{"user_id":"u"},"service_tier":"auto",
            "thinking":{"type":"enabled","budget_tokens":1024},
            "output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}}}""";

    private static final String CONTENTS = """
            {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"q"},
            {"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"fileData":{"fileUri":"https://e.com/a"}}]},
            {"role":"model","parts":[{"text":"h","thought":true,"thoughtSignature":"c3BydWUtZGV0YWlsczp7fQ=="},
            {"functionCall":{"id":"c","name":"f","args":{"a":[1]}},"thoughtSignature":"AAAA"}]},
            {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"r":1}}}]}],
            "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","nullable":true,"properties":
            {"a":{"type":"ARRAY","minItems":"1","items":{"anyOf":[{"type":"STRING"}]}}}}}]},{"googleSearch":{}}],
            "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
            "safetySettings":[],"generationConfig":{"temperature":1,"topK":3,"stopSequences":["x"],"candidateCount":1,
            "responseMimeType":"application/json","responseSchema":{"type":"OBJECT"},"responseModalities":["TEXT"],
            "thinkingConfig":{"thinkingBudget":5,"includeThoughts":true}}}""";

    private static final List<String> ODDITIES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-400",
            "\"\"",
            "\"\\ud800\"",
            "\"text\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"type\":null}",
            "{\"type\":\"text\"}",
            "[{\"type\":7}]",
            "\"data:\"",
            "[{\"text\":\"a\"},{}]");

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @ParameterizedTest
    @CsvSource({
        "/anthropic/v1/messages, messages",
        "/anthropic/v1/messages/count_tokens, messages",
        "/gemini/v1beta/models/chat:generateContent, contents",
        "/gemini/v1beta/models/chat:countTokens, contents"
    })
    void whateverIsSentIsAnsweredOrRefused(String path, String body) throws Exception {
        Random random = new Random(path.hashCode());
        try (RawHttp raw = RUNNING.rig().connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                JsonNode request = MAPPER.readTree(body.equals("messages") ? MESSAGES : CONTENTS);
                for (int change = random.nextInt(3); change >= 0; change--) {
                    change((ContainerNode<?>) request, random);
                }
                RawHttp.Answer answer =
                        raw.send(Rig.post(path), request.toString()).answer();
                assertThat(answer.status()).as("%s%n%s", request, answer.body()).isIn(200, 400, 404);
                assertThat(MAPPER.readTree(answer.body()).isObject()).isTrue();
            }
        }
    }

    private static void change(ContainerNode<?> root, Random random) throws Exception {
        List<ContainerNode<?>> all = new ArrayList<>();
        collect(root, all);
        ContainerNode<?> holder = all.get(random.nextInt(all.size()));
        if (holder.isEmpty()) {
            return;
        }
        int at = random.nextInt(holder.size());
        JsonNode odd = MAPPER.readTree(ODDITIES.get(random.nextInt(ODDITIES.size())));
        boolean remove = random.nextInt(4) == 0;
        switch (holder) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                if (remove) {
                    object.remove(names.get(at));
                } else {
                    object.set(names.get(at), odd);
                }
            }
            case ArrayNode array -> {
                if (remove) {
                    array.remove(at);
                } else {
                    array.set(at, odd);
                }
            }
            default -> throw new AssertionError(holder);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
            container.forEach(child -> collect(child, into));
        }
    }

    /** A body that lies in a file is translated into another. */
    @Test
    void aLargePictureGoesThroughAFile() throws Exception {
        String data = "A".repeat(3_000_000);
        RUNNING.rig()
                .call(
                        "/anthropic/v1/messages",
                        "{\"model\":\"chat\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                                + "\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" + data
                                + "\"}}]}]}");
        assertThat(RUNNING.upstream().request().body()).contains("\"url\":\"data:image/png;base64," + data + "\"");
        RUNNING.rig()
                .call(
                        "/gemini/v1beta/models/chat:generateContent",
                        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + data
                                + "\"}}]}]}");
        assertThat(RUNNING.upstream().request().body()).contains("\"url\":\"data:image/png;base64," + data + "\"");
    }
}
