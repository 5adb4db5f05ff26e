package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.gateway.testing.specified.Api;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a document allows in a request reaches the model's server, and what it knows of answers comes back. */
class SpecifiedFieldsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the server is asked otherwise, for reasons of their own: its model, usage always, and what it does not know. */
    private static final List<String> CHANGED = List.of("model", "stream_options", "input_type", "encoding_format");

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    static Stream<SpecifiedCase> cases() {
        return SpecifiedCase.all();
    }

    static Stream<SpecifiedCase> streams() {
        return SpecifiedCase.all().filter(one -> !one.events().isEmpty());
    }

    @Proves(request = "*")
    @ParameterizedTest
    @MethodSource("cases")
    void everyFieldReachesTheModel(SpecifiedCase specified) throws Exception {
        int number = 0;
        for (ObjectNode request : specified.requests()) {
            RawHttp.Answer answer = post(specified, number++, request);
            assertThat(answer.status()).as("%s to %s", answer.body(), request).isEqualTo(200);
            ObjectNode got =
                    (ObjectNode) MAPPER.readTree(RUNNING.upstream().request().body());
            assertThat(got.path("model").asText()).startsWith("upstream-");
            for (ObjectNode one : List.of(got, request)) {
                one.remove(CHANGED);
            }
            assertThat(got).isEqualTo(MAPPER.readTree(request.toString()));
        }
    }

    private static RawHttp.Answer post(SpecifiedCase specified, int number, ObjectNode body) {
        String path = specified.entry(number).path(specified.operation(), specified.deployment());
        String head = Rig.post(path);
        if (number % 2 > 0) {
            head = head.replace("api-key: ", "authorization: Bearer ");
        }
        try (RawHttp raw = RUNNING.rig().connect()) {
            return raw.send(head, body.toString()).answer();
        }
    }

    static Stream<String> lists() {
        return Stream.of(
                "/openai/models?api-version=2022-12-01",
                "/openai/models?api-version=2023-05-15",
                "/openai/models?api-version=2024-10-21",
                "/openai/models/Chat-model?api-version=2022-12-01",
                "/openai/models/Chat-model?api-version=2023-05-15",
                "/openai/models/Chat-model?api-version=2024-10-21",
                "/openai/deployments?api-version=2022-12-01",
                "/openai/deployments/chat?api-version=2022-12-01",
                "/openai/v1/models?api-version=v1",
                "/openai/v1/models?api-version=preview",
                "/openai/v1/models/chat?api-version=v1",
                "/openai/v1/models/chat?api-version=preview");
    }

    @Proves(request = "*")
    @ParameterizedTest
    @MethodSource("lists")
    void listsTakeEitherCredential(String path) throws Exception {
        for (String credential : List.of("api-key: ", "authorization: Bearer ")) {
            try (RawHttp raw = RUNNING.rig().connect()) {
                RawHttp.Answer answer = raw.send(
                                "GET " + path + " HTTP/1.1\nhost: rig\n" + credential + Rig.KEY + "\n\n")
                        .answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(MAPPER.readTree(answer.body()).path("object").asText())
                        .isNotEmpty();
            }
        }
    }

    @Proves(answer = "*")
    @ParameterizedTest
    @MethodSource("cases")
    void everyFieldOfAnAnswerComesBack(SpecifiedCase specified) throws Exception {
        for (JsonNode said : specified.answers()) {
            ObjectNode request = specified.requestFor(said);
            RUNNING.upstream()
                    .script((call, connection) -> connection.answer(200, "application/json", said.toString()));
            RawHttp.Answer answer = post(specified, 0, request);
            assertThat(MAPPER.readTree(answer.body())).isEqualTo(MAPPER.readTree(said.toString()));
        }
    }

    @Proves(answer = "*")
    @ParameterizedTest
    @MethodSource("streams")
    void everyFieldOfAnEventComesBack(SpecifiedCase specified) throws Exception {
        ObjectNode request = specified.requestFor(specified.answers().getFirst());
        request.put("stream", true).putObject("stream_options").put("include_usage", true);
        for (JsonNode said : specified.events()) {
            RUNNING.upstream().script((call, connection) -> streamed(connection, said, specified));
            RawHttp.Answer answer = post(specified, 0, request);
            assertThat(answer.events().getLast()).as(answer.body()).isEqualTo("[DONE]");
            ObjectNode rest = (ObjectNode) MAPPER.readTree(said.toString());
            JsonNode usage = rest.remove("usage");
            List<JsonNode> events = events(answer);
            // The first is about filters on the routes with dates.
            assertThat(events.get(specified.place().api() == Api.DATED ? 1 : 0)).isEqualTo(rest);
            if (usage != null) {
                assertThat(events.getLast().path("usage")).isEqualTo(usage);
                assertThat(events.getLast().path("choices")).isEmpty();
            }
        }
    }

    private static void streamed(ScriptedUpstream.Connection connection, JsonNode event, SpecifiedCase specified)
            throws IOException {
        ObjectNode last = event.deepCopy();
        last.remove("usage");
        ObjectNode choice = last.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop").putNull("logprobs");
        if (specified.operation().equals("completions")) {
            choice.put("text", "");
        } else {
            choice.putObject("delta");
        }
        connection.stream()
                .chunk("data: " + event + "\n\ndata: " + last + "\n\ndata: [DONE]\n\n")
                .end();
    }

    private static List<JsonNode> events(RawHttp.Answer answer) throws IOException {
        List<String> events = answer.events().subList(0, answer.events().size() - 1);
        return MAPPER.readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", events))
                .readAll();
    }
}
