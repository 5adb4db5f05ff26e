package dev.sprue.gateway.providers.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.providers.builtin.EngineSupervisor.Patience;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The supervisor with real processes, and what callers of a built-in model get from it. */
@OutOfSpecification("the stand-in for the engine answers with what it was called with, and no more")
@Proves(errors = "503 engine_unavailable")
class EngineSupervisorTest {

    private static final TimeoutsConfig TIMEOUTS = new TimeoutsConfig(2_000, 10_000, 10_000);
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private static final HealthProbe.Rhythm RHYTHM =
            new HealthProbe.Rhythm(Duration.ofMillis(200), Duration.ofSeconds(2), 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable EngineSupervisor engine;

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private EngineSupervisor supervise(String how, Patience patience) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeWorker.class.getName(),
                how,
                starts().toString());
        EngineSupervisor made = new EngineSupervisor(folder, () -> command, TIMEOUTS, 8, patience, RHYTHM);
        engine = made;
        return made;
    }

    private Path starts() {
        return folder.resolve("starts");
    }

    private int started() {
        try {
            return Files.exists(starts()) ? Files.readAllLines(starts()).size() : 0;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Rig rig(EngineSupervisor engine) {
        return new Rig(new BuiltinProvider(engine), Rig.Bounds.WIDE, Screen.open());
    }

    @Test
    void aCallThatComesFirstStartsTheWorkerAndWaitsForIt() {
        try (Rig rig = rig(supervise("well", PATIENCE))) {
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            // It was called with the token that only it was given.
            assertThat(answer.body()).isEqualTo("{\"choices\":[{\"known\":true}]}");
            assertThat(rig.chat(false).status()).isEqualTo(200);
            assertThat(started()).isEqualTo(1);
            assertThat(rig.logLine("engine: one line of log")).contains(" info ");
            assertThat(rig.logLine("engine: another")).contains(" info ");
        }
    }

    @Test
    void startsOneWorkerHoweverManyAsk() throws Exception {
        EngineSupervisor supervisor = supervise("well", PATIENCE);
        for (int i = 0; i < 50; i++) {
            supervisor.start();
        }
        UpstreamProvider target = supervisor.whenReady().get(20, TimeUnit.SECONDS);
        assertThat(supervisor.whenReady().get(1, TimeUnit.SECONDS)).isEqualTo(target);
        assertThat(supervisor.target()).hasValue(target);
        assertThat(started()).isEqualTo(1);
    }

    @Test
    void aWorkerThatDiesIsStartedAgain() {
        try (Rig rig = rig(supervise("well", PATIENCE))) {
            assertThat(rig.chat(false).status()).isEqualTo(200);
            // A call that kills is tried once more, and not a third time.
            RawHttp.Answer died = rig.call(Rig.CHAT, asking("die", ""));
            assertThat(died.status()).isEqualTo(502);
            Await.until(
                    "a new worker answers",
                    Duration.ofSeconds(20),
                    () -> rig.chat(false).status() == 200);
            assertThat(started()).isEqualTo(3);
            assertThat(rig.defects()).isEmpty();
        }
    }

    @Test
    void callsThatWaitForAWorkerWhichIsKilledAreAnsweredByTheNextOne() throws Exception {
        Set<Long> before = children();
        EngineSupervisor supervisor = supervise("stalls", PATIENCE);
        try (Rig rig = rig(supervisor);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            supervisor.whenReady().get(20, TimeUnit.SECONDS);
            Set<Long> worker = children();
            worker.removeAll(before);
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String more = i % 2 == 0 ? "" : ",\"max_tokens\":5";
                answers.add(callers.submit(() -> rig.call(Rig.CHAT, asking("hello", more))));
            }
            Await.until("all calls are under way", () -> rig.admitted() == 6);
            ProcessHandle.of(worker.iterator().next()).orElseThrow().destroyForcibly();
            for (Future<RawHttp.Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
            }
            assertThat(started()).isEqualTo(2);
            // Each counts once, however often it was made.
            assertThat(rig.settled()).hasSize(6);
            assertThat(rig.defects()).isEmpty();
        }
    }

    @Test
    void anAnswerThatHasBegunIsNotBegunAgain() {
        try (Rig rig = rig(supervise("well", PATIENCE))) {
            RawHttp.Answer broken = rig.call(Rig.CHAT, asking("begin and die", ",\"stream\":true"));
            assertThat(broken.status()).isEqualTo(200);
            assertThat(broken.whole()).isFalse();
            assertThat(broken.events()).hasSize(2);
            assertThat(broken.events().getFirst()).contains("half");
            assertThat(broken.events().getLast()).contains("upstream_failed");
            Await.until(
                    "a new worker answers",
                    Duration.ofSeconds(20),
                    () -> rig.chat(false).status() == 200);
            assertThat(started()).isEqualTo(2);
        }
    }

    @Test
    void aWorkerThatOnlyBreaksItsConnectionsIsNotWaitedForLong() throws Exception {
        EngineSupervisor supervisor = supervise("well", PATIENCE);
        UpstreamProvider target = supervisor.whenReady().get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> supervisor.whenReplaced(target).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(supervisor.target()).hasValue(target);
    }

    private static String asking(String what, String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + what + "\"}]" + more + "}";
    }

    @Test
    void aWorkerThatHangsIsEndedAndStartedAgain() {
        try (Rig rig = rig(supervise("hangs", PATIENCE))) {
            // Its caller is told once the worker is ended, or gets the answer of the next one.
            assertThat(rig.chat(false).status()).isIn(502, 504, 200);
            Await.until(
                    "a new worker answers",
                    Duration.ofSeconds(20),
                    () -> rig.chat(false).status() == 200);
            assertThat(rig.logLine("hangs and is ended")).contains(" error ");
            assertThat(started()).isEqualTo(2);
            assertThat(rig.defects()).isEmpty();
        }
    }

    @Test
    void aWorkerThatIsStoppedWhileItServesIsEndedAndStartedAgain() throws Exception {
        Set<Long> before = children();
        try (Rig rig = rig(supervise("well", PATIENCE))) {
            assertThat(rig.chat(false).status()).isEqualTo(200);
            Set<Long> worker = children();
            worker.removeAll(before);
            new ProcessBuilder("kill", "-STOP", worker.iterator().next().toString())
                    .start()
                    .waitFor();
            Await.until(
                    "a new worker answers",
                    Duration.ofSeconds(30),
                    () -> started() == 2 && rig.chat(false).status() == 200);
            assertThat(rig.defects()).isEmpty();
        }
    }

    @Test
    void aCallOutlivesOneFailedStart() {
        try (Rig rig = rig(supervise("second", PATIENCE))) {
            assertThat(rig.chat(false).status()).isEqualTo(200);
            assertThat(started()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dies", "garbage", "noport"})
    void aWorkerThatNeverStartsMakesItsModelsUnavailable(String how) throws Exception {
        try (Rig rig = rig(supervise(how, PATIENCE))) {
            unavailable(rig.chat(false));
            unavailable(rig.chat(true));
            Await.until("it is tried again", Duration.ofSeconds(20), () -> started() >= 3);
            assertThat(rig.settled()).hasSize(rig.admitted());
            assertThat(rig.logLine("the engine worker cannot be run")).contains(" error ");
            assertThat(rig.defects()).isEmpty();
        }
    }

    @Test
    void aWorkerThatIsNeverReadyIsEndedAndItsModelsAreUnavailable() throws Exception {
        Patience short_ = new Patience(
                Duration.ofMillis(1_500),
                Duration.ofMillis(300),
                Duration.ofSeconds(60),
                Duration.ofMillis(20),
                Duration.ofMillis(100));
        try (Rig rig = rig(supervise("silent", short_))) {
            RawHttp.Answer answer = rig.chat(false);
            unavailable(answer);
            assertThat(answer.body()).contains("they are still starting");
            Await.until("it is tried again", Duration.ofSeconds(20), () -> started() >= 2);
        }
    }

    @Test
    void withoutAnEngineItsModelsAreUnavailableAtOnce() throws Exception {
        EngineSupervisor supervisor =
                new EngineSupervisor(folder.resolve("nowhere"), List::of, TIMEOUTS, 8, Patience.USUAL);
        engine = supervisor;
        try (Rig rig = rig(supervisor)) {
            long startNanos = System.nanoTime();
            unavailable(rig.chat(false));
            unavailable(rig.chat(false));
            // Not after the twenty seconds that a call waits for a worker which may still come.
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(15));
            assertThat(rig.logLine("there is no engine at " + folder.resolve("nowhere")))
                    .contains(" error ");
        }
    }

    @Test
    void aCallerThatLeavesWhileTheWorkerStartsIsForgotten() throws Exception {
        try (Rig rig = rig(supervise("well", PATIENCE))) {
            try (RawHttp raw = rig.connect()) {
                raw.send(Rig.post(Rig.CHAT), Rig.chatBody(true));
                Await.until("the call waits", () -> rig.admitted() == 1);
            }
            rig.idle();
            assertThat(rig.settled()).hasSize(1);
            assertThat(rig.chat(false).status()).isEqualTo(200);
        }
    }

    @Test
    void closingEndsTheWorkerAndRefusesWhoeverAsks() throws Exception {
        Set<Long> before = children();
        EngineSupervisor supervisor = supervise("well", PATIENCE);
        supervisor.whenReady().get(20, TimeUnit.SECONDS);
        Set<Long> worker = children();
        worker.removeAll(before);
        assertThat(worker).hasSize(1);
        long pid = worker.iterator().next();
        supervisor.close();
        Await.until(
                "the worker is gone",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        Await.until("nobody is sent to it", () -> supervisor.target().isEmpty());
        assertThatThrownBy(() -> supervisor.whenReady().get(2, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(FailureException.class);
        assertThat(started()).isEqualTo(1);
    }

    @Test
    void theWorkerSeesNothingOfTheEnvironmentButWhatItNeeds() throws Exception {
        supervise("env", PATIENCE).whenReady().get(20, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(starts()))
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "TZ",
                        "TMPDIR",
                        "TEMP",
                        "TMP",
                        "SYSTEMROOT",
                        "LD_LIBRARY_PATH");
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static void unavailable(RawHttp.Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).hasValue("2");
        JsonNode error = new ObjectMapper().readTree(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE.code());
    }
}
