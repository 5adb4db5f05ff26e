package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.bedrock.eventstream.Messages;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of dialects, for Bedrock's: generated requests against its definition, generated replies whole and streamed. */
class BedrockDialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AnswerHead STREAM = DialectRun.head(
            200, Map.of("content-type", "application/vnd.amazon.eventstream", "x-amzn-requestid", "r-1"));
    private static final String CHAT = "{\"stream\":true,\"messages\":[]}";

    /** Fields of messages that clients put together from arrays. */
    private static final List<String> LISTS = List.of("reasoning_details", "annotations", "citations");

    private static final List<String> OBJECTS = List.of("additional_model_response_fields", "trace");

    static DialectRun run(String model) {
        return new DialectRun(
                new BedrockDialect(
                        UpstreamTarget.of("upstream", "http://localhost", new TimeoutsConfig(1, 1, 1)), List.of()),
                new ProviderModel("upstream", model, ProviderTraits.PLAIN));
    }

    private static final DialectRun RUN = run("us.anthropic.claude-sonnet-4-5-20250929-v1:0");

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        for (int seed = 0; seed < Tries.of(12, 300); seed++) {
            ConverseReply reply = new ConverseReply(seed);
            byte[] stream = reply.stream();
            // The usage comes last, and a stream that lost it has all of its answer.
            StreamLaw.holds(
                    RUN, RUN.chat(CHAT), STREAM, stream, reply.whole(), Tries.of(11, 1), reply.lastMessage() + 60);
        }
    }

    /** What the canonical form has no place for comes in fields of the message, and the same ones either way. */
    @Test
    void fieldsBeyondTheCanonicalFormComeWholeAndStreamed() throws Exception {
        for (int seed = 0; seed < Tries.of(400, 20_000); seed++) {
            ConverseReply reply = new ConverseReply(seed);
            ProviderCall call = RUN.chat(CHAT);
            JsonNode whole = MAPPER.readTree(RUN.whole(call, reply.whole())).at("/choices/0/message");
            JsonNode streamed =
                    extensions(RUN.stream(call, STREAM, List.of(reply.stream())).events());
            ObjectNode wanted = MAPPER.createObjectNode();
            for (String name : LISTS) {
                if (whole.has(name)) {
                    wanted.set(name, whole.get(name));
                }
            }
            OBJECTS.stream().filter(whole::has).forEach(name -> wanted.set(name, whole.get(name)));
            assertThat(streamed).as("seed %d", seed).isEqualTo(wanted);
        }
    }

    private static JsonNode extensions(List<String> events) throws IOException {
        ObjectNode all = MAPPER.createObjectNode();
        for (String event : events) {
            JsonNode delta = MAPPER.readTree(event).at("/choices/0/delta");
            for (String name : LISTS) {
                if (delta.has(name)) {
                    ((ArrayNode) all.withArray("/" + name)).addAll((ArrayNode) delta.get(name));
                }
            }
            OBJECTS.stream().filter(delta::has).forEach(name -> all.set(name, delta.get(name)));
        }
        return all;
    }

    /** What is generated here is what the service's definition says, or the laws would hold for something else. */
    @Test
    void theGeneratedRepliesAreWhatTheDefinitionSays() {
        ServiceModel definition = definition();
        for (int seed = 0; seed < 300; seed++) {
            ConverseReply reply = new ConverseReply(seed);
            assertThat(definition.violations("ConverseResponse", reply.json()))
                    .as("seed %d", seed)
                    .isEmpty();
            for (JsonNode event : reply.events()) {
                assertThat(definition.violations("ConverseStreamOutput", event))
                        .as("seed %d", seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyGeneratedRequestIsOneThatTheDefinitionAllows() throws Exception {
        ServiceModel definition = definition();
        for (int seed = 0; seed < Tries.of(500, 50_000); seed++) {
            ObjectNode request = Conversations.request(seed);
            JsonNode sent = RUN.sent(request.toString());
            assertThat(definition.violations("ConverseRequest", sent))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(BedrockUpstream.refusals(sent))
                    .as("seed %d: %s", seed, sent)
                    .isEmpty();
        }
    }

    /** Nothing that was said is lost on the way: read back from what is sent, the conversation is the caller's. */
    @Test
    void aConversationKeepsItsMeaning() throws Exception {
        for (int seed = 0; seed < Tries.of(500, 50_000); seed++) {
            ObjectNode request = Conversations.request(seed);
            JsonNode sent = RUN.sent(request.toString());
            assertThat(ReadBack.sent(sent)).as("seed %d", seed).isEqualTo(ReadBack.canonical(request));
        }
    }

    @Test
    void aModelThatCannotBeKeptFromToolsSaysSo() {
        DialectRun nova = run("amazon.nova-pro-v1:0");
        String conversation = """
                {"messages":[{"role":"user","content":"q"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"a","content":"1"}],
                 "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none"}""";
        FailureException refused = catchThrowableOfType(FailureException.class, () -> nova.outgoing(conversation));
        assertThat(refused.failure().status()).isEqualTo(422);
        assertThat(refused.failure().details()).singleElement().satisfies(fault -> assertThat(fault.location())
                .isEqualTo(List.of("body", "tool_choice")));
    }

    @Test
    void aSignatureThatComesInPiecesIsOne() throws Exception {
        byte[] stream = Stream.of(
                        delta("{\"text\":\"t\"}"),
                        delta("{\"signature\":\"ab\"}"),
                        delta("{\"signature\":\"c=\"}"),
                        Messages.event("contentBlockStop", "{\"contentBlockIndex\":0}"))
                .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes, (a, b) -> {})
                .toByteArray();
        List<String> events =
                RUN.stream(RUN.chat(CHAT), STREAM, List.of(stream)).events();
        assertThat(extensions(events)
                        .at("/reasoning_details/0/reasoningContent/reasoningText/signature")
                        .asText())
                .isEqualTo("abc=");
    }

    private static byte[] delta(String reasoning) {
        return Messages.event(
                "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":" + reasoning + "}}");
    }

    /** The operator's account and roles are not for callers. */
    @Test
    void aRefusalOfTheCredentialNamesNothingOfTheAccount() {
        String said =
                "User: arn:aws:sts::123456789012:assumed-role/R/s is not authorized to perform: bedrock:InvokeModel"
                        + " on resource: arn:aws:bedrock:eu-central-1:123456789012:inference-profile/x because no policy allows it";
        Failure refused = RUN.refusal(
                RUN.chat(CHAT),
                403,
                Map.of("x-amzn-errortype", "AccessDeniedException"),
                MAPPER.createObjectNode().put("Message", said).toString());
        assertThat(refused.upstream().orElseThrow().message())
                .hasValue("User: arn:... is not authorized to perform: bedrock:InvokeModel on resource: arn:..."
                        + " because no policy allows it");
        assertThat(refused.toString()).doesNotContain("123456789012");
    }

    static ServiceModel definition() {
        assumeTrue(ServiceModel.found().isPresent(), "the service's definition is not beside the repository");
        return ServiceModel.found().orElseThrow();
    }
}
