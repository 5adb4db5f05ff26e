package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider's credential changes while the product runs, and calls go on. */
class CredentialRotationTest {

    private static final Path FOLDER = folder();

    @RegisterExtension
    static final SprueServer SERVER =
            new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: rig
                keys: {key1: rig-key-0123456789-secret}
                deployments:
                  - {name: chat, model: {format: F, name: m}}
                  - {name: lost, model: {format: F, name: lost}}
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:%UPSTREAM%/v1
                credential: {file: {path: KEY, send: bearer}}
                models: [{format: F, name: m, version: "1", capabilities: [chatCompletion]}]
              - name: lost
                type: openai
                endpoint: http://127.0.0.1:%UPSTREAM%/v1
                credential: {file: {path: KEY.none}}
                models: [{format: F, name: lost, version: "1", capabilities: [chatCompletion]}]
            """.replace("KEY", FOLDER.resolve("key").toString()));

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rotation");
            Files.writeString(folder.resolve("key"), "first");
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void deleteFolder() {
        Rig.delete(FOLDER);
    }

    @AfterEach
    void forget() {
        SERVER.upstream().script(new SpecifiedUpstream()).forget();
    }

    private static RawHttp.Answer chat(String deployment, boolean stream) {
        String body = "{\"model\":\"" + deployment + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return SERVER.send("POST " + Rig.CHAT + " HTTP/1.1\nhost: localhost\napi-key: rig-key-0123456789-secret\n"
                + "content-type: application/json\ncontent-length: " + body.length() + "\n\n" + body);
    }

    /** The upstream takes that key only. */
    private static void takes(String key) {
        SERVER.upstream().script((request, connection) -> {
            if (request.headers().getOrDefault("authorization", "").equals("Bearer " + key)) {
                new SpecifiedUpstream().answer(request, connection);
            } else {
                connection.answer(
                        401, "application/json", "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}");
            }
        });
    }

    @Test
    void aRefusedKeyIsReadAnewAndTheCallMadeOnceMore() throws Exception {
        takes("first");
        assertThat(chat("chat", false).status()).isEqualTo(200);
        takes("second");
        Files.writeString(FOLDER.resolve("key"), "second");
        assertThat(chat("chat", true).body()).contains("[DONE]");
        assertThat(chat("chat", false).status()).isEqualTo(200);

        takes("third");
        for (int i = 0; i < 2; i++) {
            RawHttp.Answer answer = chat("chat", false);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_auth_failed", "invalid_api_key");
        }
    }

    @Test
    void withoutACredentialNothingIsSent() {
        SERVER.upstream().script((ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) -> {
            throw new AssertionError("a call went out without its credential");
        });
        RawHttp.Answer answer = chat("lost", false);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body())
                .contains("upstream_auth_failed", "Sprue has no valid credential for the provider 'lost'");
        assertThat(SERVER.upstream().waiting()).isZero();
    }
}
