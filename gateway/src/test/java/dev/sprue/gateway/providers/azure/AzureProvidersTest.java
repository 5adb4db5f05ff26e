package dev.sprue.gateway.providers.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's two APIs as upstreams: paths, versions, headers, what their streams and pictures look like, and their specifications. */
class AzureProvidersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: rig
                keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}
                deployments:
                  - {name: dated, model: {format: A, name: one}}
                  - {name: inference, model: {format: B, name: two}}
            providers:
              - name: azure
                type: azure-openai
                endpoint: http://127.0.0.1:%UPSTREAM%/openai/
                apiVersion: 2024-10-21
                apiKey: azure-key
                models: [{format: A, name: one, id: my deployment/1, capabilities: [chatCompletion]}]
              - name: foundry
                type: azure-inference
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: foundry-key
                models: [{format: B, name: two, id: Two, capabilities: [chatCompletion]}]
            """);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            https://c.openai.azure.com,                -,                  /openai/v1/chat/completions
            https://c.openai.azure.com/openai/v1/,     -,                  /openai/v1/chat/completions
            https://c.openai.azure.com/openai/v1,      preview,            /openai/v1/chat/completions?api-version=preview
            https://c.openai.azure.com,                2024-10-21,         /openai/deployments/the-model/chat/completions?api-version=2024-10-21
            https://c.openai.azure.com/openai,         2024-02-15-preview, /openai/deployments/the-model/chat/completions?api-version=2024-02-15-preview
            https://apim.example.com/ai,               2024-10-21,         /ai/openai/deployments/the-model/chat/completions?api-version=2024-10-21
            """)
    void azureOpenAiIsWhereItsVersionSays(String endpoint, String version, String uri) {
        DialectRun run = DialectRun.of(AzureOpenAi.dialect(target(endpoint), Optional.ofNullable(version)));
        assertThat(run.outgoing("{\"messages\":[]}").uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "https://c.services.ai.azure.com, /models",
        "https://c.services.ai.azure.com/models/, /models",
        "https://mistral.eastus2.models.ai.azure.com, ''",
        "https://e.eastus.inference.ml.azure.com, ''",
        "https://models.github.ai/inference, /inference"
    })
    void theInferenceApiIsWhereItsHostSays(String endpoint, String base) {
        DialectRun run = DialectRun.of(new AzureInferenceDialect(target(endpoint), "2024-05-01-preview"));
        assertThat(run.outgoing("{\"messages\":[]}").uri())
                .isEqualTo(base + "/chat/completions?api-version=2024-05-01-preview");
    }

    /** Versions before 2024-09-01-preview refuse the question, and so does Azure OpenAI on your data. */
    @ParameterizedTest
    @CsvSource({
        "2024-08-01-preview, '', false",
        "2024-09-01-preview, '', true",
        "2024-10-21, '', true",
        "2024-10-21, '\"data_sources\":[{}],', false"
    })
    void asksForUsageWhereTheVersionTakesTheQuestion(String version, String fields, boolean asks) throws Exception {
        DialectRun run = DialectRun.of(AzureOpenAi.dialect(target("https://c.openai.azure.com"), Optional.of(version)));
        assertThat(run.sent("{" + fields + "\"messages\":[],\"stream\":true}").has("stream_options"))
                .isEqualTo(asks);
    }

    @Test
    void passesAzuresFirstEventAndEndsAsTheWholeAnswerDoes() throws Exception {
        DialectRun run = DialectRun.of(AzureOpenAi.dialect(target("https://c.openai.azure.com"), Optional.empty()));
        String stream = """
                data: {"id":"","object":"","created":0,"model":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}],"choices":[]}

                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"content_filter_results":{},"finish_reason":null}]}

                data: {"id":"","object":"","created":0,"model":"","choices":[{"index":0,"finish_reason":null,"content_filter_results":{},"content_filter_offsets":{"check_offset":1,"start_offset":1,"end_offset":2}}]}

                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}

                data: [DONE]

                """;
        String whole = """
                {"id":"c","object":"chat.completion","created":1,"model":"m","prompt_filter_results":[],"choices":[{"index":0,\
                "message":{"role":"assistant","content":"Hi"},"content_filter_results":{},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        ProviderCall call = run.chat("{\"stream\":true,\"messages\":[]}");
        StreamLaw.holds(
                run, call, DialectRun.head(200, "text/event-stream"), bytes, whole, Tries.of(11, 1), bytes.length);
        assertThat(run.stream(call, DialectRun.head(200, "text/event-stream"), List.of(bytes))
                        .events()
                        .getFirst())
                .contains("prompt_filter_results");
    }

    @Test
    void sendsTheInferenceApiWhatItsSpecificationTakes() throws Exception {
        Optional<Path> folder = ModelInference.folder(GeneratedPage.repository());
        Assumptions.assumeTrue(folder.isPresent(), "shared/specs is not beside the repository");
        SchemaDocument specification = SchemaDocument.read(folder.get().resolve(ModelInference.file("2025-05-01")));
        DialectRun run = inference();
        for (int seed = 0; seed < Tries.of(100, 5_000); seed++) {
            JsonNode sent = run.sent(Conversations.request(seed).toString());
            assertThat(specification.violations("ChatCompletionsOptions", sent))
                    .as("seed %d: %s", seed, sent)
                    .isEmpty();
        }
    }

    @Test
    void saysThatExtraFieldsMayPassOnlyWhereThereAreAny() {
        DialectRun run = inference();
        assertThat(header(run.outgoing("{\"messages\":[],\"max_completion_tokens\":3,\"stream_options\":{}}")))
                .isEmpty();
        assertThat(header(run.outgoing("{\"messages\":[],\"safe_prompt\":true}")))
                .hasValue("pass-through");
        ProviderCall dropped = run.call(
                Operation.CHAT_COMPLETION,
                "{\"messages\":[],\"safe_prompt\":true}",
                new ExtraParameters.Drop(List.of(1)));
        assertThat(header(run.dialect().write(dropped))).isEmpty();
    }

    @Test
    void picturesOfTheInferenceApiBecomeOpenAis() throws Exception {
        DialectRun run = inference();
        String body =
                "{\"prompt\":\"x\",\"size\":{\"width\":9,\"height\":9},\"quality\":\"hd\",\"output_format\":\"jpg\"}";
        ProviderCall call = run.call(Operation.IMAGE_GENERATION, body, new ExtraParameters.PassThrough());
        Outgoing sent = run.dialect().write(call);
        assertThat(sent.uri()).startsWith("/models/images/generations?");
        assertThat(MAPPER.readTree(sent.body().getBytes())
                        .path("size")
                        .path("width")
                        .asInt())
                .isEqualTo(9);
        String whole = run.whole(call, """
                {"id":"i","created":1,"object":"image.generation","model":"m","data":[{"image":"AAAA","seed":7}]}""");
        assertThat(MAPPER.readTree(whole).at("/data/0/b64_json").asText()).isEqualTo("AAAA");
        assertThat(MAPPER.readTree(whole).at("/data/0/seed").asInt()).isEqualTo(7);
    }

    @Test
    void textsForVectorsKeepTheirPurpose() throws Exception {
        DialectRun run = inference();
        String body = "{\"input\":[\"a\"],\"input_type\":\"query\",\"encoding_format\":\"int8\",\"dimensions\":4}";
        ProviderCall call = run.call(Operation.EMBEDDINGS, body, new ExtraParameters.PassThrough());
        JsonNode sent = MAPPER.readTree(run.dialect().write(call).body().getBytes());
        assertThat(sent.path("input_type").asText()).isEqualTo("query");
        assertThat(sent.path("encoding_format").asText()).isEqualTo("int8");
    }

    @ParameterizedTest
    @CsvSource({
        "dated, azure-key, /openai/deployments/my%20deployment%2F1/chat/completions?api-version=2024-10-21",
        "inference, foundry-key, /models/chat/completions?api-version=2024-05-01-preview"
    })
    void theProductCallsThemWithTheirKey(String deployment, String key, String uri) throws Exception {
        for (boolean stream : new boolean[] {false, true}) {
            RawHttp.Answer answer =
                    SERVER.send("""
                    POST /openai/v1/chat/completions HTTP/1.1
                    host: localhost
                    api-key: aaaaaaaaaaaaaaaa
                    content-type: application/json
                    connection: close
                    content-length: %1$d

                    %2$s""".formatted(body(deployment, stream).length(), body(deployment, stream)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("Hello");
            ScriptedUpstream.Request request = SERVER.upstream().request();
            assertThat(request.line()).isEqualTo("POST " + uri + " HTTP/1.1");
            assertThat(request.headers()).containsEntry("api-key", key).doesNotContainKey("authorization");
        }
    }

    private static String body(String deployment, boolean stream) {
        return "{\"model\":\"" + deployment + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static DialectRun inference() {
        return DialectRun.of(
                new AzureInferenceDialect(target("https://c.services.ai.azure.com"), "2024-05-01-preview"));
    }

    private static UpstreamTarget target(String endpoint) {
        return UpstreamTarget.of("upstream", endpoint, new TimeoutsConfig(1, 1, 1));
    }

    private static Optional<String> header(Outgoing outgoing) {
        return outgoing.headers().stream()
                .filter(header -> header.name().toString().equals("extra-parameters"))
                .map(header -> header.value().toString())
                .findFirst();
    }
}
