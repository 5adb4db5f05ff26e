package dev.sprue.bench.run;

import dev.sprue.bench.load.LoadPlan;
import dev.sprue.bench.report.Report;
import dev.sprue.bench.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sprue beside plain relays: all run at once, one is measured at a time, round by round, so that what changes on the
 * machine changes for all of them.
 */
public final class GatewayBench {

    private static final long FIRST_WARM_UP_MS = 1_000;
    private static final long FIRST_JVM_WARM_UP_MS = 5_000;
    private static final long WARM_UP_COUNTED_MS = 100;
    private static final long IDLE_BEFORE_RSS_MS = 2_000;

    private final Options options;
    private final PrintWriter progress;
    private final Path folder;
    private final CorePlan cores;
    private final Patience patience;
    private final Results results = new Results();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param folder for configurations, logs and Sprue's data; deleted at the end unless it is to be kept
     * @param progress what is being done, line by line
     */
    public GatewayBench(Options options, Path folder, PrintWriter progress) throws IOException {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
        this.patience = new Patience(options.patienceSeconds(), progress);
        this.cores = CorePlan.of(ProcFs.allowedProcessors());
    }

    /** Runs all rounds. */
    public Report run(String command) throws IOException {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> machine = Machine.describe(cores);
        try (Children children = new Children(folder, options.keep())) {
            UpstreamChild upstream = new UpstreamChild(children, cores);
            Bench bench = new Bench(upstream, new LoadChild(children, cores));
            startRelays(new Servers(children, folder, cores, upstream.port()));
            Path config = folder.resolve("sprue.yaml");
            Files.writeString(config, ServerConfigs.sprue(upstream.port(), options.providers()));
            SprueServer sprue = startSprue(children, config, "data");
            sprue.targets().stream().filter(target -> wanted(target.name())).forEach(targets::add);
            progress.println(sprue.version());
            if (options.scenarios().contains(Scenario.START)) {
                Children.stop(startSprue(children, config, "data-start").process());
            }
            warmUp(bench);
            for (int round = 0; round < options.rounds(); round++) {
                round(round, bench, children, config);
            }
            return report(date, command, machine, sprue);
        }
    }

    private void startRelays(Servers servers) throws IOException {
        if (wanted(Target.DIRECT)) {
            targets.add(servers.direct());
        }
        if (wanted(Target.NGINX)) {
            servers.nginx().ifPresentOrElse(targets::add, () -> lacking("nginx", "nginx-light", "no ratios are given"));
        }
        if (wanted(Target.HAPROXY)) {
            servers.haproxy().ifPresentOrElse(targets::add, () -> lacking("haproxy", "haproxy", "it is left out"));
        }
    }

    private boolean wanted(String target) {
        return options.targets().contains(target);
    }

    private void lacking(String name, String debianPackage, String consequence) {
        String note = name + " is not installed (apt-get install " + debianPackage + "): " + consequence;
        notes.add(note);
        progress.println(note);
    }

    private SprueServer startSprue(Children children, Path config, String data) throws IOException {
        Path launcher = options.root().resolve("sprue");
        return SprueServer.start(
                children, launcher, cores.gateway(), options.javaOptions(), config, folder.resolve(data));
    }

    private void warmUp(Bench bench) throws IOException {
        for (Target target : targets) {
            for (Scenario scenario : options.scenarios()) {
                if (scenario.isLoad()) {
                    progress.println("warm-up " + scenario.id() + " " + target.name());
                    LoadPlan plan = scenario.plan(target, firstWarmUpMs(target), WARM_UP_COUNTED_MS);
                    measure(bench, target, plan, "warm-up " + scenario.id() + " " + target.name());
                }
            }
        }
    }

    /** Compiled code has to become so: in Sprue, and before that in generator and upstream. */
    private static long firstWarmUpMs(Target target) {
        return Target.isSprue(target.name()) || target.name().equals(Target.DIRECT)
                ? FIRST_JVM_WARM_UP_MS
                : FIRST_WARM_UP_MS;
    }

    /** Measures all targets, each round beginning with another one. */
    private void round(int round, Bench bench, Children children, Path config) throws IOException {
        List<Target> order = new ArrayList<>(targets);
        Collections.rotate(order, round);
        for (Scenario scenario : options.scenarios()) {
            String place = "round " + (round + 1) + " " + scenario.id();
            if (!scenario.isLoad()) {
                add(round, scenario, Target.SPRUE, patience.undisturbed(place, () -> start(children, config)));
                continue;
            }
            for (Target target : order) {
                String name = place + " " + target.name();
                LoadPlan plan = scenario.plan(target, options.warmUpMs(), options.measureMs());
                add(
                        round,
                        scenario,
                        target.name(),
                        patience.undisturbed(name, () -> measure(bench, target, plan, name)));
            }
        }
    }

    private void add(int round, Scenario scenario, String target, @Nullable Measurement measurement) {
        if (measurement != null) {
            results.add(round, scenario, target, measurement);
            progress.println("round " + (round + 1) + " " + scenario.id() + " " + target + ": "
                    + Progress.of(scenario, measurement));
        }
    }

    private @Nullable Measurement measure(Bench bench, Target target, LoadPlan plan, String place) throws IOException {
        try {
            return bench.measure(target, plan);
        } catch (WrongResult wrong) {
            String failure = place + ": " + wrong.getMessage();
            results.fail(failure);
            progress.println("FAILED " + failure);
            return null;
        }
    }

    private Measurement start(Children children, Path config) throws IOException {
        OtherWork others = new OtherWork();
        SprueServer sprue = startSprue(children, config, "data-start");
        pause();
        Measurement measurement = Measurement.ofStart(
                sprue.readyMs(), ProcFs.rssMb(sprue.process().pid()), others.cores());
        Children.stop(sprue.process());
        return measurement;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(IDLE_BEFORE_RSS_MS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private Report report(String date, String command, Map<String, String> machine, SprueServer sprue) {
        notes.addAll(Notes.of(options, cores, results.otherCores(), patience.repeated()));
        Map<String, String> scenarios = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        List<String> names = targets.stream().map(Target::name).toList();
        Goals goals = new Goals(sprue.transport());
        for (Scenario scenario : options.scenarios()) {
            scenarios.put(scenario.id(), scenario.description());
            rows.addAll(results.rows(scenario, names, goals));
        }
        return new Report(
                date, command, machine, Machine.versions(sprue.version()), scenarios, notes, results.failures(), rows);
    }
}
