package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.store.sql.Revision;
import dev.sprue.gateway.testing.HeardLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration is taken over whole or not at all, whichever part of that fails. */
class ReloadingTest {

    private static final String FIRST =
            "resources: [{name: first, keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}}]\n";
    private static final String SECOND = FIRST.replace("first", "second") + "admin: {token: cccccccccccccccc}\n";

    private final SnapshotKit kit;
    private final HeardLog log = new HeardLog(Reloading.class.getName());
    private final SprueConfig first = SnapshotKit.config(FIRST);
    private final AtomicReference<Declared> declared =
            new AtomicReference<>(new Declared(first, "sprue.yaml", read(FIRST).lines()));
    private final LiveSnapshot live;
    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicReference<SprueConfig> administered = new AtomicReference<>(first);
    private final AtomicInteger afters = new AtomicInteger();
    private final Reloading reloading;
    private boolean tokenMissing;
    private boolean databaseDefective;

    ReloadingTest(@TempDir Path folder) {
        kit = new SnapshotKit(folder);
        StateSource nothing = new StateSource() {
            @Override
            public Revision revision() {
                return SnapshotKit.EMPTY.revision();
            }

            @Override
            public ControlState read(ControlState before) {
                return SnapshotKit.EMPTY;
            }
        };
        live = new LiveSnapshot(nothing, kit.factory(), first, SnapshotKit.providers(first), () -> {});
        reloading = new Reloading(first, declared, live, this::register, this::prepare, afters::incrementAndGet);
    }

    @AfterEach
    void close() {
        log.close();
        live.close();
        kit.close();
    }

    private void register() {
        registered.incrementAndGet();
        if (databaseDefective) {
            throw new IllegalStateException("a row cannot be read");
        }
    }

    private Runnable prepare(SprueConfig next) {
        if (tokenMissing) {
            throw new IllegalStateException("the admin token cannot be read");
        }
        return () -> administered.set(next);
    }

    private static ReadResult read(String yaml) {
        return ConfigReader.read(yaml, Map.of());
    }

    private void reload(String yaml) {
        reloading.read(read(yaml), yaml.isBlank());
    }

    private String served() {
        return live.get().resources().keySet().iterator().next();
    }

    @Test
    void allOfItIsTakenOver() {
        reload(SECOND);
        assertThat(served()).isEqualTo("second");
        assertThat(declared.get().config().resources().getFirst().name()).isEqualTo("second");
        assertThat(administered.get().admin().token()).isPresent();
        assertThat(registered).hasValue(1);
        assertThat(afters).hasValue(1);
        assertThat(reloading.problems()).isEmpty();
    }

    @Test
    void withoutItsAdminTokenNothingOfItIs() {
        Declared before = declared.get();
        Snapshot snapshot = live.get();
        tokenMissing = true;
        reload(SECOND);
        assertThat(declared.get()).isSameAs(before);
        assertThat(live.get()).isSameAs(snapshot);
        assertThat(administered.get()).isSameAs(first);
        assertThat(registered).hasValue(0);
        assertThat(reloading.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("the admin token cannot be read"));
        assertThat(log.with("in use")).isEmpty();

        tokenMissing = false;
        reload(SECOND);
        assertThat(served()).isEqualTo("second");
        assertThat(reloading.problems()).isEmpty();
    }

    @Test
    void aDefectInTellingTheDatabaseHoldsNothingElseUpAndIsToldOnce() {
        databaseDefective = true;
        reload(SECOND);
        assertThat(served()).isEqualTo("second");
        assertThat(administered.get().admin().token()).isPresent();
        assertThat(afters).hasValue(1);
        reloading.catchUp();
        reloading.catchUp();
        assertThat(registered).hasValue(3);
        assertThat(log.with("cannot be told to the database")).hasSize(1);

        databaseDefective = false;
        reloading.catchUp();
        reloading.catchUp();
        assertThat(registered).as("that was the last time").hasValue(4);
    }

    @Test
    void aFileThatWasCutOffTakesNoResourceAway() {
        Snapshot snapshot = live.get();
        reload("");
        assertThat(live.get()).isSameAs(snapshot);
        assertThat(reloading.problems().getFirst().message()).contains("it says nothing", "resources: []");
        reload("resources: []\n");
        assertThat(live.get()).as("that is said").isNotSameAs(snapshot);
        assertThat(reloading.problems()).isEmpty();
        Snapshot defaults = live.get();
        reload("");
        assertThat(live.get()).as("that is what nothing says").isSameAs(defaults);
    }

    @Test
    void aChangeOfLinesIsKnownToWhoeverNamesThem() {
        Snapshot snapshot = live.get();
        reload("# a comment\n\n" + FIRST);
        assertThat(declared.get().lines()).containsEntry("resources[0]", 3);
        assertThat(live.get()).as("nothing else has changed").isSameAs(snapshot);
        assertThat(registered).hasValue(0);
    }

    @Test
    void whatOnlyAStartCanChangeIsNamed() {
        reload(FIRST + "limits: {maxStreams: 77}\n");
        assertThat(log.with("WARNING")).singleElement().asString().contains("limits", "takes effect at the next start");
        assertThat(declared.get().config().limits()).isEqualTo(first.limits());
    }
}
