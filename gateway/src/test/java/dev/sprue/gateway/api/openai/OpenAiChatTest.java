package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats on the dated routes and on v1: what goes to the model's server, and what comes back. */
@OutOfSpecification("its answers have what the inference API specifies, which lacks fields of OpenAI's")
class OpenAiChatTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PROMPT_FILTERS = """
            {"choices":[],"created":0,"id":"","model":"","object":"chat.completion.chunk",\
            "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}""";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"tell nobody\"}]";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    private static Rig rig() {
        return RUNNING.rig();
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.DATED_CHAT, Rig.V1_CHAT})
    void aWholeAnswerKeepsItsBytes(String path) throws Exception {
        String body =
                "{ \"model\":\"CHAT\"," + MESSAGES + ",\"n\":2, \"logit_bias\":{\"50256\":-100},\"x_new\":[1.0e2] }";
        RawHttp.Answer answer = rig().call(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(SpecifiedUpstream.CHAT);
        assertThat(RUNNING.upstream().request().body()).isEqualTo(body.replace("CHAT", "upstream-chat"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/deployments/Chat/chat/completions",
                "/OpenAI/Deployments/CHAT/Chat/Completions",
                "//openai//deployments/chat//chat/completions",
                "/openai/deployments/%63ha%74/chat/completions",
                "/openai/v1/chat/completions",
                "/OPENAI/V1/chat/completions",
                "//openai/v1//chat/completions",
                "/api/projects/any.thing/openai/v1/chat/completions"
            })
    void bothFormsOfThePathAreRead(String path) {
        String query = path.contains("eployments") ? "?api-version=2024-10-21" : "";
        RawHttp.Answer answer = rig().call(path + query, Rig.chatBody(false));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"model\":\"Embed\",", "\"model\":\"nobody\",", "\"model\":null,", "\"model\":[7],"})
    void thePathOfADatedRouteDecidesAndNotTheBody(String model) throws Exception {
        RawHttp.Answer answer = rig().call(Rig.DATED_CHAT, "{" + model + MESSAGES + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode sent = MAPPER.readTree(RUNNING.upstream().request().body());
        assertThat(sent.path("model").asText()).isEqualTo("upstream-chat");
    }

    @Test
    void v1NeedsAModel() throws Exception {
        JsonNode error = error(rig().call(Rig.V1_CHAT, "{" + MESSAGES + "}"), 400);
        assertThat(error.path("code").asText()).isEqualTo("missing_required_parameter");
        assertThat(error.path("param").asText()).isEqualTo("model");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /openai/deployments/nobody/chat/completions?api-version=2024-10-21, chat
            /openai/v1/chat/completions, nobody
            """)
    void anUnknownDeploymentIsNotFound(String path, String model) throws Exception {
        JsonNode error = error(rig().call(path, "{\"model\":\"" + model + "\"," + MESSAGES + "}"), 404);
        assertThat(error).isEqualTo(MAPPER.readTree("""
                {"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created \
                the deployment within the last 5 minutes, please wait a moment and try again."}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.DATED_CHAT, Rig.V1_CHAT})
    void whatIsWrongWithARequestHasItsPlace(String path) throws Exception {
        JsonNode error =
                error(rig().call(path, "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":7}]}"), 400);
        assertThat(error.path("code").asText()).isEqualTo("invalid_value");
        assertThat(error.path("param").asText()).isEqualTo("messages[0].content");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).contains("messages[0].content");
        JsonNode broken = error(rig().call(path, "{\"model\":"), 400);
        assertThat(broken.path("code").asText()).isEqualTo("invalid_json");
        assertThat(broken.path("param").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.DATED_CHAT, Rig.V1_CHAT})
    void aProvidersRefusalKeepsItsWords(String path) throws Exception {
        String refusal = "{\"message\":\"Unknown parameter: 'x'.\",\"type\":\"my_type\",\"param\":\"x\",\"code\":null}";
        RUNNING.upstream()
                .script((request, connection) ->
                        connection.answer(400, "application/json", "{\"error\":" + refusal + "}"));
        JsonNode error = error(rig().call(path, Rig.chatBody(false)), 400);
        JsonNode provider = ((ObjectNode) error).remove("innererror");
        assertThat(error).isEqualTo(MAPPER.readTree(refusal));
        assertThat(provider.path("provider").asText()).isEqualTo(Rig.PROVIDER);
    }

    @Test
    void datedStreamsBeginWithTheFiltersOfThePromptAndV1DoesNot() {
        assertThat(stream(Rig.DATED_CHAT, ""))
                .containsExactly(PROMPT_FILTERS, SpecifiedUpstream.FIRST_EVENT, SpecifiedUpstream.LAST_EVENT, "[DONE]");
        assertThat(stream(Rig.V1_CHAT, ""))
                .containsExactly(SpecifiedUpstream.FIRST_EVENT, SpecifiedUpstream.LAST_EVENT, "[DONE]");
    }

    @Test
    void usageComesInAChunkOfItsOwnWhereItWasAskedFor() {
        String asked = ",\"stream_options\":{\"include_usage\":true}";
        assertThat(stream(Rig.DATED_CHAT, asked))
                .containsExactly(
                        PROMPT_FILTERS,
                        SpecifiedUpstream.FIRST_EVENT,
                        SpecifiedUpstream.LAST_EVENT,
                        SpecifiedUpstream.USAGE_EVENT,
                        "[DONE]");
        assertThat(stream(Rig.V1_CHAT, asked))
                .containsExactly(
                        SpecifiedUpstream.FIRST_EVENT,
                        SpecifiedUpstream.LAST_EVENT,
                        SpecifiedUpstream.USAGE_EVENT,
                        "[DONE]");
        assertThat(stream(Rig.V1_CHAT, ",\"stream_options\":{\"include_usage\":false}"))
                .containsExactly(SpecifiedUpstream.FIRST_EVENT, SpecifiedUpstream.LAST_EVENT, "[DONE]");
    }

    @Test
    void usageInAChunkWithAChoiceIsSplitOffOrCutOut() {
        String usage = ",\"usage\":" + SpecifiedUpstream.USAGE + "}";
        String early = SpecifiedUpstream.FIRST_EVENT.replaceAll("}$", ",\"usage\":null}");
        String last = SpecifiedUpstream.LAST_EVENT;
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + early + "\n\ndata: " + last.substring(0, last.length() - 1) + usage
                        + "\n\ndata: [DONE]\n\n")
                .end());
        assertThat(stream(Rig.V1_CHAT, "")).containsExactly(SpecifiedUpstream.FIRST_EVENT, last, "[DONE]");
        String asked = ",\"stream_options\":{\"include_usage\":true}";
        assertThat(stream(Rig.V1_CHAT, asked)).containsExactly(early, last, SpecifiedUpstream.USAGE_EVENT, "[DONE]");
    }

    @Test
    void theServersOwnEventOfFiltersIsTheOnlyOne() {
        String own = PROMPT_FILTERS.replace("{}}]", "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]");
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + own + "\n\ndata: " + SpecifiedUpstream.FIRST_EVENT + "\n\ndata: "
                        + SpecifiedUpstream.LAST_EVENT + "\n\ndata: [DONE]\n\n")
                .end());
        for (String path : new String[] {Rig.DATED_CHAT, Rig.V1_CHAT}) {
            assertThat(stream(path, ""))
                    .containsExactly(own, SpecifiedUpstream.FIRST_EVENT, SpecifiedUpstream.LAST_EVENT, "[DONE]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Rig.DATED_CHAT, Rig.V1_CHAT})
    void whatClientsRelyOnIsMadeWhereTheServerLeftItOut(String path) throws Exception {
        String choice = "{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":\"stop\"}";
        RUNNING.upstream().script((request, connection) -> {
            if (request.body().contains("\"stream\":true")) {
                String chunk = "data: {\"choices\":[" + choice.formatted("delta") + "]}\n\n";
                connection.stream().chunk(chunk + chunk + "data: [DONE]\n\n").end();
            } else {
                String answer = "{\"object\":\"\",\"choices\":[" + choice.formatted("message") + "],\"model\":null}";
                connection.answer(200, "application/json", answer);
            }
        });
        JsonNode whole = MAPPER.readTree(rig().call(path, Rig.chatBody(false)).body());
        made(whole, "chat.completion");
        List<String> events = stream(path, "").stream()
                .filter(event -> event.contains("delta"))
                .toList();
        assertThat(events).hasSize(2);
        for (String event : events) {
            made(MAPPER.readTree(event), "chat.completion.chunk");
        }
        assertThat(MAPPER.readTree(events.getFirst()).path("id"))
                .isEqualTo(MAPPER.readTree(events.getLast()).path("id"));
    }

    private static void made(JsonNode answer, String object) {
        assertThat(answer.path("id").asText()).startsWith("chatcmpl-").hasSizeGreaterThan(20);
        assertThat(answer.path("object").asText()).isEqualTo(object);
        assertThat(answer.path("created").asLong()).isGreaterThan(1_700_000_000L);
        assertThat(answer.path("model").asText()).isEqualToIgnoringCase("chat");
        assertThat(answer.path("choices").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({Rig.DATED_CHAT + ",false", Rig.V1_CHAT + ",true"})
    void aStreamThatBreaksSaysSoAndIsCutOnDatedRoutesOnly(String path, boolean endsInOrder) throws Exception {
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n")
                .end());
        RawHttp.Answer answer = rig().call(path, Rig.chatBody(true));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isEqualTo(endsInOrder);
        assertThat(answer.body()).doesNotContain("[DONE]");
        JsonNode error = MAPPER.readTree(answer.events().getLast()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("upstream_failed");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("message").asText()).isNotBlank();
    }

    private static List<String> stream(String path, String more) {
        RawHttp.Answer answer = rig().call(path, "{\"model\":\"chat\"," + MESSAGES + ",\"stream\":true" + more + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        return Arrays.stream(answer.body().split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }

    private static JsonNode error(RawHttp.Answer answer, int status) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("x-ms-error-code")).isEmpty();
        JsonNode body = MAPPER.readTree(answer.body());
        assertThat(body.size()).isEqualTo(1);
        return body.path("error");
    }
}
