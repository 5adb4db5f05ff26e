package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.BedrockPlace;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.Problem;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.SurfaceLaw;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the configuration says of Bedrock, and what the product makes of it. */
class BedrockConfigurationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String KEY = "bedrock-key-0123456789";

    @RegisterExtension
    static final SprueServer server = new SprueServer("""
            listen: {httpPort: 0, httpsPort: 0}
            resources:
              - name: local
                keys: {key1: %s}
                deployments:
                  - {name: chat, model: {format: Anthropic, name: claude}}
                  - {name: titan, model: {format: Amazon, name: titan}}
                  - {name: embed, model: {format: Cohere, name: embed-v4}}
            providers:
              - name: aws
                type: bedrock
                endpoint: http://127.0.0.1:%%UPSTREAM%%
                region: us-west-2
                credential: {aws: {accessKeyId: AKIDCONFIG, secretAccessKey: config+secret}}
                models:
                  - {format: Anthropic, name: claude, id: "us.anthropic.claude-sonnet-4-5-20250929-v1:0", capabilities: [chatCompletion]}
                  - {format: Amazon, name: titan, id: "amazon.titan-embed-text-v2:0", capabilities: [embeddings]}
                  - {format: Cohere, name: embed-v4, id: "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/ab12", capabilities: [embeddings]}
            """.formatted(KEY));

    private final BedrockUpstream bedrock =
            new BedrockUpstream(new SignatureCheck("us-west-2", "AKIDCONFIG", "config+secret", ""));

    @AfterEach
    void nothingIsLeft() {
        server.upstream().forget();
    }

    /** The colon of a model's id is encoded on the wire, and once more where it is signed. */
    @Test
    void chatsAreSignedForTheRegionWithTheKeysOfTheFile() throws Exception {
        answers("""
                {"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn",\
                "usage":{"inputTokens":7,"outputTokens":3,"totalTokens":10},"metrics":{"latencyMs":1}}""");
        RawHttp.Answer answer = call(
                "/models/chat/completions?api-version=2024-05-01-preview",
                "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(server.upstream().request().line())
                .isEqualTo("POST /model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse HTTP/1.1");
    }

    @Test
    void chatsComeWholeAndStreamedOnEverySurface() throws Exception {
        for (int seed = 0; seed < Tries.of(10, 200); seed++) {
            ConverseReply reply = new ConverseReply(seed);
            server.upstream().script(bedrock.script((request, connection) -> {
                if (request.line().contains("/converse-stream")) {
                    connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
                            + "transfer-encoding: chunked\r\n\r\n");
                    connection.chunk(reply.stream()).end();
                } else {
                    connection.answer(200, "application/json", reply.whole());
                }
            }));
            SurfaceLaw.holds(server, KEY);
        }
    }

    /** Titan takes one text in a call and gives floats: three texts in base64 are three calls, and one answer. */
    @Test
    void modelsOfVectorsAreKnownWithoutAWordInTheFile() throws Exception {
        answers("{\"embedding\":[0.5,-0.25],\"inputTextTokenCount\":4}");
        RawHttp.Answer answer = call(
                "/openai/v1/embeddings",
                "{\"model\":\"titan\",\"input\":[\"a\",\"b\",\"c\"],\"encoding_format\":\"base64\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode body = MAPPER.readTree(answer.body());
        assertThat(body.path("data")).hasSize(3);
        assertThat(body.at("/data/2/embedding").asText()).isEqualTo("AAAAPwAAgL4=");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(12);
        assertThat(server.upstream().waiting()).isEqualTo(3);
    }

    /** Of an inference profile the catalog's name tells what it is, and no answer tells the account's number. */
    @Test
    void aProfileIsKnownByItsNameInTheCatalog() throws Exception {
        answers("{\"embeddings\":{\"float\":[[1,2]]},\"response_type\":\"embeddings_by_type\"}");
        RawHttp.Answer answer =
                call("/openai/v1/embeddings", "{\"model\":\"embed\",\"input\":\"a\",\"dimensions\":256}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("123456789012");
        ScriptedUpstream.Request request = server.upstream().request();
        assertThat(request.line())
                .isEqualTo("POST /model/arn%3Aaws%3Abedrock%3Aus-west-2%3A123456789012%3Aapplication-inference-profile"
                        + "%2Fab12/invoke HTTP/1.1");
        assertThat(request.body()).contains("\"texts\":[\"a\"]", "\"output_dimension\":256");
    }

    private void answers(String json) {
        server.upstream()
                .script(bedrock.script((request, connection) -> connection.answer(200, "application/json", json)));
    }

    private static RawHttp.Answer call(String path, String body) {
        return server.post(path, KEY, body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region: eu-central-1 | https://bedrock-runtime.eu-central-1.amazonaws.com | eu-central-1",
                "region: cn-north-1 | https://bedrock-runtime.cn-north-1.amazonaws.com.cn | cn-north-1",
                "endpoint: https://bedrock-runtime.us-east-1.amazonaws.com | https://bedrock-runtime.us-east-1.amazonaws.com"
                        + " | us-east-1",
                "endpoint: https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com |"
                        + " https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com | us-gov-west-1",
                "endpoint: https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com |"
                        + " https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com | us-east-1",
                "'endpoint: https://proxy.example.com, region: us-east-1' | https://proxy.example.com | us-east-1",
            })
    void theRegionIsSaidOrToldByTheEndpoint(String entry, String endpoint, String region) {
        ReadResult read = read(entry);
        assertThat(read.problems()).as(entry).noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        assertThat(BedrockPlace.of(read.config().orElseThrow().providers().getFirst()))
                .hasValue(new BedrockPlace(endpoint, region));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoint: https://proxy.example.com | needs a region",
                "apiKey: abc | needs a region",
                "region: 'us east' | a region of AWS",
            })
    void withoutARegionThereIsNothingToSignFor(String entry, String words) {
        assertThat(read(entry).problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains(words));
    }

    private static ReadResult read(String entry) {
        return ConfigReader.read(
                "providers: [{name: aws, type: bedrock, " + entry
                        + ", models: [{format: a, name: b, capabilities: [chatCompletion]}]}]",
                Map.of());
    }
}
