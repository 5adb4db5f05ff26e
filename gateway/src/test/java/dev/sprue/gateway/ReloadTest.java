package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.HeardLog;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes while the service runs is taken over whole or not at all, and cuts no stream. */
class ReloadTest {

    private static final String KEY = "first-key-0123456789";
    private static final String OTHER_KEY = "second-key-0123456789";

    private final Path folder;
    private final ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream());

    @SuppressWarnings("NullAway.Init")
    private Sprue sprue;

    ReloadTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws IOException {
        write(yaml(KEY, "up", "chat"));
        sprue = Sprue.start(
                ServeOptions.of(ConfigReader.read(file(), Map.of()), folder.resolve("data"), Optional.of(file())),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        sprue.close();
        upstream.close();
    }

    private Path file() {
        return folder.resolve("sprue.yaml");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    private String yaml(String key, String provider, String deployment) {
        return """
                listen: {httpsPort: 0, httpPort: 0}
                log: {level: error, access: false}
                resources:
                  - name: rr
                    keys: {key1: %s, key2: kept-key-0123456789}
                    deployments: [{name: %s, model: {format: F, name: m}}]
                providers:
                  - {name: %s, type: openai, endpoint: 'http://127.0.0.1:%d/v1', models: [{format: F, name: m, capabilities: [chatCompletion]}]}
                """.formatted(key, deployment, provider, upstream.port());
    }

    private RawHttp ask(String key, String deployment, boolean stream) {
        return new RawHttp(sprue.httpPort())
                .send(
                        "POST /models/chat/completions?api-version=2024-05-01-preview HTTP/1.1\nhost: localhost\napi-key: "
                                + key + "\ncontent-type: application/json",
                        "{\"model\":\"" + deployment + "\",\"stream\":" + stream
                                + ",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]}");
    }

    private int status(String key, String deployment) {
        try (RawHttp raw = ask(key, deployment, false)) {
            return raw.answer().status();
        }
    }

    private void untilServed(String key, String deployment) {
        Await.until(deployment + " is served", () -> status(key, deployment) == 200);
    }

    @Test
    void aChangeOfTheFileIsFoundByLooking() throws IOException {
        assertThat(status(KEY, "later")).isEqualTo(404);
        write(yaml(KEY, "up", "later"));
        untilServed(KEY, "later");
        assertThat(status(KEY, "chat")).isEqualTo(404);
    }

    @Test
    void aFileWithAnErrorChangesNothingUntilItIsMended() throws IOException {
        write(yaml(OTHER_KEY, "up", "later").replace("httpsPort", "httpPortal"));
        sprue.reload();
        Await.until("it has been read", () -> !sprue.problems().isEmpty());
        assertThat(sprue.problems().getFirst().message()).contains("httpPortal");
        assertThat(sprue.problems().getFirst().line()).isEqualTo(1);
        assertThat(status(KEY, "chat")).isEqualTo(200);
        assertThat(status(OTHER_KEY, "later")).isEqualTo(401);

        write(yaml(OTHER_KEY, "up", "later"));
        sprue.reload();
        untilServed(OTHER_KEY, "later");
        assertThat(sprue.problems()).isEmpty();
    }

    @Test
    void whoeverAsksHasItReadThoughItLooksTheSame() throws IOException {
        String good = yaml(KEY, "up", "later") + "#";
        String bad = yaml(KEY, "up", "later").replace("httpsPort", "httpPortal");
        assertThat(good).hasSameSizeAs(bad);
        write(bad);
        Await.until("it has been read", () -> !sprue.problems().isEmpty());
        Path next = Files.writeString(folder.resolve("next"), good);
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file()));
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        sprue.reload();
        untilServed(KEY, "later");
    }

    @Test
    void whatOnlyAStartCanChangeStaysAndTheRestIsTakenOver() throws IOException {
        try (HeardLog log = new HeardLog(Reloading.class.getName())) {
            write(yaml(KEY, "up", "later").replace("httpPort: 0", "httpPort: -1"));
            sprue.reload();
            // Over the port that the file has taken away.
            untilServed(KEY, "later");
            assertThat(log.with("WARNING"))
                    .singleElement()
                    .asString()
                    .contains("the change of listen takes effect at the next start");
        }
    }

    @Test
    void aFileThatWasCutOffTakesNoResourceAway() throws IOException {
        write("");
        sprue.reload();
        Await.until("it has been read", () -> !sprue.problems().isEmpty());
        assertThat(sprue.problems().getFirst().message()).contains("it says nothing");
        assertThat(status(KEY, "chat")).isEqualTo(200);
    }

    /** A provider that was let go has no credential to offer any more. */
    @Test
    void aCallKeepsItsProviderOpenThatTheFileNoLongerNames() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "first");
        String renewed = "endpoint: 'http://127.0.0.1:%d/v1'".formatted(upstream.port());
        write(yaml(KEY, "renewed", "chat")
                .replace(renewed, renewed + ", credential: {file: {path: " + key + ", send: bearer}}"));
        takes("first", () -> {});
        sprue.reload();
        untilServed(KEY, "chat");
        upstream.forget();
        CountDownLatch goOn = new CountDownLatch(1);
        takes("second", () -> {
            if (!goOn.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        });
        try (RawHttp call = ask(KEY, "chat", false)) {
            upstream.request();
            write(yaml(OTHER_KEY, "another", "later"));
            sprue.reload();
            Await.until("the new key is known", () -> status(OTHER_KEY, "chat") == 404);
            Files.writeString(key, "second");
            goOn.countDown();
            assertThat(call.answer().status()).isEqualTo(200);
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void aResourceThatIsDeclaredLaterGetsKeysOfItsOwn() throws IOException {
        write(yaml(KEY, "up", "chat").replace("providers:", """
                  - name: added
                    deployments: [{name: own, model: {format: F, name: m}}]
                providers:"""));
        sprue.reload();
        String key = Sprue.keys(
                        ServeOptions.of(
                                ConfigReader.read(file(), Map.of()), folder.resolve("data"), Optional.of(file())),
                        Map.of())
                .entrySet()
                .stream()
                .filter(one -> one.getKey().equals("added"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .key1()
                .orElseThrow()
                .value();
        untilServed(key, "own");
        assertThat(status(key, "chat")).as("the other resource's").isEqualTo(404);
    }

    private interface Wait {

        void make() throws IOException, InterruptedException;
    }

    /** The upstream takes that key at once, and refuses any other after a while. */
    private void takes(String key, Wait wait) {
        upstream.script((request, connection) -> {
            if (request.headers().getOrDefault("authorization", "").equals("Bearer " + key)) {
                new SpecifiedUpstream().answer(request, connection);
            } else {
                wait.make();
                connection.answer(
                        401, "application/json", "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}");
            }
        });
    }

    @Test
    void aStreamOutlivesItsDeploymentItsProviderAndItsKey() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n");
            if (!goOn.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
            connection
                    .chunk("data: " + SpecifiedUpstream.LAST_EVENT + "\n\n")
                    .chunk("data: " + SpecifiedUpstream.USAGE_EVENT + "\n\n")
                    .chunk("data: [DONE]\n\n")
                    .end();
        });
        try (RawHttp stream = ask(KEY, "chat", true)) {
            RawHttp.Answer answer = stream.answer(() -> {
                try {
                    upstream.request();
                    write(yaml(OTHER_KEY, "another", "later"));
                    sprue.reload();
                    Await.until("the new key is known", () -> status(OTHER_KEY, "chat") == 404);
                    assertThat(status(KEY, "chat")).isEqualTo(401);
                } catch (IOException | InterruptedException failed) {
                    throw new AssertionError(failed);
                } finally {
                    goOn.countDown();
                }
            });
            assertThat(answer.whole()).isTrue();
            assertThat(answer.events()).last().isEqualTo("[DONE]");
        }
    }
}
