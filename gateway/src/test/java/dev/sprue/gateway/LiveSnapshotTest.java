package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.store.sql.Revision;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.HeardLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot follows the database and the configuration, and nothing that goes wrong there takes it away. */
class LiveSnapshotTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String RESOURCE = """
            resources: [{name: rr, keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}}]
            """;
    private static final String PROVIDER = """
              - {name: %s, type: openai, endpoint: 'http://%s', models: [{format: F, name: m-%s, capabilities: [chatCompletion]}]}
            """;

    private final SnapshotKit kit;
    private final Source source = new Source();
    private final AtomicInteger engineStarts = new AtomicInteger();
    private final List<SnapshotKit.Silent> opened = new CopyOnWriteArrayList<>();

    LiveSnapshotTest(@TempDir Path folder) {
        kit = new SnapshotKit(folder);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    /** A database as a test wants it. */
    private static final class Source implements StateSource {

        private volatile ControlState state = SnapshotKit.EMPTY;
        private volatile boolean away;
        private volatile @Nullable Throwable defect;
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public Revision revision() {
            looks.incrementAndGet();
            if (away) {
                throw Failure.of(ErrorCode.DATABASE_AWAY).toException();
            }
            if (defect instanceof Error error) {
                throw error;
            }
            if (defect instanceof RuntimeException exception) {
                throw exception;
            }
            return state.revision();
        }

        @Override
        public ControlState read(ControlState before) {
            revision();
            return state;
        }

        /** Returns when it has been looked at twice more, so once from the beginning to the end. */
        void isLookedAt(LiveSnapshot live) {
            int before = looks.get();
            Await.until("it has looked", () -> {
                live.refresh();
                return looks.get() > before + 1;
            });
        }

        void holds(long revision, String... names) {
            holds(new Revision(revision, 0), names);
        }

        void holds(Revision revision, String... names) {
            state = SnapshotKit.state(
                    revision,
                    List.of(names).stream()
                            .map(name -> SnapshotKit.made(name, "F", "m-aa"))
                            .toArray(dev.sprue.gateway.control.ManagedDeployment[]::new));
        }
    }

    private static SprueConfig config(String... providers) {
        StringBuilder yaml = new StringBuilder(RESOURCE);
        for (String provider : providers) {
            yaml.append(yaml.indexOf("providers:") < 0 ? "providers:\n" : "")
                    .append(PROVIDER.formatted(provider, provider, provider));
        }
        return SnapshotKit.config(yaml.toString());
    }

    private LiveSnapshot live(SprueConfig config) {
        ProviderSet providers = ProviderSet.open(config.providers(), new SnapshotKit.Silent("builtin"), one -> {
            SnapshotKit.Silent silent = SnapshotKit.silent(one);
            opened.add(silent);
            return silent;
        });
        LiveSnapshot live = new LiveSnapshot(source, kit.factory(), config, providers, engineStarts::incrementAndGet);
        live.start();
        return live;
    }

    private static List<String> served(Snapshot snapshot) {
        return snapshot.resource(new Principal("rr", "key1")).models().deployments().stream()
                .map(one -> one.name())
                .toList();
    }

    @Test
    void aChangeIsThereForWhoeverWaitedForIt() throws Exception {
        try (LiveSnapshot live = live(config("aa"))) {
            source.holds(1, "first");
            assertThat(live.await(new Revision(1, 0), SECOND)).isTrue();
            assertThat(served(live.get())).containsExactly("first");
            source.holds(5, "first", "second");
            assertThat(live.await(new Revision(4, 0), SECOND)).isTrue();
            assertThat(served(live.get())).containsExactly("first", "second");
            assertThat(live.await(new Revision(6, 0), Duration.ofMillis(20)))
                    .as("it has not come")
                    .isFalse();
        }
    }

    @Test
    void aChangeThatNobodyTellsOfIsFoundByLooking() {
        try (LiveSnapshot live = live(config("aa"))) {
            source.holds(1, "elsewhere");
            Await.until("it is served", () -> served(live.get()).contains("elsewhere"));
        }
    }

    @Test
    void aStoredRevisionMayGoBack() throws Exception {
        source.holds(9, "later");
        try (LiveSnapshot live = live(config("aa"))) {
            source.holds(3, "restored");
            live.refresh();
            Await.until("the backup is served", () -> served(live.get()).contains("restored"));
        }
    }

    @Test
    void anotherChangeOfTheSameNumberIsServed() {
        source.holds(new Revision(9, 1), "lost");
        try (LiveSnapshot live = live(config("aa"))) {
            source.holds(new Revision(9, 2), "promoted");
            Await.until("the other change is served", () -> served(live.get()).equals(List.of("promoted")));
        }
    }

    @Test
    void aChangeIsWaitedForAlsoAfterTheDatabaseWentBack() throws Exception {
        source.holds(200, "before");
        try (LiveSnapshot live = live(config("aa"))) {
            Revision change = new Revision(100, 7);
            source.holds(change, "made", "restored");
            assertThat(live.await(change, LONG)).isTrue();
            assertThat(served(live.get())).containsExactly("made", "restored");
        }
    }

    @Test
    void aLaterChangeHoldsTheOneThatIsWaitedFor() throws Exception {
        source.holds(7, "both");
        try (LiveSnapshot live = live(config("aa"))) {
            assertThat(live.await(new Revision(6, 3), LONG)).isTrue();
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheLastSnapshotStays() throws Exception {
        source.holds(1, "kept");
        try (LiveSnapshot live = live(config("aa"))) {
            Snapshot before = live.get();
            source.away = true;
            source.holds(2, "new");
            source.isLookedAt(live);
            assertThat(live.get()).isSameAs(before);
            source.away = false;
            assertThat(live.await(new Revision(2, 0), LONG)).isTrue();
            assertThat(served(live.get())).containsExactly("new");
        }
    }

    @Test
    void whatCannotBeReadIsToldOnceUntilItCouldBe() throws Exception {
        source.holds(1, "kept");
        try (HeardLog log = new HeardLog(LiveSnapshot.class.getName());
                LiveSnapshot live = live(config("aa"))) {
            source.defect = new IllegalStateException("a row is broken");
            source.isLookedAt(live);
            source.isLookedAt(live);
            assertThat(log.with("cannot be served")).hasSize(1);
            assertThat(served(live.get())).containsExactly("kept");

            source.defect = null;
            source.isLookedAt(live);
            source.defect = new IllegalStateException("it is broken again");
            source.isLookedAt(live);
            assertThat(log.with("cannot be served")).hasSize(2);
        }
    }

    @Test
    void anErrorIsToldAndDoesNotEndTheLooking() throws Exception {
        try (HeardLog log = new HeardLog(LiveSnapshot.class.getName());
                LiveSnapshot live = live(config("aa"))) {
            source.defect = new StackOverflowError("too deep");
            source.isLookedAt(live);
            assertThat(log.with("cannot be served")).hasSize(1);
            source.defect = null;
            source.holds(1, "later");
            assertThat(live.await(new Revision(1, 0), LONG)).isTrue();
            assertThat(served(live.get())).containsExactly("later");
        }
    }

    @Test
    void anEngineThatCannotStartHoldsNoChangeUp() throws Exception {
        SprueConfig config = config("aa");
        ProviderSet providers =
                ProviderSet.open(config.providers(), new SnapshotKit.Silent("builtin"), SnapshotKit::silent);
        try (LiveSnapshot live = new LiveSnapshot(source, kit.factory(), config, providers, () -> {
            throw new IllegalStateException("no memory for it");
        })) {
            live.start();
            source.state = SnapshotKit.state(1, SnapshotKit.made("chat", "Sprue", "sprue-chat"));
            assertThat(live.await(new Revision(1, 0), LONG)).isTrue();
            assertThat(served(live.get())).containsExactly("chat");
        }
    }

    @Test
    void withoutADatabaseNothingStarts() {
        source.away = true;
        assertThatThrownBy(() -> live(config("aa"))).hasMessageContaining("database");
    }

    @Test
    void theEngineStartsWithTheFirstBuiltInDeployment() throws Exception {
        try (LiveSnapshot live = live(config("aa"))) {
            assertThat(engineStarts).hasValue(0);
            source.state = SnapshotKit.state(1, SnapshotKit.made("chat", "Sprue", "sprue-chat"));
            assertThat(live.await(new Revision(1, 0), SECOND)).isTrue();
            assertThat(engineStarts.get()).isPositive();
        }
    }

    @Test
    void providersThatAreTheSameStayAndOthersCloseWithTheirLastCall() {
        LiveSnapshot live = live(config("aa", "bb"));
        SnapshotKit.Silent aa = opened.get(0);
        SnapshotKit.Silent bb = opened.get(1);
        Snapshot old = live.get();
        old.calls().begin();

        live.reload(config("aa"));
        assertThat(opened).hasSize(2);
        Snapshot between = live.get();
        between.calls().begin();
        live.reload(config("cc"));
        assertThat(opened).hasSize(3);

        between.calls().end();
        assertThat(aa.isClosed() || bb.isClosed())
                .as("a call of the first configuration runs on")
                .isFalse();
        old.calls().end();
        Await.until("those that nobody names are closed", () -> aa.isClosed() && bb.isClosed());
        assertThat(opened.get(2).isClosed()).isFalse();

        live.close();
        Await.until("the end closes the rest", () -> opened.get(2).isClosed());
    }

    @Test
    void aReloadKeepsWhatTheDatabaseHoldsAndWorksWithoutIt() {
        source.holds(1, "made");
        try (LiveSnapshot live = live(config("aa"))) {
            source.away = true;
            live.reload(config());
            assertThat(served(live.get())).as("nobody serves its model").isEmpty();
            live.reload(config("aa", "bb"));
            assertThat(served(live.get())).containsExactly("made");
        }
    }
}
