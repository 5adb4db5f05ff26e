package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no model could take is refused before it is asked, and the refusal names the place. */
class RefusedFieldsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<Entry> ENTRIES = Entry.OPENAI;

    /** Fields of a kind that all models agree on. What else is wrong may go to the model, which may know better. */
    private static final Map<String, Set<String>> MUST = Map.of(
            "chat/completions",
            Set.of(
                    "messages",
                    "messages[].role",
                    "messages[].content",
                    "temperature",
                    "top_p",
                    "n",
                    "max_tokens",
                    "max_completion_tokens",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "seed",
                    "stop",
                    "stream",
                    "tools",
                    "tool_choice",
                    "functions",
                    "function_call",
                    "response_format",
                    "parallel_tool_calls",
                    "user"),
            "completions",
            Set.of(
                    "prompt",
                    "temperature",
                    "top_p",
                    "n",
                    "best_of",
                    "echo",
                    "max_tokens",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "seed",
                    "stop",
                    "suffix",
                    "user"),
            "embeddings",
            Set.of("input", "encoding_format", "dimensions"));

    /** Operation, fields, and the place that a refusal names. */
    private static final List<List<String>> BEYOND = Stream.of("""
                    chat/completions | "n":0                                         | n
                    chat/completions | "n":129                                       | n
                    chat/completions | "n":1.5                                       | n
                    chat/completions | "temperature":2.0001                          | temperature
                    chat/completions | "temperature":-0.1                            | temperature
                    chat/completions | "top_p":1.1                                   | top_p
                    chat/completions | "presence_penalty":2.1                        | presence_penalty
                    chat/completions | "frequency_penalty":-2.1                      | frequency_penalty
                    chat/completions | "logprobs":true,"top_logprobs":21             | top_logprobs
                    chat/completions | "logprobs":true,"top_logprobs":-1             | top_logprobs
                    chat/completions | "logit_bias":{"17":101}                       | logit_bias.17
                    chat/completions | "max_tokens":-1                               | max_tokens
                    chat/completions | "stream_options":{"include_usage":true}       | stream_options
                    chat/completions | "messages":[]                                 | messages
                    chat/completions | "messages":[{"role":"bot","content":"x"}]     | messages[0].role
                    chat/completions | "messages":[{"role":"user","content":7}]      | messages[0].content
                    completions      | "prompt":{}                                   | prompt
                    completions      | "prompt":["a",7]                              | prompt[1]
                    completions      | "prompt":[[1,"a"]]                            | prompt[0][1]
                    completions      | "n":129                                       | n
                    completions      | "best_of":21                                  | best_of
                    completions      | "n":3,"best_of":2                             | best_of
                    completions      | "best_of":2,"stream":true                     | best_of
                    completions      | "logprobs":true                               | logprobs
                    completions      | "logprobs":-1                                 | logprobs
                    completions      | "temperature":3                               | temperature
                    embeddings       | "input":[]                                    | input
                    embeddings       | "input":["a",7]                               | input[1]
                    embeddings       | "input":{}                                    | input
                    embeddings       | "dimensions":0                                | dimensions
                    embeddings       | "encoding_format":"int4"                      | encoding_format
                    """.split("\n"))
            .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
            .toList();

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    static Stream<Arguments> beyond() {
        return ENTRIES.stream()
                .flatMap(entry -> BEYOND.stream().map(one -> Arguments.of(entry, one.get(0), one.get(1), one.get(2))));
    }

    @Proves(refused = "*")
    @ParameterizedTest
    @MethodSource("beyond")
    void isRefusedWithItsPlace(Entry entry, String operation, String fields, String place) throws Exception {
        String required =
                switch (operation) {
                    case "chat/completions" ->
                        fields.contains("\"messages\"") ? "" : ",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";
                    case "completions" -> fields.contains("\"prompt\"") ? "" : ",\"prompt\":\"p\"";
                    default -> fields.contains("\"input\"") ? "" : ",\"input\":\"a\"";
                };
        String deployment = Entry.deploymentFor(operation);
        RawHttp.Answer answer = entry.call(
                RUNNING.rig(), operation, "{\"model\":\"" + deployment + "\"" + required + "," + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("param").asText()).as(answer.body()).isEqualTo(place);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(RUNNING.upstream().waiting()).isZero();
    }

    static Stream<SpecifiedCase> cases() {
        return SpecifiedCase.all();
    }

    /** A value of another kind at every place of the requests that a document allows. */
    @Proves(refused = "*")
    @ParameterizedTest
    @MethodSource("cases")
    void aValueOfAnotherKindIsRefusedOrLeftToTheModel(SpecifiedCase specified) throws Exception {
        Set<String> refused = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        for (ObjectNode request : specified.requests()) {
            for (Map.Entry<String, ObjectNode> wrong : spoilt(request).entrySet()) {
                String place = wrong.getKey();
                // What connectors of the service's read is not looked at here.
                if (place.startsWith("data_sources[") || !tried.add(unnumbered(place))) {
                    continue;
                }
                RawHttp.Answer answer = specified
                        .entry(0)
                        .call(
                                RUNNING.rig(),
                                specified.operation(),
                                wrong.getValue().toString());
                String shown = answer.body() + " to " + wrong.getValue();
                if (answer.status() == 200) {
                    RUNNING.upstream().request();
                    continue;
                }
                assertThat(answer.status()).as(shown).isEqualTo(400);
                String param = MAPPER.readTree(answer.body()).at("/error/param").asText();
                assertThat(isAbout(place, param)).as("%s: %s", place, shown).isTrue();
                assertThat(RUNNING.upstream().waiting()).isZero();
                refused.add(unnumbered(place));
            }
        }
        Set<String> must = new TreeSet<>(MUST.get(specified.operation()));
        must.retainAll(tried);
        assertThat(refused).containsAll(must);
    }

    /** Whether it is the place or around it, another item of its array, or a field that contradicts it. */
    private static boolean isAbout(String place, String param) {
        boolean near = place.startsWith(param) || param.startsWith(place);
        return !param.isEmpty() && (near || unnumbered(place).equals(unnumbered(param)));
    }

    private static String unnumbered(String place) {
        return place.replaceAll("\\[\\d+\\]", "[]");
    }

    /** The request with one value exchanged, for every value in it. */
    private static Map<String, ObjectNode> spoilt(ObjectNode request) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        places(request, "", "", all, request);
        return all;
    }

    private static void places(
            JsonNode at, String pointer, String place, Map<String, ObjectNode> all, ObjectNode request) {
        if (at instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String next = place.isEmpty() ? field.getKey() : place + "." + field.getKey();
                spoil(field.getValue(), pointer + "/" + field.getKey(), next, all, request);
            });
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                spoil(array.get(i), pointer + "/" + i, place + "[" + i + "]", all, request);
            }
        }
    }

    private static void spoil(
            JsonNode value, String pointer, String place, Map<String, ObjectNode> all, ObjectNode request) {
        JsonNode wrong = value.isTextual() || value.isArray()
                ? JSON.objectNode().put("wrong", 7)
                : value.isObject() ? JSON.numberNode(7) : JSON.textNode("wrong");
        ObjectNode spoilt = request.deepCopy();
        JsonNode parent = spoilt.at(pointer.substring(0, pointer.lastIndexOf('/')));
        String step = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(step), wrong);
        } else {
            ((ObjectNode) parent).set(step, wrong);
        }
        all.put(place, spoilt);
        places(value, pointer, place, all, request);
    }
}
