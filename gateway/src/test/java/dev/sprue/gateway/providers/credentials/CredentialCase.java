package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One credential as a configuration makes it, with a stand-in of its token endpoint, a folder and an environment. */
final class CredentialCase implements BeforeEachCallback, AfterEachCallback {

    /** An application's id. */
    static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream endpoint;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, String> env = new HashMap<>();
    private final List<Credential> made = new ArrayList<>();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        endpoint = new ScriptedUpstream();
        folder = Files.createTempDirectory("credential");
        env.clear();
        env.put("HOME", folder.toString());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        made.forEach(Credential::close);
        made.clear();
        endpoint.close();
        Rig.delete(folder);
    }

    ScriptedUpstream endpoint() {
        return endpoint;
    }

    /** Where the endpoint listens. */
    String url() {
        return "http://127.0.0.1:" + endpoint.port();
    }

    /** From now on the endpoint answers so. */
    CredentialCase answers(int status, String contentType, String body) {
        endpoint.script((request, connection) -> connection.answer(status, contentType, body));
        return this;
    }

    /** From now on the endpoint answers with this JSON. */
    CredentialCase answers(String json) {
        return answers(200, "application/json", json);
    }

    CredentialCase env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Variables variables() {
        return new Variables(Map.copyOf(env));
    }

    Path folder() {
        return folder;
    }

    /** Writes a file into the folder. */
    Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        return Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a provider's {@code credential} makes; {@code URL} stands for the endpoint. */
    Credential of(String yaml) {
        ReadResult read = ConfigReader.read(
                "providers: [{name: up, type: openai, endpoint: 'http://x/v1', models: [],\n  credential: "
                        + yaml.replace("URL", url()).replace("CLIENT", CLIENT) + "}]",
                Map.of());
        ProviderConfig provider = read.config()
                .orElseThrow(() -> new AssertionError(read.problems()))
                .providers()
                .getFirst();
        return kept(new CredentialFactory(folder, env).of(provider, new KeyHeader("x-key", "")));
    }

    /** Has it closed after the test. */
    Credential kept(Credential credential) {
        made.add(credential);
        return credential;
    }

    /** The header that it puts on requests, as {@code name: value}; waits for it. */
    static String header(Credential credential) throws Exception {
        return header(signer(credential));
    }

    static String header(RequestSigner signer) {
        Header header = signer.headers(
                        new UpstreamEndpoint("x", 80, false, 1_000), Outgoing.post("/", List.of(), Buffer.buffer()))
                .getFirst();
        return header.name() + ": " + header.value();
    }

    /** What it signs with; waits for it. */
    static RequestSigner signer(Credential credential) throws Exception {
        return credential.next().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The failure that callers are answered with. */
    static FailureException failure(Credential credential) {
        try {
            credential
                    .next()
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FailureException failure) {
                return failure;
            }
        }
        throw new AssertionError("it can be had, or fails in another way");
    }

    /** The fields of the next request's body. */
    Map<String, String> form() throws InterruptedException {
        return fields(endpoint.request().body());
    }

    /** The fields of a query or a form. */
    static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : encoded.split("&")) {
            int equals = field.indexOf('=');
            fields.put(
                    URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }
}
