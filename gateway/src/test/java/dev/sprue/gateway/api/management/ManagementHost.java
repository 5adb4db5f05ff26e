package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.LogConfig;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.control.AdminToken;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.Operations;
import dev.sprue.gateway.control.keys.KeyService;
import dev.sprue.gateway.control.policies.RaiBlocklistItems;
import dev.sprue.gateway.control.policies.RaiBlocklists;
import dev.sprue.gateway.control.policies.RaiPolicies;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Cors;
import dev.sprue.gateway.http.FrontDoor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.HttpService;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.Workbench;
import dev.sprue.gateway.log.LineWriter;
import dev.sprue.gateway.log.Logs;
import dev.sprue.gateway.store.seal.MasterKey;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Work;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The management API alone, on SQLite where nothing else is said, at a port of its own, for the tests of one class. Every answer that
 * {@link #call} gets is held to the specification, and after each test the log may hold no defect and no secret.
 */
final class ManagementHost implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final String TOKEN = "admin-token-0123456789-secret";
    static final String KEY1 = "declared-key-0123456789-secret";

    /** Where the account of most tests is. */
    static final String ACCOUNT = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Team-A/providers"
            + "/Microsoft.CognitiveServices/accounts/Contoso";

    static final String VERSION = "api-version=2024-10-01";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer, with its body read. */
    record Answer(int status, Map<String, String> headers, JsonNode body) {

        /** A text of the body, by a JSON Pointer. */
        String at(String pointer) {
            return body.at(pointer).asText();
        }

        /** The code of an error. */
        String code() {
            return at("/error/code");
        }

        /** Its etag. */
        String etag() {
            return Objects.requireNonNull(headers.get("etag"));
        }
    }

    private final String yaml;
    private final int workers;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Change> settled = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<RuntimeException>> trouble = new AtomicReference<>(Optional.empty());
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final TestDatabase data;
    private final Database database = new Troubled();
    private int port;

    /** @param workers calls that are worked on at once */
    ManagementHost(String yaml, int workers) {
        this(yaml, workers, Database.Kind.SQLITE);
    }

    ManagementHost(String yaml, int workers, Database.Kind kind) {
        this.yaml = yaml;
        this.workers = workers;
        this.data = TestDatabase.of(kind);
    }

    /** The database, which fails while a test says so. */
    private final class Troubled implements Database {

        private Database real() {
            trouble.get().ifPresent(thrown -> {
                throw thrown;
            });
            return data.database();
        }

        @Override
        public Kind kind() {
            return data.database().kind();
        }

        @Override
        public <T> T read(Work<T> work) {
            return real().read(work);
        }

        @Override
        public <T> T write(Work<T> work) {
            return real().write(work);
        }

        @Override
        public void onChange(Runnable listener) {
            data.database().onChange(listener);
        }

        @Override
        public void close() {}
    }

    /** Its database. */
    Database database() {
        return data.database();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ReadResult read = ConfigReader.read(yaml, Map.of());
        Declared declared = new Declared(
                read.config().orElseThrow(() -> new AssertionError(read.problems())), "sprue.yaml", read.lines());
        SecretBox box =
                new SecretBox(MasterKey.obtain(declared.config().security(), data.folder(), data.folder(), Map.of()));
        KeyService keys = new KeyService(database, box, () -> declared, InstantSource.system());
        ControlPlane control = new ControlPlane(database, () -> declared, InstantSource.system());
        control.register();
        keys.ensure(data.folder());
        HeavyWork heavy = new HeavyWork();
        Workbench workbench = new Workbench(workers);
        Logs logs = new Logs(new LogConfig(LogConfig.Level.debug, LogConfig.Format.text, true), new LineWriter(log));
        Accounts accounts = new Accounts(control);
        Offers offers = new Offers(control::offers);
        List<ArmRoute> routes = new ArrayList<>();
        routes.addAll(new SubscriptionRoutes(accounts).routes());
        routes.addAll(new AccountRoutes(accounts, keys, () -> declared.config().listen(), settled::add).routes());
        routes.addAll(new DeploymentRoutes(control, accounts, offers, settled::add).routes());
        routes.addAll(new ModelRoutes(accounts, offers).routes());
        routes.addAll(rai(accounts, control, () -> declared));
        routes.addAll(new OperationRoutes(accounts, new Operations(database)).routes());
        ManagementSurface surface = new ManagementSurface(
                routes,
                new AdminToken(new Secret(TOKEN))::matches,
                new BodyReader(ManagementSurface.MAX_BODY_MB, 20_000, data.folder(), heavy),
                workbench);
        FrontDoor door = new FrontDoor(
                List.of(surface),
                surface,
                1_000,
                Integer.MAX_VALUE,
                MemoryBudget.ofMb(100),
                host -> false,
                Cors.of(Optional.empty()),
                logs);
        HttpService http = Rig.service(heavy, Rig.Bounds.WIDE);
        http.start(door);
        door.ready(true);
        port = http.httpPort();
        parts.addAll(List.of(http, workbench, heavy, logs));
    }

    private List<ArmRoute> rai(Accounts accounts, ControlPlane control, Supplier<Declared> declared) {
        InstantSource clock = InstantSource.system();
        return new RaiRoutes(
                        accounts,
                        new RaiPolicies(control, database, declared, clock),
                        new RaiBlocklists(control, database, declared, clock),
                        new RaiBlocklistItems(control, database, declared, clock),
                        settled::add)
                .routes();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        trouble.set(Optional.empty());
        settled.clear();
        String all = log.toString(StandardCharsets.UTF_8);
        assertThat(all).doesNotContain("hit a defect", "Unhandled exception", TOKEN, KEY1);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        data.close();
    }

    /** From here on the database fails like this. */
    void trouble(RuntimeException thrown) {
        trouble.set(Optional.of(thrown));
    }

    /** The changes that were waited for. */
    List<Change> settled() {
        return settled;
    }

    /** A connection to it. */
    RawHttp connect() {
        return new RawHttp(port);
    }

    /** Where it is. */
    String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** A call with the token, and with a body where that is not empty; {@code headers} as {@code name: value} lines. */
    Answer call(String method, String target, String body, String... headers) {
        StringBuilder head = new StringBuilder(
                method + " " + target + " HTTP/1.1\nhost: 127.0.0.1:" + port + "\nauthorization: Bearer " + TOKEN);
        if (!body.isEmpty()) {
            head.append("\ncontent-type: application/json");
        }
        for (String header : headers) {
            head.append('\n').append(header);
        }
        try (RawHttp raw = connect()) {
            return judged(method, target, raw.send(head.toString(), body).answer());
        }
    }

    /** A call for the account of most tests, below its path, in the version of the specification. */
    Answer account(String method, String path, String body, String... headers) {
        String sign = path.contains("?") ? "&" : "?";
        return call(method, ACCOUNT + path + sign + VERSION, body, headers);
    }

    private static Answer judged(String method, String target, RawHttp.Answer raw) {
        JsonNode body = raw.body().isEmpty() ? MissingNode.getInstance() : json(raw.body());
        String path = target.replaceFirst("\\?.*", "");
        assertThat(ArmSpecification.found()
                        .map(known -> known.faults(method, path, raw.status(), body))
                        .orElse(List.of()))
                .as(method + " " + target + ": " + raw.status() + " " + raw.body())
                .isEmpty();
        return new Answer(raw.status(), raw.headers(), body);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
