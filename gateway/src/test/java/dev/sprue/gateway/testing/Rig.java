package dev.sprue.gateway.testing;

import dev.sprue.gateway.api.anthropic.AnthropicSurface;
import dev.sprue.gateway.api.cohere.CohereSurface;
import dev.sprue.gateway.api.gemini.GeminiSurface;
import dev.sprue.gateway.api.inference.InferenceSurface;
import dev.sprue.gateway.api.openai.OpenAiSurface;
import dev.sprue.gateway.config.EgressConfig;
import dev.sprue.gateway.config.LogConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Cors;
import dev.sprue.gateway.http.FrontDoor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.HttpService;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.http.egress.HostResolver;
import dev.sprue.gateway.http.tls.ServerCertificate;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.limits.Admission;
import dev.sprue.gateway.log.LineWriter;
import dev.sprue.gateway.log.Logs;
import dev.sprue.gateway.pipeline.Pipeline;
import dev.sprue.gateway.pipeline.RunningCalls;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.AttemptListener;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.openai.OpenAiProviders;
import dev.sprue.gateway.usage.CallRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The gateway, wired as the product is but for what a test needs to see: how permits are settled, what is metered, what
 * is logged. Resource {@code rig} has a deployment {@code Chat}, one {@code Embed}, and one key.
 */
public final class Rig implements AutoCloseable {

    /** The resource's key. */
    public static final String KEY = "rig-key-0123456789-secret";

    /** The key that is sent to the upstream. */
    public static final String UPSTREAM_KEY = "upstream-key-9876543210";

    /** Where the resource says it is. */
    public static final String REGION = "Rig Central";

    /** The provider's name. */
    public static final String PROVIDER = "up";

    /** A chat call's path. */
    public static final String CHAT = "/models/chat/completions?api-version=2024-05-01-preview";

    /** An embeddings call's path. */
    public static final String EMBEDDINGS = "/models/embeddings?api-version=2024-05-01-preview";

    /** A chat call's path on a dated route of the Azure OpenAI API. */
    public static final String DATED_CHAT = "/openai/deployments/chat/chat/completions?api-version=2024-10-21";

    /** A chat call's path on that API's v1 route. */
    public static final String V1_CHAT = "/openai/v1/chat/completions";

    private static final EgressConfig NO_EGRESS =
            new EgressConfig(false, false, List.of(), List.of(), 1, 1, 1, 0, 1_000, 1_000, 1);

    private static final ServerCertificate CERTIFICATE = certificate();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<CallRecord> records = new CopyOnWriteArrayList<>();
    private final List<Usage> settled = new CopyOnWriteArrayList<>();
    private final List<String> admitted = new CopyOnWriteArrayList<>();
    private final Logs logs;
    private final MemoryBudget memory;
    private final FrontDoor door;
    private final HttpService http;
    private final Path data;
    private final HeavyWork heavy = new HeavyWork();
    private final Fleet fleet = new Fleet(AttemptListener.log());
    private int looked;

