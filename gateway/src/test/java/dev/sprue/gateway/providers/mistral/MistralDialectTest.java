package dev.sprue.gateway.providers.mistral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectGolden;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.SchemaDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Mistral's dialect: golden files, the laws of dialects, and its published specification. */
class MistralDialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path FOLDER = GeneratedPage.repository().resolve("gateway/src/test/resources/golden/mistral");
    private static final DialectRun RUN = DialectRun.of(new MistralDialect(
            UpstreamTarget.of("upstream", "https://api.mistral.ai/v1", new TimeoutsConfig(1, 1, 1))));

    @Test
    void keepsToItsGoldenFiles() throws Exception {
        new DialectGolden(RUN, "mistral").holds();
    }

    /** The specification refuses fields that it does not know, at every level. */
    @Test
    void sendsWhatTheSpecificationTakes() throws Exception {
        SchemaDocument specification = specification();
        for (int seed = 0; seed < Tries.of(200, 10_000); seed++) {
            JsonNode sent = RUN.sent(Conversations.request(seed).toString());
            assertThat(specification.violations("ChatCompletionRequest", sent))
                    .as("seed %d: %s", seed, sent)
                    .isEmpty();
            keepsCallsAndResultsTogether(sent);
        }
        for (String name : List.of("conversation", "plain")) {
            assertThat(specification.violations("ChatCompletionRequest", RUN.sent(read(name + ".request.json"))))
                    .as(name)
                    .isEmpty();
        }
        ProviderCall embed =
                RUN.call(Operation.EMBEDDINGS, read("embed.request.json"), new ExtraParameters.PassThrough());
        JsonNode sent = MAPPER.readTree(RUN.dialect().write(embed).body().getBytes());
        assertThat(specification.violations("EmbeddingRequest", sent)).isEmpty();
    }

    private static void keepsCallsAndResultsTogether(JsonNode sent) {
        Map<String, Integer> open = new HashMap<>();
        for (JsonNode message : sent.path("messages")) {
            for (JsonNode call : message.path("tool_calls")) {
                assertThat(call.path("id").asText()).matches("[A-Za-z0-9]{9}");
                open.merge(call.path("id").asText(), 1, Integer::sum);
            }
            if (message.path("role").asText().equals("tool")) {
                open.merge(message.path("tool_call_id").asText(), -1, Integer::sum);
            }
        }
        assertThat(open.values()).allMatch(count -> count == 0);
    }

    /** What the golden files have Mistral answer is what it can answer. */
    @Test
    void answersInTheTestsAreAsSpecified() throws Exception {
        SchemaDocument specification = specification();
        for (String name : List.of("thinking", "thinking-only", "plain")) {
            JsonNode message = MAPPER.readTree(read(name + ".answer.json"))
                    .path("choices")
                    .path(0)
                    .path("message");
            assertThat(specification.violations("AssistantMessage", message))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSays() throws Exception {
        byte[] stream = read("thought.stream.txt").getBytes(StandardCharsets.UTF_8);
        String whole = """
                {"id":"s1","object":"chat.completion","created":1760000000,"model":"magistral","choices":[{"index":0,\
                "message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text",\
                "text":"Let me \\"see\\"é"}],"signature":"c2ln"},{"type":"text","text":"It is 4"},\
                {"type":"reference","reference_ids":[0]}],"tool_calls":[{"id":"D681PevKs","index":0,"function":\
                {"name":"f","arguments":{"a":"\\"x\\""}}}]},"finish_reason":"model_length"}],\
                "usage":{"prompt_tokens":10,"total_tokens":30,"completion_tokens":20}}""";
        StreamLaw.holds(
                RUN,
                RUN.chat("{\"stream\":true,\"messages\":[]}"),
                DialectRun.head(200, "text/event-stream"),
                stream,
                whole,
                Tries.of(5, 1),
                "data: [DONE]\n\n".length() + 2);
    }

    @Test
    void whatTheServerGaveUpIsNoAnswer() {
        String answer = """
                {"choices":[{"index":0,"message":{"role":"assistant","content":"So"},"finish_reason":"error"}]}""";
        assertThatThrownBy(() -> RUN.whole(RUN.chat("{\"messages\":[]}"), answer))
                .isInstanceOfSatisfying(FailureException.class, thrown -> {
                    assertThat(thrown.failure().code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
                    assertThat(thrown.failure().message()).contains("finish reason 'error'");
                });
    }

    @Test
    void refusesWhatMistralDoesNotHave() {
        assertThatThrownBy(() -> RUN.outgoing("""
                        {"messages":[],"logit_bias":{"1":2},"logprobs":true,"verbosity":"low","reasoning_effort":"max"}""")).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().status()).isEqualTo(422);
            assertThat(thrown.failure().details())
                    .extracting(fault -> fault.location().toString())
                    .containsExactly(
                            "[body, logit_bias]", "[body, logprobs]", "[body, verbosity]", "[body, reasoning_effort]");
        });
    }

    /** What callers of Anthropic's API say beyond the canonical form goes first, and then Mistral's edits are made. */
    @Test
    void takesTheBodiesOfOtherApisCallers() throws Exception {
        ProviderCall plain = RUN.chat("""
                {"messages":[{"role":"developer","content":"s","name":"n","cache_control":{"type":"ephemeral"}},\
                {"role":"assistant","content":[{"type":"text","text":"a","cache_control":{}}],"reasoning_content":"b",\
                "reasoning_details":[{"type":"thinking","thinking":"b","signature":"c"}],"tool_calls":[{"id":"toolu_1",\
                "type":"function","function":{"name":"f","arguments":"{}"},"cache_control":{}}]},\
                {"role":"tool","tool_call_id":"toolu_1","content":"r","is_error":true}],\
                "tools":[{"type":"function","function":{"name":"f"},"cache_control":{}}]}""");
        InferenceCall of = plain.call();
        InferenceCall translated = new InferenceCall(
                of.id(), of.operation(), of.model(), of.body(), of.stream(), of.extraParameters(), of.inputs(), true);
        JsonNode sent = MAPPER.readTree(
                RUN.dialect().write(plain.with(translated)).body().getBytes());
        assertThat(sent.toString()).doesNotContain("cache_control", "toolu_1", "reasoning", "is_error", "developer");
        keepsCallsAndResultsTogether(sent);
        assertThat(specification().violations("ChatCompletionRequest", sent))
                .as("%s", sent)
                .isEmpty();
    }

    /** Clients append the whole message that they were given, by whichever provider. */
    @Test
    void takesMessagesBackWithAllThatAnswersHave() throws Exception {
        JsonNode sent = RUN.sent("""
                {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","refusal":null,"annotations":[],\
                "citations":[],"reasoning":"r","reasoning_content":"r","reasoning_details":[],"stop_sequence":"s",\
                "native_finish_reason":"n","images":[],"gemini_parts":[],"grounding_metadata":[],\
                "url_context_metadata":[],"content_parts":[],"additional_model_response_fields":{},"trace":{}},\
                {"role":"user","content":"q"}]}""");
        assertThat(specification().violations("ChatCompletionRequest", sent))
                .as("%s", sent)
                .isEmpty();
        assertThat(sent.at("/messages/1/content").asText()).isEqualTo("a");
    }

    @Test
    void itsValidationErrorsNameTheParameter() {
        ProviderCall call = RUN.chat("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":1.9}");
        Failure failure = RUN.refusal(call, 422, Map.of("mistral-correlation-id", "c-1"), """
                {"detail":[{"type":"less_than_equal","loc":["body","temperature"],\
                "msg":"Input should be less than or equal to 1.5","input":1.9,"ctx":{"le":1.5}}]}""");
        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.details().getFirst().location()).isEqualTo(List.of("body", "temperature"));
        assertThat(failure.upstream().orElseThrow().message())
                .hasValue("temperature: Input should be less than or equal to 1.5");
        assertThat(failure.upstream().orElseThrow().requestId()).hasValue("c-1");

        Failure wrapped = RUN.refusal(call, 400, Map.of(), """
                {"object":"error","message":{"detail":[{"type":"missing","loc":["body","messages",0,"content"],\
                "msg":"Field required"}]},"type":"invalid_request_error","param":null,"code":"1000"}""");
        assertThat(wrapped.status()).isEqualTo(400);
        assertThat(wrapped.message()).startsWith("messages[0].content: Field required");
        assertThat(wrapped.upstream().orElseThrow().code()).hasValue("1000");
    }

    private static SchemaDocument specification() {
        Assumptions.assumeTrue(Specifications.found().isPresent(), "shared/specs is not beside the repository");
        return Specifications.found().orElseThrow().upstream("mistral-openapi.yaml");
    }

    private static String read(String name) throws Exception {
        return Files.readString(FOLDER.resolve(name));
    }
}
