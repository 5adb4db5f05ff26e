package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.store.sql.Revision;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand deployments in one resource: the service starts with them, lists them in pages, and changes one within a second. */
class ManyDeploymentsTest {

    private static final int MANY = 10_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "admin-token-0123456789";
    private static final String KEY = "resource-key-0123456789";
    private static final String DEPLOYMENTS =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sprue/providers"
                    + "/Microsoft.CognitiveServices/accounts/rr/deployments";
    private static final String VERSION = "?api-version=2024-10-01";
    private static final String SPEC = """
            {"sku":{"name":"Standard","capacity":7},"properties":{"model":{"format":"F","name":"m","version":"1"}}}""";

    private final Path folder;
    private final ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream());

    @SuppressWarnings("NullAway.Init")
    private Sprue sprue;

    ManyDeploymentsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() {
        ServeOptions options = ServeOptions.of(
                ConfigReader.read("""
                        listen: {httpsPort: 0, httpPort: 0}
                        log: {level: error, access: false}
                        admin: {token: %s}
                        resources: [{name: rr, keys: {key1: %s}}]
                        providers:
                          - {name: up, type: openai, endpoint: 'http://127.0.0.1:%d/v1', models: [{format: F, name: m, capabilities: [chatCompletion]}]}
                        """.formatted(TOKEN, KEY, upstream.port()), Map.of()), folder, Optional.empty());
        fill(ControlParts.declared(options));
        sprue = Sprue.start(options, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    /** Makes one as the management API does, and the others from it in one go. */
    private void fill(Declared declared) {
        try (Database database = Databases.open(Optional.empty(), folder)) {
            ControlPlane plane = new ControlPlane(database, () -> declared, InstantSource.system());
            plane.register();
            plane.put("rr", "d0", SnapshotKit.made("d0", "F", "m").spec(), Conditions.NONE, "tester");
            database.write(handle -> {
                Revision.raise(handle);
                String columns = String.join(
                        ", ",
                        handle.createQuery("SELECT * FROM deployments").mapToMap().one().keySet().stream()
                                .filter(column -> !Set.of("name", "folded").contains(column))
                                .toList());
                PreparedBatch batch = handle.prepareBatch("INSERT INTO deployments (name, folded, " + columns
                        + ") SELECT ?, ?, " + columns + " FROM deployments WHERE folded = 'd0'");
                for (int i = 1; i < MANY; i++) {
                    batch.add("D" + i, "d" + i);
                }
                return batch.execute();
            });
        }
    }

    @AfterEach
    void stop() {
        sprue.close();
        upstream.close();
    }

    private RawHttp.Answer manage(String method, String target, String body) {
        try (RawHttp raw = new RawHttp(sprue.httpPort())) {
            return raw.send(
                            method + " " + target + " HTTP/1.1\nhost: localhost\nauthorization: Bearer " + TOKEN
                                    + "\ncontent-type: application/json",
                            body)
                    .answer();
        }
    }

    private int chat(String deployment) {
        try (RawHttp raw = new RawHttp(sprue.httpPort())) {
            return raw.send(
                            "POST /openai/deployments/" + deployment
                                    + "/chat/completions?api-version=2024-10-21 HTTP/1.1\nhost: localhost\napi-key: "
                                    + KEY
                                    + "\ncontent-type: application/json",
                            "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]}")
                    .answer()
                    .status();
        }
    }

    @Test
    void allAreServedAndListedAndAChangeIsThereWithinASecond() throws IOException {
        assertThat(chat("d0")).isEqualTo(200);
        assertThat(chat("d9999")).isEqualTo(200);
        assertThat(chat("d10000")).isEqualTo(404);

        long begun = System.nanoTime();
        assertThat(manage("PUT", DEPLOYMENTS + "/another" + VERSION, SPEC).status())
                .isEqualTo(201);
        assertThat(chat("another")).isEqualTo(200);
        assertThat(manage("DELETE", DEPLOYMENTS + "/D5" + VERSION, "").status()).isEqualTo(200);
        assertThat(chat("d5")).isEqualTo(404);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SECOND.multipliedBy(2));

        Set<String> listed = new HashSet<>();
        int pages = 0;
        for (Optional<String> next = Optional.of(DEPLOYMENTS + VERSION); next.isPresent(); pages++) {
            JsonNode page = JSON.readTree(manage("GET", next.get(), "").body());
            page.at("/value").forEach(item -> listed.add(item.at("/name").asText()));
            next = Optional.of(page.path("nextLink"))
                    .filter(JsonNode::isTextual)
                    .map(link -> URI.create(link.asText()))
                    .map(link -> link.getRawPath() + "?" + link.getRawQuery());
        }
        assertThat(listed).hasSize(MANY).contains("another", "D9999").doesNotContain("D5");
        assertThat(pages).isGreaterThan(1);
    }
}
