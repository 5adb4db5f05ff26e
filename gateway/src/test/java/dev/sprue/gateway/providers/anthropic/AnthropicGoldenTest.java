package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of requests, answers, streams and refusals, byte for byte: a folder of golden files for each model. */
class AnthropicGoldenTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path FOLDER =
            GeneratedPage.repository().resolve("gateway/src/test/resources/golden/anthropic");
    private static final Pattern CALL =
            Pattern.compile("== call CHAT_COMPLETION\n(.*?)\n=> POST /v1/messages\n([^\n]*)\n", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("== answer\n(.*?)\n=> ", Pattern.DOTALL);

    static Stream<String> cases() throws IOException {
        try (Stream<Path> models = Files.list(FOLDER)) {
            return models
                    .map(model -> model.getFileName().toString())
                    .sorted()
                    .flatMap(model -> Golden.cases("anthropic/" + model).map(name -> model + "/" + name))
                    .toList()
                    .stream();
        }
    }

    private static String model(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translatesAsTheGoldenFilesShow(String name) throws Exception {
        String model = model(name);
        Golden.holds(AnthropicCalls.run(model), "anthropic/" + model, name.substring(model.length() + 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theApiTakesWhatTheGoldenFilesSendAndGivesWhatTheyReceive(String name) throws Exception {
        String text = Files.readString(FOLDER.resolve(name + ".case.txt"));
        Matcher calls = CALL.matcher(text);
        while (calls.find()) {
            JsonNode sent = MAPPER.readTree(calls.group(2));
            if (!sent.path("messages").isEmpty()) {
                assertThat(AnthropicRules.refused(sent)).isEmpty();
            }
        }
        Matcher answers = ANSWER.matcher(text);
        while (answers.find()) {
            assertThat(AnthropicRules.violations("Message", MAPPER.readTree(answers.group(1))))
                    .isEmpty();
        }
    }

    @Test
    void headersTellVersionAndBetas() {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
        assertThat(headers(run.outgoing(body + "}")))
                .containsExactly(
                        "content-type: application/json",
                        "accept: application/json",
                        "user-agent: sprue",
                        "anthropic-version: 2023-06-01");
        assertThat(headers(run.outgoing(body + ",\"stream\":true,\"anthropic_beta\":[\"a-1\",\"b-2\"]}")))
                .containsExactly(
                        "content-type: application/json",
                        "accept: text/event-stream",
                        "user-agent: sprue",
                        "anthropic-version: 2023-06-01",
                        "anthropic-beta: a-1,b-2");
        assertThat(headers(run.outgoing(body + ",\"anthropic_beta\":\"a-1\"}"))).contains("anthropic-beta: a-1");
    }

    private static List<String> headers(Outgoing outgoing) {
        return outgoing.headers().stream()
                .map(header -> header.name() + ": " + header.value())
                .toList();
    }
}
