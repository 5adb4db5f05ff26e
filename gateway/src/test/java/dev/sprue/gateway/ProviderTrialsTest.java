package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.cli.CommandContext;
import dev.sprue.gateway.cli.KeyLister;
import dev.sprue.gateway.cli.SprueCommand;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sprue providers test}, as somebody calls it, before providers of the test's. */
class ProviderTrialsTest {

    private static final String LIST = """
            {"object":"list","data":[{"id":"big","owned_by":"acme","max_model_len":32768},\
            {"id":"acme/vec-embed","owned_by":"system","created":1}]}""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ScriptedUpstream upstream = new ScriptedUpstream().script(new Acme());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Knows two models, and one key. */
    private static final class Acme implements ScriptedUpstream.Script {

        private final SpecifiedUpstream specified = new SpecifiedUpstream();

        @Override
        public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
                throws IOException {
            if (!"Bearer good".equals(request.headers().get("authorization"))) {
                connection.answer(401, "application/json", "{\"error\":{\"message\":\"Wrong key\",\"code\":\"k\"}}");
            } else if (request.line().startsWith("GET /v1/models ")) {
                connection.answer(200, "application/json", LIST);
            } else if (!request.body().contains("\"big\"") && !request.body().contains("\"acme/vec-embed\"")) {
                connection.answer(404, "application/json", "{\"error\":{\"message\":\"No such model\"}}");
            } else {
                specified.answer(request, connection);
            }
        }
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void tellsOfACredentialAndModelsThatWork() throws Exception {
        int code = run(acme("good", "big"));
        assertThat(code).as(out.toString() + err).isZero();
        assertThat(out.toString()
                        .lines()
                        .map(line -> line.strip().replaceAll(" [0-9]+ ms", "").replaceAll(" +", " ")))
                .containsExactly(
                        "acme (openai)",
                        "ok models lists 2 models",
                        "ok Acme / Big chatCompletion answers",
                        "ok Acme / Vec embeddings vectors of 2 numbers",
                        "skipped Acme / Paint imageGeneration makes pictures; --pictures has one made");
        Await.until("no connection is left open", () -> upstream.open() == 0);
    }

    @Test
    void aWrongKeyIsSaidOfTheProviderAndOfEachModel() throws Exception {
        assertThat(run(acme("bad", "big"), "--json")).isEqualTo(1);
        JsonNode provider =
                new ObjectMapper().readTree(out.toString()).path("providers").path(0);
        assertThat(provider.path("models_listed").path("result").asText()).isEqualTo("failed");
        assertThat(provider.path("models_listed").path("detail").asText())
                .contains("(status 401)", "It said: Wrong key", "Look at its apiKey or credential");
        assertThat(provider.path("models").path(0).path("result").asText()).isEqualTo("failed");
        assertThat(provider.path("models").path(2).path("result").asText()).isEqualTo("skipped");
        assertThat(out.toString()).doesNotContain("\"bad\"");
    }

    @Test
    void aModelThatTheProviderDoesNotKnowIsSaidToBeMissingFromItsList() throws Exception {
        assertThat(run(acme("good", "bigg"))).isEqualTo(1);
        assertThat(out.toString()).contains("No such model", "Its list of models has no 'bigg'.");
    }

    @Test
    void aProviderThatIsNotThereFailsAtOnce() throws Exception {
        upstream.close();
        assertThat(run(acme("good", "big"), "--timeout", "20")).isEqualTo(1);
        assertThat(out.toString()).contains("it cannot be reached");
    }

    @Test
    void printsTheListAsAConfigurationThatCanBeUsed() throws Exception {
        assertThat(run(acme("good", "big"), "--import", "ACME"))
                .as(err.toString())
                .isZero();
        List<ModelConfig> models = imported("openai", "/v1");
        assertThat(models).extracting(ModelConfig::format).containsExactly("acme", "acme");
        assertThat(models).extracting(ModelConfig::name).containsExactly("big", "vec-embed");
        assertThat(models.get(0).contextLength()).hasValue(32768);
        assertThat(models.get(1).id()).hasValue("acme/vec-embed");
        assertThat(models.get(1).capabilities()).containsExactly(Capability.embeddings);
    }

    /** Every type lists its models in its own way; what they can do is told where the list tells it. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
            openai; /v1; /v1/models; '[{"id":"org/chat-1","type":"chat","context_length":8},{"id":"org/r","type":"rerank","organization":"Org"}]'; \
            org/chat-1 chatCompletion 8, Org/r rerank
            mistral; /v1; /v1/models; '{"data":[{"id":"m-embed","capabilities":{"completion_chat":false},"owned_by":"mistralai"},\
            {"id":"m","capabilities":{"completion_chat":true,"vision":true},"max_context_length":9,"owned_by":"mistralai"}]}'; \
            mistralai/m-embed embeddings, mistralai/m chatCompletion 9
            azure-openai; ''; /openai/deployments?api-version=2022-12-01; '{"data":[{"id":"prod","model":"gpt-4o","status":"succeeded"},\
            {"id":"test","model":"gpt-4o"}]}'; pp/gpt-4o chatCompletion, pp/test chatCompletion
            anthropic; ''; /v1/models?limit=1000; '{"data":[{"type":"model","id":"claude-x","display_name":"X"}],"has_more":false,"last_id":"claude-x"}'; \
            pp/claude-x chatCompletion
            gemini; ''; /v1beta/models?pageSize=1000; '{"models":[{"name":"models/gemini-x","inputTokenLimit":7,\
            "supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/e","supportedGenerationMethods":["embedContent"]}]}'; \
            pp/gemini-x chatCompletion 7, pp/e embeddings
            cohere; ''; /v1/models?page_size=1000; '{"models":[{"name":"embed-v4","endpoints":["embed","embed_image"],"context_length":5},\
            {"name":"command","endpoints":["generate","chat"]}]}'; pp/embed-v4 embeddings+imageEmbeddings 5, pp/command chatCompletion
            """)
    void readsTheListOfEveryType(String type, String path, String asked, String answer, String wanted)
            throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", answer));
        Path file = write("""
                providers:
                  - {name: pp, type: %s, endpoint: "http://127.0.0.1:%d%s", apiKey: key}
                """.formatted(type, upstream.port(), path));
        assertThat(run(file, "--import", "pp")).as(err.toString()).isZero();
        assertThat(upstream.request().line()).isEqualTo("GET " + asked + " HTTP/1.1");
        assertThat(imported(type, path).stream()
                        .map(model -> model.format() + "/" + model.name() + " "
                                + String.join(
                                        "+",
                                        model.capabilities().stream()
                                                .map(Enum::name)
                                                .toList())
                                + model.contextLength()
                                        .map(length -> " " + length)
                                        .orElse(""))
                        .toList())
                .isEqualTo(List.of(wanted.split(", ")));
    }

    @Test
    void readsOnToTheLastPage() throws Exception {
        upstream.script((request, connection) -> connection.answer(
                200,
                "application/json",
                request.line().contains("after_id=a%2F1")
                        ? "{\"data\":[{\"id\":\"b\"}],\"has_more\":false,\"last_id\":\"b\"}"
                        : "{\"data\":[{\"id\":\"a/1\"}],\"has_more\":true,\"last_id\":\"a/1\"}"));
        Path file = write("providers: [{name: p1, type: anthropic, endpoint: \"http://127.0.0.1:" + upstream.port()
                + "\", apiKey: key}]");
        assertThat(run(file, "--import", "p1")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("id: a/1", "name: b");
    }

    @Test
    void whatIsNoListIsSaidToBeNone() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "text/html", "<html>"));
        assertThat(run(acme("good", "big"), "--import", "acme")).isEqualTo(1);
        assertThat(err.toString()).contains("acme gives no list of models", "not JSON");
    }

    @Test
    void namesThatAreNotThereAreSaid() throws Exception {
        assertThat(run(acme("good", "big"), "--import", "other")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no provider 'other'; the configuration has: acme");
        assertThat(run(write("log: {}"))).isEqualTo(1);
        assertThat(err.toString()).contains("the configuration has no providers");
    }

    private Path acme(String key, String chatId) throws IOException {
        return write("""
                providers:
                  - name: acme
                    type: openai
                    endpoint: http://127.0.0.1:%d/v1
                    apiKey: %s
                    models:
                      - {format: Acme, name: Big, id: %s, capabilities: [chatCompletion]}
                      - {format: Acme, name: Vec, id: acme/vec-embed, capabilities: [embeddings]}
                      - {format: Acme, name: Paint, capabilities: [imageGeneration]}
                """.formatted(upstream.port(), key, chatId));
    }

    private List<ModelConfig> imported(String type, String path) {
        ReadResult read = ConfigReader.read(
                "providers:\n  - name: pp\n    type: " + type + "\n    endpoint: http://127.0.0.1:1" + path
                        + "\n    apiKey: key\n" + out,
                Map.of());
        assertThat(read.problems()).as(out.toString()).isEmpty();
        return read.config().orElseThrow().providers().getFirst().models();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sprue.yaml"), yaml);
    }

    private int run(Path config, String... arguments) {
        CommandContext context = new CommandContext(
                Map.of(),
                folder,
                options -> {
                    throw new IllegalStateException("nothing is served here");
                },
                ProviderTrials::open,
                options -> new KeyLister.Listed(Map.of(), false),
                new PrintWriter(out),
                new PrintWriter(err));
        String[] all = new String[arguments.length + 4];
        all[0] = "providers";
        all[1] = "test";
        all[2] = "--config";
        all[3] = config.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return SprueCommand.run(context, all);
    }
}
