package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.providers.bedrock.eventstream.Messages;
import dev.sprue.gateway.providers.bedrock.signing.SigV4Signer;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls through the gateway to a stand-in that checks signatures and refuses what Bedrock refuses. */
@OutOfSpecification("its messages have fields beyond the API's")
class BedrockCallsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REGION = "eu-central-1";
    private static final String TOKEN = "session+token/=";
    private static final SignatureCheck SIGNATURES = new SignatureCheck(REGION, "AKIDEXAMPLE", "secret+1", TOKEN);
    private static final BedrockUpstream BEDROCK = new BedrockUpstream(SIGNATURES);
    private static final Keys KEYS = new Keys();

    @RegisterExtension
    private static final RunningRig RUNNING = RunningRig.of(BedrockCallsTest::rig, BEDROCK);

    /** Keys of AWS that can be had anew. */
    private static final class Keys implements Credential {

        private volatile RequestSigner signer = signer("AKIDEXAMPLE", "secret+1");
        private volatile Optional<RequestSigner> fresh = Optional.empty();

        static RequestSigner signer(String id, String secret) {
            return new SigV4Signer(
                    new AwsCredentials(id, new Secret(secret), Optional.of(new Secret(TOKEN))),
                    REGION,
                    "bedrock",
                    Clock.systemUTC());
        }

        @Override
        public Optional<RequestSigner> current() {
            return Optional.of(signer);
        }

        @Override
        public CompletionStage<RequestSigner> next() {
            return CompletableFuture.completedFuture(signer);
        }

        @Override
        public boolean renew(RequestSigner refused) {
            boolean another = fresh.isPresent();
            fresh.ifPresent(next -> signer = next);
            fresh = Optional.empty();
            return another;
        }
    }

    private static Rig rig(int port) {
        UpstreamTarget target = UpstreamTarget.of(Rig.PROVIDER, "http://127.0.0.1:" + port, Rig.Bounds.WIDE.upstream());
        BedrockDialect dialect = new BedrockDialect(
                target,
                List.of(
                        model("upstream-chat", "anthropic.claude-sonnet-4-5"),
                        model("upstream-embed", "titan-embed-text-v2")));
        return new Rig(new UpstreamProvider(target, dialect, KEYS, 8), Rig.Bounds.WIDE, Screen.open());
    }

    private static ModelConfig model(String id, String name) {
        return new ModelConfig(
                "AWS",
                name,
                "1",
                Optional.of(id),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                List.of());
    }

    @AfterEach
    void goodKeysAgain() {
        SIGNATURES.rotate("AKIDEXAMPLE", "secret+1", TOKEN);
        KEYS.signer = Keys.signer("AKIDEXAMPLE", "secret+1");
        KEYS.fresh = Optional.empty();
    }

    @Test
    void aSignedChatIsAnsweredWhole() throws Exception {
        BEDROCK.script(
                (request, connection) -> connection.answer(200, "application/json", """
                {"output":{"message":{"role":"assistant","content":[{"text":"Hello é"}]}},"stopReason":"end_turn",\
                "usage":{"inputTokens":7,"outputTokens":3,"totalTokens":10},"metrics":{"latencyMs":1}}""", "x-amzn-requestid: r-1"));
        RawHttp.Answer answer = rig().chat(false);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode body = MAPPER.readTree(answer.body());
        assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("Hello é");
        assertThat(body.path("id").asText()).isEqualTo("chatcmpl-r-1");
        assertThat(rig().records().getLast().usage()).isEqualTo(new Usage(7, 3, 0, 0));
        ScriptedUpstream.Request request = RUNNING.upstream().request();
        assertThat(request.line()).isEqualTo("POST /model/upstream-chat/converse HTTP/1.1");
        assertThat(request.headers())
                .containsEntry("accept", "application/json")
                .doesNotContainKeys("api-key", "x-api-key");
    }

    @Test
    void aSignedChatIsStreamed() throws Exception {
        BEDROCK.script((request, connection) -> {
            begin(connection);
            connection.chunk(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
            byte[] delta = delta("Hello é");
            // In two pieces, in the middle of a character.
            int cut = delta.length - 30;
            connection.chunk(Arrays.copyOf(delta, cut));
            connection.chunk(Arrays.copyOfRange(delta, cut, delta.length));
            connection.chunk(Messages.event("contentBlockStop", "{\"contentBlockIndex\":0}"));
            connection.chunk(Messages.event("messageStop", "{\"stopReason\":\"end_turn\"}"));
            connection.chunk(
                    Messages.event(
                            "metadata",
                            "{\"usage\":{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10},\"metrics\":{\"latencyMs\":1}}"));
            connection.end();
        });
        RawHttp.Answer answer = rig().chat(true);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.body()).contains("\"content\":\"Hello é\"").endsWith("data: [DONE]\n\n");
        assertThat(rig().records().getLast().usage()).isEqualTo(new Usage(7, 3, 0, 0));
        ScriptedUpstream.Request request = RUNNING.upstream().request();
        assertThat(request.line()).isEqualTo("POST /model/upstream-chat/converse-stream HTTP/1.1");
        assertThat(request.headers()).containsEntry("accept", "application/vnd.amazon.eventstream");
    }

    @Test
    void vectorsCountTheTokensThatBedrockCounted() throws Exception {
        BEDROCK.script((request, connection) -> connection.answer(
                200, "application/json", "{\"embedding\":[0.5,-0.25]}", "x-amzn-bedrock-input-token-count: 9"));
        RawHttp.Answer answer = rig().call(Rig.EMBEDDINGS, "{\"input\":[\"a\"],\"model\":\"embed\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(answer.body()).at("/usage/prompt_tokens").asInt())
                .isEqualTo(9);
        assertThat(RUNNING.upstream().request().line()).isEqualTo("POST /model/upstream-embed/invoke HTTP/1.1");
    }

    /** AWS says so with 403, where others say 401: fresh keys are asked for, and the caller hears nothing of it. */
    @Test
    void keysThatHaveExpiredAreHadAnewOnce() throws Exception {
        BEDROCK.script(
                (request, connection) -> connection.answer(
                        200,
                        "application/json",
                        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"}]}},\"stopReason\":\"end_turn\"}"));
        SIGNATURES.rotate("AKIDFRESH", "secret+2", TOKEN);
        KEYS.fresh = Optional.of(Keys.signer("AKIDFRESH", "secret+2"));
        assertThat(rig().chat(false).status()).isEqualTo(200);
        assertThat(RUNNING.upstream().waiting()).isEqualTo(2);
    }

    @Test
    void keysThatAreWrongAreTheOperatorsToMend() throws Exception {
        SIGNATURES.rotate("AKIDEXAMPLE", "another", TOKEN);
        RawHttp.Answer answer = rig().chat(false);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_auth_failed", "InvalidSignatureException", "\"status\":403");
        assertThat(RUNNING.upstream().waiting()).isOne();
    }

    @Test
    void whatTheServiceRefusesComesBackWithItsWords() throws Exception {
        RawHttp.Answer answer = rig().call(
                        Rig.CHAT, "{\"model\":\"chat\",\"messages\":[{\"role\":\"assistant\",\"content\":\"first\"}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("A conversation must start with a user message.", "00000000-1111-2222-3333-444444444444");
    }

    @Test
    void anExceptionInsteadOfAStreamHasAStatusOfItsOwn() throws Exception {
        BEDROCK.script((request, connection) -> {
            begin(connection);
            // Nothing has been said yet: an answer of its own is still to be had.
            connection.chunk(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
            connection
                    .chunk(Messages.exception("throttlingException", "{\"message\":\"Too many tokens\"}"))
                    .end();
        });
        RawHttp.Answer answer = rig().chat(true);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).hasValue("5");
        assertThat(answer.body()).contains("ThrottlingException", "Too many tokens", "r-2");
    }

    @Test
    void anExceptionInTheMiddleOfAStreamEndsIt() throws Exception {
        BEDROCK.script((request, connection) -> {
            begin(connection);
            connection.chunk(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
            connection.chunk(delta("half"));
            connection
                    .chunk(Messages.exception("modelStreamErrorException", "{\"message\":\"fell over\"}"))
                    .end();
        });
        assertEndsWithError(rig().chat(true), "fell over");
    }

    @Test
    void aMessageWithAWrongChecksumEndsTheStream() throws Exception {
        BEDROCK.script((request, connection) -> {
            begin(connection);
            connection.chunk(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
            connection.chunk(delta("half"));
            byte[] broken = delta("never seen");
            broken[broken.length - 20] ^= 1;
            connection.chunk(broken).end();
        });
        RawHttp.Answer answer = rig().chat(true);
        assertEndsWithError(answer, "a message with a wrong checksum");
        assertThat(answer.body()).doesNotContain("never seen");
    }

    @Test
    void halfAMessageIsNoEndOfAStream() throws Exception {
        BEDROCK.script((request, connection) -> {
            begin(connection);
            connection.chunk(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
            connection.chunk(delta("half"));
            connection.chunk(Arrays.copyOf(delta("more"), 40)).end();
        });
        assertEndsWithError(rig().chat(true), "ended before the answer was complete");
    }

    @Test
    void anAnswerOfAnotherTypeIsNoStream() throws Exception {
        BEDROCK.script((request, connection) -> connection.answer(200, "application/json", "{}"));
        RawHttp.Answer answer = rig().chat(true);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("did not answer with a stream");
    }

    private static void assertEndsWithError(RawHttp.Answer answer, String words) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isFalse();
        assertThat(answer.body()).contains("\"content\":\"half\"", words).doesNotContain("[DONE]");
        assertThat(answer.events().getLast()).startsWith("{\"error\":");
    }

    private static Rig rig() {
        return RUNNING.rig();
    }

    private static void begin(ScriptedUpstream.Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
                + "x-amzn-requestid: r-2\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    private static byte[] delta(String text) {
        return Messages.event(
                "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\"abc\"}");
    }
}
