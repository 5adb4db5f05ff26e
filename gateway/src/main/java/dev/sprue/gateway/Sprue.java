package dev.sprue.gateway;

import dev.sprue.gateway.api.management.ManagementSurface;
import dev.sprue.gateway.cli.management.Announcement;
import dev.sprue.gateway.cli.management.EndpointFile;
import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.Limits;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.Problem;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.keys.KeyPair;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.Cors;
import dev.sprue.gateway.http.FrontDoor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.HttpService;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.Workbench;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.http.egress.HostResolver;
import dev.sprue.gateway.http.tls.CertificateStore;
import dev.sprue.gateway.http.tls.CertificateWatch;
import dev.sprue.gateway.http.tls.ServerCertificate;
import dev.sprue.gateway.limits.Admission;
import dev.sprue.gateway.log.LineWriter;
import dev.sprue.gateway.log.Logs;
import dev.sprue.gateway.pipeline.Pipeline;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.AttemptListener;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.builtin.BuiltinProvider;
import dev.sprue.gateway.providers.builtin.EngineCommand;
import dev.sprue.gateway.providers.builtin.EngineSupervisor;
import dev.sprue.gateway.providers.credentials.CredentialFactory;
import dev.sprue.gateway.usage.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The running service, and the one place where its parts are wired together.
 *
 * <p>Reading {@link #start} from top to bottom is reading what Sprue consists of.
 */
public final class Sprue implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sprue.class.getName());
    private static final int ENGINE_HEAP_MB = 384;
    private static final TimeoutsConfig ENGINE_TIMEOUTS =
            new TimeoutsConfig(2_000, Integer.MAX_VALUE, Integer.MAX_VALUE);
    private static final int MANAGEMENT_CALLS = 256;
    private static final int IDLE_GRACE_SECONDS = 30;
    private static final Duration CERTIFICATE_LOOK = Duration.ofSeconds(5);
    private static final Duration ANNOUNCEMENT_LOOK = Duration.ofSeconds(1);

    private final HttpService http;
    private final Reloading reloading;
    private final Runnable readAgain;
    private final Duration drain;
    private final OpenParts watches;
    private final OpenParts front;
    private final OpenParts parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param readAgain has the configuration and the admin token read again
     * @param watches what is released before calls are waited for
     * @param front what is released when that is over
     * @param parts what is released after that
     */
    private Sprue(
            HttpService http,
            Reloading reloading,
            Runnable readAgain,
            Duration drain,
            OpenParts watches,
            OpenParts front,
            OpenParts parts) {
        this.http = http;
        this.reloading = reloading;
        this.readAgain = readAgain;
        this.drain = drain;
        this.watches = watches;
        this.front = front;
        this.parts = parts;
    }

    /**
     * Starts the service and prints its banner to {@code out}, ending with the line that begins with {@code ready} once
     * it accepts calls.
     *
     * @throws RuntimeException if a port is taken, or the database, the master key, a certificate or the data folder cannot be used
     */
    public static Sprue start(ServeOptions options, PrintStream out) {
        OpenParts watches = new OpenParts();
        OpenParts front = new OpenParts();
        OpenParts parts = new OpenParts();
        try {
            return start(options, out, watches, front, parts);
        } catch (RuntimeException unusable) {
            watches.close();
            front.close();
            parts.close();
            throw unusable;
        }
    }

    private static Sprue start(
            ServeOptions options, PrintStream out, OpenParts watches, OpenParts front, OpenParts parts) {
        SprueConfig config = options.config();
        Limits limits = config.limits();
        Logs logs = parts.add(new Logs(config.log(), new LineWriter(new FileOutputStream(FileDescriptor.err))));
        options.read().warnings().forEach(Sprue::warn);

        EngineSupervisor engine =
                parts.add(new EngineSupervisor(engineCommand(), ENGINE_TIMEOUTS.within(limits), limits.maxAnswerMb()));
        if (declaresBuiltIn(config)) {
            // Ahead of the first call, beside the rest of the start.
            engine.start();
        }
        AtomicReference<Declared> declared = new AtomicReference<>(ControlParts.declared(options));
        // It takes as long as all that does not need it.
        Opening<ControlParts> opening = parts.add(new Opening<>(
                "open-database",
                () -> ControlParts.open(declared::get, options.baseDir(), options.dataDir(), System.getenv())));
        HeavyWork heavy = parts.add(new HeavyWork());
        Egress egress = new Egress(config.egress(), HostResolver.system());
        Adaptations adaptations = new Adaptations(new BodyEditor(options.dataDir(), heavy), heavy, egress);
        Fleet fleet = parts.add(new Fleet(AttemptListener.log()));
        SnapshotFactory snapshots = new SnapshotFactory(adaptations, fleet, Instant.now());
        CredentialFactory credentials = new CredentialFactory(options.baseDir(), System.getenv());
        ProviderSet providers = parts.add(ProviderSet.open(
                config.providers(), new BuiltinProvider(engine), new ProviderFactory(limits, credentials)::make));

        CertificateStore certificates = new CertificateStore(options.dataDir());
        Supplier<ServerCertificate> obtained = () -> certificates.obtain(
                config.listen(),
                declared.get().config().resources().stream()
                        .map(ResourceConfig::name)
                        .toList(),
                options.baseDir());
        ServerCertificate certificate = obtained.get();
        HttpService http = front.add(new HttpService(httpOptions(config.listen(), limits, certificate), heavy));

        ControlParts control = opening.opened();
        LiveSnapshot live = parts.add(new LiveSnapshot(control, snapshots, config, providers, engine::start));
        control.onChange(live::refresh);
        live.start();

        Ledger ledger = parts.add(new Ledger(options.dataDir()));
        Pipeline pipeline =
                new Pipeline(live, Admission.open(), Screen.open(), ledger, heavy, limits.requestTimeoutMs());
        Workbench workbench = parts.add(new Workbench(MANAGEMENT_CALLS));
        ManagementSurface management =
                Surfaces.management(control, config::listen, live::settle, limits, options.dataDir(), heavy, workbench);
        Surfaces surfaces = Surfaces.of(pipeline, limits, options.dataDir(), heavy, management);
        MemoryBudget memory = limits.maxBufferedMb().map(MemoryBudget::ofMb).orElseGet(MemoryBudget::ofHeap);
        FrontDoor door = new FrontDoor(
                surfaces.all(),
                surfaces.fallback(),
                limits.maxStreams(),
                limits.maxCustomHeaders().orElse(Integer.MAX_VALUE),
                memory,
                host -> live.get().authenticator().serves(host),
                Cors.of(config.listen().corsOrigins()),
                logs);

        CertificateWatch watch = watches.add(new CertificateWatch(
                certificate,
                obtained,
                changed -> http.useCertificate(
                        changed.chain().toString(), changed.key().toString()),
                CERTIFICATE_LOOK));
        Reloading reloading = new Reloading(
                options.read().config().orElse(config),
                declared,
                live,
                control::register,
                control::nextAdmin,
                watch::refresh);
        http.start(door);
        Announcement announcement = watches.add(new Announcement(
                options.dataDir(),
                () -> EndpointFile.of(
                        config.listen().host(),
                        http.httpsPort(),
                        http.httpPort(),
                        certificate.ca(),
                        declared.get().config().admin().token().isPresent()),
                ANNOUNCEMENT_LOOK));
        announcement.make();
        Optional<ConfigWatch> configWatch =
                options.configFile().map(file -> watches.add(new ConfigWatch(file, System.getenv(), reloading)));
        door.ready(true);
        out.println(new Banner(options, control.keys()::keys).text(http, certificate.ca()));
        out.println(Banner.ready(http, ManagementFactory.getRuntimeMXBean().getUptime()));
        out.flush();
        Runnable readAgain = () -> {
            control.readAdminAgain();
            configWatch.ifPresent(ConfigWatch::reload);
        };
        return new Sprue(http, reloading, readAgain, Duration.ofMillis(limits.drainMs()), watches, front, parts);
    }

    private static boolean declaresBuiltIn(SprueConfig config) {
        return config.resources().stream()
                .flatMap(resource -> resource.deployments().stream())
                .anyMatch(deployment -> deployment.model().format().equals(BuiltinModels.FORMAT));
    }

    /**
     * The keys of all resources of a service, whether it runs or not, by the resources' names; those that are missing are made.
     *
     * @param env the environment
     * @throws RuntimeException if the database or the master key cannot be used
     */
    public static Map<String, KeyPair> keys(ServeOptions options, Map<String, String> env) {
        Declared declared = ControlParts.declared(options);
        try (ControlParts control = ControlParts.open(() -> declared, options.baseDir(), options.dataDir(), env)) {
            Map<String, KeyPair> keys = new LinkedHashMap<>();
            declared.config()
                    .resources()
                    .forEach(
                            resource -> keys.put(resource.name(), control.keys().keys(resource.name())));
            return keys;
        }
    }

    private static void warn(Problem problem) {
        LOG.log(System.Logger.Level.WARNING, "configuration: line " + problem.line() + ": " + problem.message());
    }

    /** The launcher says where the engine's jars are. */
    private static EngineCommand engineCommand() {
        return new EngineCommand(Path.of(System.getProperty("sprue.engine.home", "engine")), ENGINE_HEAP_MB);
    }

    private static HttpService.Options httpOptions(Listen listen, Limits limits, ServerCertificate certificate) {
        // A connection may be silent while a model thinks; requests have bounds of their own.
        int idleSeconds = Math.ceilDiv(limits.requestTimeoutMs(), 1_000) + IDLE_GRACE_SECONDS;
        return new HttpService.Options(
                listen.host(),
                listen.httpsPort(),
                listen.httpPort(),
                certificate.chain().toString(),
                certificate.key().toString(),
                idleSeconds,
                limits.headTimeoutMs());
    }

    /** Reads the file of the admin token again, and has the configuration file read again, each where there is one. */
    public void reload() {
        readAgain.run();
    }

    /** What is wrong with the configuration file as it was read last, so that it is not in use; empty where it is. */
    public List<Problem> problems() {
        return reloading.problems();
    }

    /** The port of HTTPS. */
    public int httpsPort() {
        return http.httpsPort();
    }

    /** The port of plain HTTP; negative if there is none. */
    public int httpPort() {
        return http.httpPort();
    }

    /** Stops: no new calls, running ones may finish within {@code limits.drainMs}, then everything is released. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watches.close();
            http.drain(drain);
            front.close();
            parts.close();
        }
    }
}
