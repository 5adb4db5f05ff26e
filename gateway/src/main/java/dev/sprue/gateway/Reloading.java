package dev.sprue.gateway;

import dev.sprue.gateway.config.Problem;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.error.FailureException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Goes over to a configuration that was read again: whole, or where there is any error not at all.
 *
 * <p>Resources, providers and the admin's access change at once; of the other parts it is said that they will at the next start.
 */
final class Reloading {

    private static final System.Logger LOG = System.getLogger(Reloading.class.getName());

    /** The parts of the configuration that a running service goes over to. */
    private static final Set<String> AT_ONCE = Set.of("resources", "providers", "admin");

    private final AtomicReference<Declared> declared;
    private final LiveSnapshot live;
    private final Runnable register;
    private final Function<SprueConfig, Runnable> prepare;
    private final Runnable after;
    private SprueConfig asRead;
    private boolean unregistered;
    private boolean defective;
    private volatile List<Problem> problems = List.of();

    /**
     * @param asRead the configuration as it was read at the start, before the command line's options
     * @param declared what is declared, for all who ask
     * @param live makes snapshots of it
     * @param register tells the database what is declared; may fail while that is away
     * @param prepare gets ready for a configuration all that can fail in it, and gives back what goes over to it and cannot
     * @param after done after a change, such as a look at the names in the certificate; cannot fail
     */
    Reloading(
            SprueConfig asRead,
            AtomicReference<Declared> declared,
            LiveSnapshot live,
            Runnable register,
            Function<SprueConfig, Runnable> prepare,
            Runnable after) {
        this.asRead = asRead;
        this.declared = declared;
        this.live = live;
        this.register = register;
        this.prepare = prepare;
        this.after = after;
    }

    /** What is wrong with the file as it was read last; empty where it is in use. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * Takes what came of reading the file again.
     *
     * @param saysNothing whether no key is in it
     */
    synchronized void read(ReadResult result, boolean saysNothing) {
        Declared before = declared.get();
        Optional<SprueConfig> next = result.config();
        if (next.isEmpty()) {
            problems = result.errors();
            LOG.log(
                    System.Logger.Level.ERROR,
                    before.file() + " has changed but cannot be used; nothing has changed but the file. "
                            + problems.stream()
                                    .map(problem -> problem.render(before.file()))
                                    .collect(Collectors.joining("; ")));
            return;
        }
        if (saysNothing && !next.get().equals(asRead)) {
            // Whoever truncates a file and dies, or is slow, asks for nothing; all resources would be gone.
            refused(
                    before,
                    "it says nothing, as if it was cut off while it was written. What it said before stays in use until it says"
                            + " something, such as 'resources: []', or until the next start");
            return;
        }
        if (!next.get().equals(asRead) || !problems.isEmpty()) {
            result.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning.render(before.file())));
            takeOver(
                    before,
                    new Declared(before.config().takingOver(next.get()), before.file(), result.lines()),
                    next.get());
        } else if (!result.lines().equals(before.lines())) {
            declared.set(new Declared(before.config(), before.file(), result.lines()));
        }
    }

    private void refused(Declared before, String why) {
        problems = List.of(new Problem(Problem.Severity.ERROR, 0, 0, "", why));
        LOG.log(
                System.Logger.Level.ERROR,
                before.file() + " has changed but cannot be used; nothing has changed but the file. " + why);
    }

    private void takeOver(Declared before, Declared now, SprueConfig next) {
        warnOfLaterParts(before, next);
        Runnable goOver;
        try {
            goOver = prepare.apply(now.config());
            declared.set(now);
            live.reload(now.config());
        } catch (RuntimeException | Error impossible) {
            declared.set(before);
            refused(before, String.valueOf(impossible.getMessage()));
            LOG.log(System.Logger.Level.DEBUG, "why the configuration cannot be used", impossible);
            return;
        }
        goOver.run();
        asRead = next;
        problems = List.of();
        LOG.log(System.Logger.Level.INFO, before.file() + " has changed and is in use");
        unregistered = true;
        after.run();
        catchUp();
    }

    private void warnOfLaterParts(Declared before, SprueConfig next) {
        for (RecordComponent part : SprueConfig.class.getRecordComponents()) {
            if (!AT_ONCE.contains(part.getName()) && !Objects.equals(value(part, asRead), value(part, next))) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        before.file() + ": the change of " + part.getName() + " takes effect at the next start");
            }
        }
    }

    private static Object value(RecordComponent part, SprueConfig config) {
        try {
            return part.getAccessor().invoke(config);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record's accessor cannot be called", impossible);
        }
    }

    /** Tells the database what is declared where that could not be done yet. */
    synchronized void catchUp() {
        if (unregistered) {
            try {
                register.run();
                unregistered = false;
                defective = false;
                live.refresh();
            } catch (FailureException away) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "what is declared cannot be told to the database yet: "
                                + away.failure().message());
            } catch (RuntimeException defect) {
                if (!defective) {
                    defective = true;
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "what is declared cannot be told to the database; calls go by it all the same, and it is tried again",
                            defect);
                }
            }
        }
    }
}