    /**
     * Bounds that tests want to reach.
     *
     * @param maxBodyMb megabytes of a request body
     * @param bodyTimeoutMs milliseconds between two pieces of a body, and of a head in all
     * @param requestTimeoutMs milliseconds of a request in all
     * @param maxAnswerMb megabytes of an answer or event
     * @param maxOpen requests at once
     * @param memoryMb megabytes that requests may hold together
     * @param idleSeconds seconds until a connection on which nothing happens is closed
     * @param maxCustomHeaders headers of a request that its caller made up
     * @param upstream how long the upstream may take
     */
    public record Bounds(
            int maxBodyMb,
            int bodyTimeoutMs,
            int requestTimeoutMs,
            int maxAnswerMb,
            int maxOpen,
            int memoryMb,
            int idleSeconds,
            int maxCustomHeaders,
            TimeoutsConfig upstream) {

        /** Bounds that no ordinary test reaches. */
        public static final Bounds WIDE = new Bounds(
                8, 20_000, 60_000, 8, 20_000, 1_000, 60, Integer.MAX_VALUE, new TimeoutsConfig(2_000, 20_000, 20_000));

        /** These with an upstream that must begin and go on within so many milliseconds. */
        public Bounds upstream(int firstByteMs, int idleMs) {
            return with(requestTimeoutMs, new TimeoutsConfig(1_000, firstByteMs, idleMs));
        }

        /** These with another bound on a request in all. */
        public Bounds requestTimeout(int otherMs) {
            return with(otherMs, upstream);
        }

        private Bounds with(int otherMs, TimeoutsConfig otherUpstream) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    otherMs,
                    maxAnswerMb,
                    maxOpen,
                    memoryMb,
                    idleSeconds,
                    maxCustomHeaders,
                    otherUpstream);
        }

        /** These with other bounds on a body. */
        public Bounds body(int otherMb, int otherTimeoutMs) {
            return new Bounds(
                    otherMb,
                    otherTimeoutMs,
                    requestTimeoutMs,
                    maxAnswerMb,
                    maxOpen,
                    memoryMb,
                    idleSeconds,
                    maxCustomHeaders,
                    upstream);
        }

        /** These with other bounds on an answer. */
        public Bounds answer(int otherMb) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    requestTimeoutMs,
                    otherMb,
                    maxOpen,
                    memoryMb,
                    idleSeconds,
                    maxCustomHeaders,
                    upstream);
        }

        /** These with another bound on requests at once. */
        public Bounds open(int other) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    requestTimeoutMs,
                    maxAnswerMb,
                    other,
                    memoryMb,
                    idleSeconds,
                    maxCustomHeaders,
                    upstream);
        }

        /** These with another bound on what requests hold. */
        public Bounds memory(int otherMb) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    requestTimeoutMs,
                    maxAnswerMb,
                    maxOpen,
                    otherMb,
                    idleSeconds,
                    maxCustomHeaders,
                    upstream);
        }

        /** These with another bound on idle connections. */
        public Bounds idle(int otherSeconds) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    requestTimeoutMs,
                    maxAnswerMb,
                    maxOpen,
                    memoryMb,
                    otherSeconds,
                    maxCustomHeaders,
                    upstream);
        }

        /** These with a bound on headers that callers make up. */
        public Bounds customHeaders(int most) {
            return new Bounds(
                    maxBodyMb,
                    bodyTimeoutMs,
                    requestTimeoutMs,
                    maxAnswerMb,
                    maxOpen,
                    memoryMb,
                    idleSeconds,
                    most,
                    upstream);
        }
    }

    /** A gateway before an OpenAI-compatible upstream on that port of loopback. */
    public static Rig before(int upstreamPort, Bounds bounds) {
        return before(upstreamPort, bounds, ProviderTraits.PLAIN, ModelAbilities.ANY);
    }

    /** The same with models of which the catalog tells that, on a server of which it tells those traits. */
    public static Rig before(int upstreamPort, Bounds bounds, ProviderTraits traits, ModelAbilities abilities) {
        return before(upstreamPort, bounds, traits, abilities, NO_EGRESS);
    }

    /** The same with that way out for what callers name by URL. */
    public static Rig before(
            int upstreamPort, Bounds bounds, ProviderTraits traits, ModelAbilities abilities, EgressConfig egress) {
        Provider provider = OpenAiProviders.at(
                PROVIDER,
                "http://127.0.0.1:" + upstreamPort + "/v1",
                Optional.of(new Secret(UPSTREAM_KEY)),
                bounds.upstream(),
                bounds.maxAnswerMb());
        return new Rig(RigProviders.only(provider), bounds, Screen.open(), traits, abilities, egress);
    }

    /** A gateway before that provider, whatever it calls itself. */
    public Rig(Provider provider, Bounds bounds, Screen screen) {
        this(RigProviders.only(provider), bounds, screen, ProviderTraits.PLAIN, ModelAbilities.ANY, NO_EGRESS);
    }

    /** A gateway before several providers. */
    public Rig(RigProviders providers, Bounds bounds) {
        this(providers, bounds, Screen.open(), ProviderTraits.PLAIN, ModelAbilities.ANY, NO_EGRESS);
    }

    private Rig(
            RigProviders providers,
            Bounds bounds,
            Screen screen,
            ProviderTraits traits,
            ModelAbilities abilities,
            EgressConfig egress) {
        try {
            data = Files.createTempDirectory("rig");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        logs = new Logs(new LogConfig(LogConfig.Level.debug, LogConfig.Format.text, true), new LineWriter(log));
        List<Deployment> deployments = RigResource.deployments(providers, traits, abilities);
        Snapshot snapshot = new Snapshot(
                RigResource.authenticator(),
                RigResource.facts(deployments),
                new Router(deployments),
                providers.backends(
                        deployments,
                        new Adaptations(new BodyEditor(data, heavy), heavy, new Egress(egress, HostResolver.system())),
                        fleet),
                new RunningCalls());
        Admission admission = (deployment, call) -> {
            admitted.add(call.id());
            return settled::add;
        };
        Pipeline pipeline =
                new Pipeline(() -> snapshot, admission, screen, records::add, heavy, bounds.requestTimeoutMs());
        BodyReader bodies = new BodyReader(bounds.maxBodyMb(), bounds.bodyTimeoutMs(), data, heavy);
        InferenceSurface surface = new InferenceSurface(pipeline, bodies, 100, 8_192);
        OpenAiSurface openAi = new OpenAiSurface(pipeline, bodies, 100, 8_192);
        CohereSurface cohere = new CohereSurface(pipeline, bodies, 100);
        AnthropicSurface anthropic = new AnthropicSurface(pipeline, bodies, 100);
        GeminiSurface gemini = new GeminiSurface(pipeline, bodies, 100, 8_192);
        memory = MemoryBudget.ofMb(bounds.memoryMb());
        door = new FrontDoor(
                List.of(surface, openAi, cohere, anthropic, gemini),
                surface,
                bounds.maxOpen(),
                bounds.maxCustomHeaders(),
                memory,
                host -> true,
                Cors.of(Optional.empty()),
                logs);
        http = service(heavy, bounds);
        http.start(door);
        door.ready(true);
    }

    /** A listener at free ports of loopback, which is not started. */
    public static HttpService service(HeavyWork heavy, Bounds bounds) {
        return new HttpService(
                new HttpService.Options(
                        "127.0.0.1",
                        0,
                        0,
                        CERTIFICATE.chain().toString(),
                        CERTIFICATE.key().toString(),
                        bounds.idleSeconds(),
                        bounds.bodyTimeoutMs()),
                heavy);
    }

    private static ServerCertificate certificate() {
        try {
            Path folder = Files.createTempDirectory("rig-tls");
            // One for all tests of a JVM, which end with it.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return RigResource.certificate(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The port of plain HTTP. */
    public int port() {
        return http.httpPort();
    }

    /** The port of HTTPS. */
    public int httpsPort() {
        return http.httpsPort();
    }

    /** The certificate that clients trust. */
    public Path ca() {
        return CERTIFICATE.ca().orElseThrow();
    }

    /** Where requests come in. */
    public FrontDoor door() {
        return door;
    }

    /** Bounds what requests hold. */
    public MemoryBudget memory() {
        return memory;
    }

    /** What was metered. */
    public List<CallRecord> records() {
        return records;
    }

    /** The usage with which permits were settled. */
    public List<Usage> settled() {
        return settled;
    }

    /** How many permits were given. */
    public int admitted() {
        return admitted.size();
    }

    /** What was logged so far. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** The defects that were logged since this was asked last. */
    public List<String> defects() {
        String all = log();
        List<String> found = all.substring(Math.min(looked, all.length()))
                .lines()
                .filter(line -> line.contains("Unhandled exception") || line.contains("hit a defect"))
                .map(line -> line.length() > 700 ? line.substring(0, 700) : line)
                .toList();
        looked = all.length();
        return found;
    }

    /** Secrets and contents that the log holds, which must be none. */
    public List<String> leaks() {
        String all = log();
        return Stream.of(KEY, UPSTREAM_KEY, "tell nobody").filter(all::contains).toList();
    }

    /** Waits until a line of the log holds {@code text}, and returns that line. */
    public String logLine(String text) {
        Await.until("a log line with " + text, () -> log().contains(text));
        return log().lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    /** Waits until no request is being served. */
    public void idle() {
        Await.until("no request is open", () -> door.openRequests() == 0);
        Await.until("nothing is held for anybody", () -> memory.heldBytes() == 0);
        // The loop may still be about to write down what this thread sees as ended.
        Await.until(
                "every call that was admitted is settled and recorded",
                () -> settled.size() == admitted() && records.size() == admitted());
    }

    /** A connection to it. */
    public RawHttp connect() {
        return new RawHttp(port());
    }

    /** The head of a POST with the key, without its length and last line. */
    public static String post(String path) {
        return "POST " + path + " HTTP/1.1\nhost: rig\napi-key: " + KEY + "\ncontent-type: application/json";
    }

    /** Makes one call on a connection of its own. */
    public RawHttp.Answer call(String path, String body) {
        try (RawHttp raw = connect()) {
            return raw.send(post(path), body).answer();
        }
    }

    /** Makes one chat call. */
    public RawHttp.Answer chat(boolean stream) {
        return call(CHAT, chatBody(stream));
    }

    /** A chat body. */
    public static String chatBody(boolean stream) {
        return "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"tell nobody\"}]"
                + (stream ? ",\"stream\":true}" : "}");
    }

    /** Lets running requests finish, as the product does when it is told to stop. */
    public void drain(Duration deadline) {
        http.drain(deadline);
    }

    @Override
    public void close() {
        http.close();
        fleet.close();
        heavy.close();
        logs.close();
        // Now that all is written: what nobody has looked at yet.
        List<String> found = Stream.concat(defects().stream(), leaks().stream()).toList();
        if (!found.isEmpty()) {
            throw new AssertionError("the log tells of " + found);
        }
        delete(data);
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
