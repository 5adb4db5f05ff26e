package dev.sprue.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.Sprue;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.ServeOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole product in this process, as a configuration makes it, before an upstream of the test's, for the tests of one
 * class: for what the configuration decides, where a {@link Rig} has decided already.
 */
public final class SprueServer implements BeforeAllCallback, AfterAllCallback {

    private final Supplier<String> yaml;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int classes;
    private @Nullable Path data;
    private @Nullable ScriptedUpstream upstream;
    private @Nullable Sprue sprue;

    /** @param yaml the configuration, with {@code %UPSTREAM%} for the port of the upstream on loopback */
    public SprueServer(String yaml) {
        this(() -> yaml);
    }

    /** @param yaml makes it before the first test of the class */
    public SprueServer(Supplier<String> yaml) {
        this.yaml = yaml;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        // Once for a class and those nested in it.
        if (classes++ > 0) {
            return;
        }
        ScriptedUpstream server = new ScriptedUpstream().script(new SpecifiedUpstream());
        upstream = server;
        Path folder = Files.createTempDirectory("sprue-server");
        data = folder;
        ReadResult read =
                ConfigReader.read(yaml.get().replace("%UPSTREAM%", Integer.toString(server.port())), Map.of());
        assertThat(read.errors()).isEmpty();
        ServeOptions options = ServeOptions.of(read, folder, Optional.of(folder.resolve("sprue.yaml")));
        sprue = Sprue.start(options, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes > 0) {
            return;
        }
        if (sprue != null) {
            sprue.close();
        }
        if (upstream != null) {
            upstream.close();
        }
        if (data != null) {
            Rig.delete(data);
        }
    }

    /** What it printed when it started. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The upstream, which answers by its specification. */
    public ScriptedUpstream upstream() {
        return Objects.requireNonNull(upstream);
    }

    /** A connection over plain HTTP. */
    public RawHttp connect() {
        return new RawHttp(Objects.requireNonNull(sprue).httpPort());
    }

    /** The port of HTTPS. */
    public int httpsPort() {
        return Objects.requireNonNull(sprue).httpsPort();
    }

    /** The authority that signed the certificate which Sprue made. */
    public Path ca() {
        return Objects.requireNonNull(data).resolve("tls").resolve("ca.pem");
    }

    /** Sends a text, its line feeds as CR LF, on a connection of its own, and reads one answer. */
    public RawHttp.Answer send(String text) {
        try (RawHttp raw = connect()) {
            return raw.send(text).answer();
        }
    }

    /** Posts JSON with a key on a connection of its own, and reads one answer; {@code headers} as {@code name: value} lines. */
    public RawHttp.Answer post(String path, String key, String body, String... headers) {
        StringBuilder head = new StringBuilder(
                "POST " + path + " HTTP/1.1\nhost: localhost\napi-key: " + key + "\ncontent-type: application/json");
        for (String header : headers) {
            head.append('\n').append(header);
        }
        try (RawHttp raw = connect()) {
            return raw.send(head.toString(), body).answer();
        }
    }
}
