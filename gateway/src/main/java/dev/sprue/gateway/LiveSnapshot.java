package dev.sprue.gateway;

import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.deployments.UnservedDeployment;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Pause;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.store.sql.Revision;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The snapshot that calls run on, made anew whenever the database or the configuration has changed.
 *
 * <p>A thread of its own looks at the database's revision twice a second, and at once when it is woken: by a write in this process, or
 * by the database's word of one in another. However many changes there were meanwhile, one new snapshot holds them all. While the
 * database cannot be used, the last snapshot stays.
 */
final class LiveSnapshot implements Supplier<Snapshot>, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LiveSnapshot.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final StateSource source;
    private final SnapshotFactory factory;
    private final Runnable engine;
    private final Thread thread;

    /** Guards the making of snapshots, and everything that they are made of. */
    private final Object making = new Object();

    private SprueConfig config;
    private ControlState state;
    private ProviderSet providers;
    private Set<UnservedDeployment> unserved = Set.of();
    private volatile Snapshot current;

    private final Pause pause = new Pause();

    /** Guards the revision and the counts of looks; whoever waits for a change waits on it. */
    private final Object news = new Object();

    private Revision revision;

    /** How many looks have begun, and which of them was the last after which all was served that it had found. */
    private long begun;

    private long served;

    private Optional<Revision> unservable = Optional.empty();

    /**
     * Reads the database and makes the first snapshot.
     *
     * @param source the database
     * @param factory makes snapshots
     * @param config what is declared
     * @param providers the providers of that, which belong to this from now on
     * @param engine starts the engine worker where it does not run yet; called when a built-in model is deployed
     */
    LiveSnapshot(
            StateSource source, SnapshotFactory factory, SprueConfig config, ProviderSet providers, Runnable engine) {
        this.source = source;
        this.factory = factory;
        this.engine = engine;
        this.config = config;
        this.providers = providers;
        this.state = source.read(ControlState.NONE);
        this.revision = state.revision();
        SnapshotFactory.Made made = factory.make(config, state, providers);
        this.current = made.snapshot();
        used(made);
        this.thread = Thread.ofPlatform().name("snapshot").daemon().unstarted(this::follow);
    }

    /** Begins to follow the database. */
    void start() {
        thread.start();
    }

    @Override
    public Snapshot get() {
        return current;
    }

    /** Has the database looked at now. Returns at once. */
    void refresh() {
        pause.cut();
    }

    /**
     * Waits until calls run on a snapshot that holds a change that has been made.
     *
     * @param wanted the change's revision
     * @param limit how long to wait at most
     * @return false where it took longer
     */
    boolean await(Revision wanted, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (news) {
            long next = begun + 1;
            if (!holds(wanted, next)) {
                pause.cut();
            }
            for (long left = limit.toNanos(); !holds(wanted, next) && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(news, Math.max(left, 1_000_000));
            }
            return holds(wanted, next);
        }
    }

    /**
     * Whether a change is served: it is the last one, or a look found it or a later one that began after it was made. A higher
     * number alone does not say so: it may be from before the database went back.
     */
    private boolean holds(Revision wanted, long lookAfterIt) {
        return revision.equals(wanted) || (served >= lookAfterIt && revision.number() >= wanted.number());
    }

    /** Waits until calls run on a change, or a second has passed: the change itself is safe already. */
    void settle(Change change) {
        try {
            if (!await(change.revision(), SETTLED)) {
                LOG.log(System.Logger.Level.WARNING, "a change is not in use yet after " + SETTLED.toMillis() + " ms");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes over to another configuration: when this returns, calls that begin run on it. Providers that it does not name any more are
     * closed when the last call on them has ended.
     *
     * @throws RuntimeException where no snapshot can be made of it; then nothing has changed
     */
    void reload(SprueConfig next) {
        synchronized (making) {
            ProviderSet before = providers;
            ProviderSet after = before.isOf(next.providers()) ? before : before.next(next.providers());
            SnapshotFactory.Made made;
            try {
                made = factory.make(next, state, after);
            } catch (RuntimeException | Error impossible) {
                if (after != before) {
                    after.close();
                }
                throw impossible;
            }
            config = next;
            providers = after;
            publish(made);
            if (after != before) {
                before.close();
            }
        }
    }

    private void publish(SnapshotFactory.Made made) {
        current = made.snapshot();
        used(made);
    }

    /** Calls begin on it, whatever goes wrong here. */
    private void used(SnapshotFactory.Made made) {
        try {
            made.renewal().done();
            if (made.usesBuiltIn()) {
                engine.run();
            }
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "not all that a change needs could be done", defect);
        }
        tellOfUnserved(made);
    }

    private void tellOfUnserved(SnapshotFactory.Made made) {
        Set<UnservedDeployment> now = new HashSet<>(made.unserved());
        now.stream()
                .filter(one -> !unserved.contains(one))
                .forEach(one -> LOG.log(
                        System.Logger.Level.WARNING,
                        "deployment " + one.name() + " of resource " + one.resource()
                                + " cannot be called: no provider serves its model, " + one.model()));
        unserved = now;
    }

    private void follow() {
        try {
            while (pause.make(LOOK) != Pause.End.OVER) {
                lookWhateverHappens();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where there is not even memory to tell of a failure, it is told when there is. */
    private void lookWhateverHappens() {
        try {
            look();
        } catch (Error untold) {
            unservable = Optional.empty();
        }
    }

    private void look() {
        Revision latest = Revision.NONE;
        long look = begin();
        try {
            latest = source.revision();
            Revision now = known();
            if (!latest.equals(now)) {
                ControlState read = source.read(state());
                synchronized (making) {
                    publish(factory.make(config, read, providers));
                    state = read;
                }
                now = read.revision();
            }
            served(look, now);
            unservable = Optional.empty();
        } catch (FailureException unusable) {
            // What was served stays. The database has told the operator, for all who use it.
        } catch (RuntimeException | Error defect) {
            if (!unservable.equals(Optional.of(latest))) {
                unservable = Optional.of(latest);
                LOG.log(
                        System.Logger.Level.ERROR,
                        "what the database holds cannot be served; what was served stays",
                        defect);
            }
        }
    }

    private long begin() {
        synchronized (news) {
            return ++begun;
        }
    }

    private void served(long look, Revision now) {
        synchronized (news) {
            served = look;
            revision = now;
            news.notifyAll();
        }
    }

    private ControlState state() {
        synchronized (making) {
            return state;
        }
    }

    private Revision known() {
        synchronized (news) {
            return revision;
        }
    }

    /** Stops following, and gives its providers up. */
    @Override
    public void close() {
        pause.end();
        try {
            thread.join(LOOK.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        synchronized (making) {
            providers.close();
        }
    }
}
