package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.EgressConfig;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and sounds at URLs, as a caller of a model whose server fetches nothing sees it. */
@Proves(errors = {"400 remote_file*"})
class RemoteMediaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] PNG =
            Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 60);
    private static final byte[] WAV = "RIFF1234WAVEfmt 1234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String ANSWER = SpecifiedUpstream.PLAIN_CHAT;
    private static final int MEMORY_MB = 12;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream files;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        files = new ScriptedUpstream();
        ProviderTraits plain = ProviderTraits.PLAIN;
        ProviderTraits fetchesNothing = new ProviderTraits(
                plain.systemRole(),
                plain.reasoning(),
                plain.maxTokensField(),
                false,
                plain.encodings(),
                plain.inputTypeField(),
                plain.maxInputs());
        EgressConfig egress = new EgressConfig(
                true, false, List.of("127.0.0.1"), List.of(files.port()), 2, 3, 5, 1, 2_000, 10_000, 20);
        rig = Rig.before(
                upstream.port(), Rig.Bounds.WIDE.memory(MEMORY_MB), fetchesNothing, ModelAbilities.ANY, egress);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
        files.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.log()).doesNotContain("/a.png", "127.0.0.1:" + files.port());
        upstream.forget();
        files.forget();
    }

    private static void serve(ScriptedUpstream.Connection connection, byte[] file) throws IOException {
        connection
                .send("HTTP/1.1 200 OK\r\ncontent-length: " + file.length + "\r\n\r\n")
                .send(file);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + files.port() + path;
    }

    private static String image(String url) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}";
    }

    private static String body(String... parts) {
        return "{\"model\":\"chat\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":["
                + String.join(",", parts) + "]}]}";
    }

    private static RawHttp.Answer call(String body) {
        upstream.script((request, connection) -> connection.answer(200, "application/json", ANSWER));
        return rig.call(Rig.CHAT, body);
    }

    private static JsonNode sent() throws Exception {
        return MAPPER.readTree(upstream.request().body());
    }

    private static String dataUrl(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    @Test
    void putsFilesInThePlaceOfTheirUrls() throws Exception {
        files.script((request, connection) -> serve(connection, request.line().contains("wav") ? WAV : PNG));
        String picture =
                "{ \"type\" : \"image_url\", \"x\": 1.50, \"image_url\" : {\"detail\":\"low\", \"url\" : \"%s\"} }"
                        .formatted(url("/a.png"));
        String sound =
                "{\"x\":[ ],\"audio_url\":{\"url\":\"" + url("/a.wav") + "\"},\"type\":\"audio_url\",\"y\":\"ä\"}";
        String text = "{\"type\":\"text\",\"text\":\"what is this?\"}";
        assertThat(call(body(text, picture, sound, picture)).body()).isEqualTo(ANSWER);
        String filled = picture.replace(url("/a.png"), dataUrl(PNG));
        String heard =
                "{\"x\":[ ],\"input_audio\":{\"data\":\"" + Base64.getEncoder().encodeToString(WAV)
                        + "\",\"format\":\"wav\"},\"type\":\"input_audio\",\"y\":\"ä\"}";
        assertThat(upstream.request().body())
                .isEqualTo(body(text, filled, heard, filled).replace("\"chat\"", "\"upstream-chat\""));
        assertThat(files.waiting()).as("each URL is fetched once").isEqualTo(2);
    }

    @Test
    void looksNamesUp() throws Exception {
        files.script((request, connection) -> serve(connection, PNG));
        assertThat(call(body(image("http://localhost:" + files.port() + "/"))).status())
                .isEqualTo(200);
        assertThat(sent().at("/messages/1/content/0/image_url/url").asText()).isEqualTo(dataUrl(PNG));
        assertThat(files.request().headers()).containsEntry("host", "localhost:" + files.port());
    }

    @Test
    void streamsLikeAnyOtherCall() throws Exception {
        files.script((request, connection) -> serve(connection, PNG));
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.LAST_EVENT + "\n\ndata: [DONE]\n\n")
                .end());
        String body = body(image(url("/a.png")));
        RawHttp.Answer answer = rig.call(Rig.CHAT, body.substring(0, body.length() - 1) + ",\"stream\":true}");
        assertThat(answer.events()).containsExactly(SpecifiedUpstream.LAST_EVENT, "[DONE]");
        assertThat(sent().at("/messages/1/content/0/image_url/url").asText()).isEqualTo(dataUrl(PNG));
    }

    @Test
    void leavesAloneWhatNeedsNoFetching() throws Exception {
        String body = body(
                image(dataUrl(PNG)),
                "{\"type\":\"audio_url\",\"audio_url\":{\"url\":\"data:audio/wav;base64,AAAA\"}}",
                "{\"type\":\"text\",\"text\":\"" + url("/a.png") + "\"}");
        assertThat(call(body).status()).isEqualTo(200);
        assertThat(upstream.request().body()).isEqualTo(body.replace("\"chat\"", "\"upstream-chat\""));
        assertThat(files.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"image_url\",\"image_url\":\"https://example.com/a.png\"}",
                "{\"type\":\"image_url\",\"image_url\":{\"url\":1}}",
                "{\"type\":\"audio_url\"}",
                "{\"type\":7}",
                "7"
            })
    void whatHoldsNoUrlWhereItsTypeHasOneIsNotRemote(String part) throws Exception {
        String body = "{\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":[" + part + ","
                + image("https://example.com/b.png") + "]}]}";
        assertThat(RemotePart.of(JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 64)))
                .singleElement()
                .satisfies(remote -> assertThat(remote.url().text()).isEqualTo("https://example.com/b.png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_500_000})
    void takesLargeFilesIntoSmallAndLargeRequests(int more) throws Exception {
        byte[] large = Arrays.copyOf(PNG, 1_900_000);
        files.script((request, connection) -> serve(connection, large));
        String text = "{\"type\":\"text\",\"text\":\"" + "x".repeat(more) + "\"}";
        assertThat(call(body(text, image(url("/a.png")))).status()).isEqualTo(200);
        JsonNode sent = sent();
        assertThat(sent.path("model").asText()).isEqualTo("upstream-chat");
        assertThat(sent.at("/messages/1/content/0/text").asText()).hasSize(more);
        assertThat(sent.at("/messages/1/content/1/image_url/url").asText()).isEqualTo(dataUrl(large));
    }

    @Test
    void fetchesSeveralSideBySide() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        files.script((request, connection) -> {
            all.countDown();
            // Only goes on once all are under way.
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            serve(connection, PNG);
        });
        assertThat(call(body(image(url("/1")), image(url("/2")), image(url("/3"))))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http://127.0.0.2:%d/a.png        | remote_file_not_allowed | its host has no address that may be reached
            http://169.254.169.254:%d/       | remote_file_not_allowed | its host has no address that may be reached
            http://[::1]:%d/                 | remote_file_not_allowed | its host has no address that may be reached
            http://no-such-name.invalid:%d/  | remote_file_not_allowed | its host has no address that may be reached
            http://127.0.0.1:9/              | remote_file_not_allowed | its port is none that may be reached
            http://127.0.0.1:%d/moved        | remote_file_not_allowed | its host has no address that may be reached
            http://127.0.0.1:%d/moving       | remote_file_failed      | it redirects more than 1 times
            http://127.0.0.1:%d/404          | remote_file_failed      | its server answered with status 404
            http://127.0.0.1:%d/html         | remote_file_failed      | it is not a PNG, JPEG, GIF or WebP picture
            http://127.0.0.1:%d/large        | remote_file_failed      | it is larger than 2 MB
            http://127.0.0.1:%d/broken       | remote_file_failed      | the connection broke off
            """)
    void saysWhichFileItCouldNotGetAndWhy(String url, String code, String reason) throws Exception {
        files.script((request, connection) -> {
            switch (request.line().split(" ")[1]) {
                case "/moved" ->
                    connection.answer(302, "text/plain", "", "location: http://10.0.0.1:" + files.port() + "/");
                case "/moving" -> connection.answer(302, "text/plain", "", "location: /moving");
                case "/404" -> connection.answer(404, "text/plain", "no");
                case "/html" -> connection.answer(200, "image/png", "<html>no picture</html>");
                case "/large" -> connection.send("HTTP/1.1 200 OK\r\ncontent-length: 2097153\r\n\r\n");
                default ->
                    connection
                            .send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n")
                            .send(PNG)
                            .close();
            }
        });
        RawHttp.Answer answer = call(body(image(dataUrl(PNG)), image(url.formatted(files.port()))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-ms-error-code")).hasValue(code);
        JsonNode error = MAPPER.readTree(answer.body());
        assertThat(error.at("/error/code").asText()).isEqualTo(code);
        assertThat(error.at("/error/message").asText())
                .contains("'messages[1].content[1].image_url.url'")
                .contains(": " + reason + ".");
        assertThat(error.at("/detail/0/loc").toString())
                .isEqualTo("[\"body\",\"messages\",1,\"content\",1,\"image_url\",\"url\"]");
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void boundsTheFilesOfOneRequest() throws Exception {
        files.script((request, connection) -> serve(connection, Arrays.copyOf(PNG, 1_600_000)));
        String two = call(body(image(url("/1")), image(url("/2")))).body();
        assertThat(two).contains("the files of this request are larger than 3 MB together");
        String[] six = IntStream.range(0, 6).mapToObj(i -> image(url("/" + i))).toArray(String[]::new);
        files.forget();
        assertThat(call(body(six)).body()).contains("a request may name 5 files by URL");
        assertThat(files.waiting()).isZero();
    }

    @Test
    void holdsNoMoreInMemoryThanThereIs() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        files.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-length: 1900000\r\n\r\n");
            connection.send(Arrays.copyOf(PNG, 1_890_000));
            held.await();
            connection.send(new byte[10_000]);
        });
        upstream.script((request, connection) -> connection.answer(200, "application/json", ANSWER));
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> rig.call(Rig.CHAT, body(image(url("/" + i)))).status(),
                        thread -> Thread.ofVirtual().start(thread)))
                .toList();
        // What does not fit is refused at once; what does goes on.
        CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        held.countDown();
        assertThat(calls.stream().map(CompletableFuture::join).collect(Collectors.toSet()))
                .contains(503)
                .isSubsetOf(200, 503);
    }

    @Test
    void fetchesNothingForCallersWhoHaveLeft() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        files.script((request, connection) -> {
            asked.countDown();
            closed.complete(connection.otherCloses());
        });
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT), body(image(url("/a.png"))));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
        rig.idle();
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void asksNobodyWhereTheServerFetchesItself() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", ANSWER));
        String body = body(image("http://169.254.169.254/a.png"));
        try (Rig other = Rig.before(upstream.port(), Rig.Bounds.WIDE)) {
            assertThat(other.call(Rig.CHAT, body).status()).isEqualTo(200);
        }
        assertThat(upstream.request().body()).isEqualTo(body.replace("\"chat\"", "\"upstream-chat\""));
    }
}
