package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.DeploymentForm;
import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.Etags;
import dev.sprue.gateway.control.Operations;
import dev.sprue.gateway.control.Owner;
import dev.sprue.gateway.control.Page;
import dev.sprue.gateway.control.ResourceTable;
import dev.sprue.gateway.control.SystemData;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * All objects of one kind: built in, declared, or made here. Names are compared without case; what is built in or declared is changed
 * nowhere else, and hides what was made under its name.
 *
 * <p>All methods block, and throw a {@link FailureException}: 404 where the resource or the blocklist is not there, 503 while the
 * database cannot be used.
 *
 * @param <P> the objects' properties
 */
public abstract sealed class RaiCollection<P> permits RaiPolicies, RaiBlocklists, RaiBlocklistItems {

    private static final int MAX_SHOWN_CHARS = 200;

    private final RaiKind<P> kind;
    private final ControlPlane plane;
    private final Database database;
    private final Supplier<Declared> declared;
    private final InstantSource clock;

    RaiCollection(
            RaiKind<P> kind, ControlPlane plane, Database database, Supplier<Declared> declared, InstantSource clock) {
        this.kind = kind;
        this.plane = plane;
        this.database = database;
        this.declared = declared;
        this.clock = clock;
    }

    /** One resource as it is declared at the moment, with since when it is known. */
    record Home(Declared declared, ResourceConfig config, SystemData since) {

        /** Something that is declared at a path below the resource. */
        <P> RaiObject<P> fixed(String name, P properties, String text, Map<String, String> tags, String path) {
            Owner owner = declared.owner(declared.path(config) + "." + path);
            String etag = Etags.of(name + "\n" + text + "\n" + RaiText.ofTags(tags));
            return new RaiObject<>(name, properties, tags, Optional.of(owner), etag, since);
        }
    }

    /** Those that are built in or declared, by their folded names. */
    abstract NavigableMap<String, RaiObject<P>> fixed(Home home, RaiScope scope);

    /** Goes on where there is what the objects belong to. */
    void requireScope(Handle handle, Home home, RaiScope scope) {}

    /**
     * Goes on where what the objects belong to lets the management API change them.
     *
     * @throws FailureException 409 where it is declared, with all that belongs to it
     */
    void requireOpen(Home home, RaiScope scope) {}

    /** Whether what the management API made counts; where what it belongs to is declared, it does not. */
    boolean isOpen(Home home, RaiScope scope) {
        return true;
    }

    /**
     * Goes on where an object may be made or changed to have these properties.
     *
     * @param before those it has; what it refers to already may stay, even where that is gone
     */
    void requireMakeable(Handle handle, Home home, RaiScope scope, String name, P properties, Optional<P> before) {}

    /** Goes on where an object may be removed. */
    void requireRemovable(Handle handle, Home home, RaiScope scope, String name) {}

    /**
     * Some of them, in the order of the folded names.
     *
     * @param after where the page begins, as the page before said; empty: the first page
     * @param most how many there are on a page at most, at least 1
     */
    public final Page<RaiObject<P>> list(RaiScope scope, Optional<String> after, int most) {
        Home home = home(scope);
        String begin = after.map(Names::folded).filter(Form.NAME::accepts).orElse("");
        NavigableMap<String, RaiObject<P>> found = new TreeMap<>();
        database.read(handle -> {
                    requireScope(handle, home, scope);
                    return isOpen(home, scope)
                            ? new RaiTable<>(handle, kind).page(scope, begin, most + 1)
                            : List.<RaiObject<P>>of();
                })
                .forEach(made -> found.put(Names.folded(made.name()), made));
        found.putAll(fixed(home, scope).tailMap(begin, false));
        List<String> names = found.keySet().stream().limit(most).toList();
        return new Page<>(
                found.values().stream().limit(most).toList(),
                found.size() > most ? Optional.of(names.getLast()) : Optional.empty());
    }

    /** The one of that name. */
    public final Optional<RaiObject<P>> find(RaiScope scope, String name) {
        Home home = home(scope);
        return Optional.ofNullable(fixed(home, scope).get(Names.folded(name)))
                .or(() -> database.read(handle -> {
                    requireScope(handle, home, scope);
                    return made(handle, home, scope, name);
                }));
    }

    /**
     * Makes one, or changes all of it.
     *
     * @param actor who asked for it
     * @throws FailureException 400 for what is not valid, 409 for what is declared, 412 where the conditions do not hold
     */
    public final Written<RaiObject<P>> put(
            RaiScope scope, String name, P properties, Map<String, String> tags, Conditions conditions, String actor) {
        Home home = home(scope);
        requireForm(name, properties, tags);
        Instant now = now();
        return database.write(handle -> {
            Revision.raise(handle);
            requireScope(handle, home, scope);
            Optional<RaiObject<P>> before = existing(handle, home, scope, name, conditions);
            requireMakeable(handle, home, scope, name, properties, before.map(RaiObject::properties));
            RaiObject<P> written = write(handle, home, scope, name, properties, tags, before, actor, now);
            return new Written<>(written, before.isEmpty(), change(handle, "put", scope, written.name(), actor, now));
        });
    }

    /**
     * Removes one.
     *
     * @param actor who asked for it
     * @return the change; empty where there was none
     * @throws FailureException 409 for what is declared, or still in use, 412 where the conditions do not hold
     */
    public final Optional<Change> delete(RaiScope scope, String name, Conditions conditions, String actor) {
        Home home = home(scope);
        Instant now = now();
        return database.write(handle -> {
            Revision.raise(handle);
            requireScope(handle, home, scope);
            Optional<RaiObject<P>> before = existing(handle, home, scope, name, conditions);
            // Also a row that cannot be read goes.
            if (!Form.NAME.accepts(name) || !new RaiTable<>(handle, kind).delete(scope, Names.folded(name))) {
                return Optional.<Change>empty();
            }
            String target = before.map(RaiObject::name).orElse(name);
            // What this throws takes the removal back.
            requireRemovable(handle, home, scope, target);
            return Optional.of(change(handle, "delete", scope, target, actor, now));
        });
    }

    /** Goes on where name, properties and tags have the form that they must have. */
    private void requireForm(String name, P properties, Map<String, String> tags) {
        if (!Form.NAME.accepts(name)) {
            throw badName(name, Form.NAME.description());
        }
        kind.faults().apply(properties).stream().findFirst().ifPresent(fault -> {
            throw invalid("properties." + fault.property(), fault.problem());
        });
        DeploymentForm.tagFaults(tags).stream().findFirst().ifPresent(fault -> {
            throw invalid(fault.property(), fault.problem());
        });
    }

    /** What there is, which may be changed here. */
    private Optional<RaiObject<P>> existing(
            Handle handle, Home home, RaiScope scope, String name, Conditions conditions) {
        RaiObject<P> fixed = fixed(home, scope).get(Names.folded(name));
        if (fixed != null) {
            conditions.require(Optional.of(fixed.etag()));
            throw owned(fixed);
        }
        Optional<RaiObject<P>> made = made(handle, home, scope, name);
        conditions.require(made.map(RaiObject::etag));
        requireOpen(home, scope);
        return made;
    }

    /** A name of another form is never asked for: PostgreSQL takes not every character. */
    private Optional<RaiObject<P>> made(Handle handle, Home home, RaiScope scope, String name) {
        return isOpen(home, scope) && Form.NAME.accepts(name)
                ? new RaiTable<>(handle, kind).find(scope, Names.folded(name))
                : Optional.empty();
    }

    /** Writes one. */
    private RaiObject<P> write(
            Handle handle,
            Home home,
            RaiScope scope,
            String name,
            P properties,
            Map<String, String> tags,
            Optional<RaiObject<P>> before,
            String actor,
            Instant now) {
        SystemData since = before.map(RaiObject::systemData).orElseGet(() -> new SystemData(actor, now, actor, now));
        RaiObject<P> written = new RaiObject<>(
                before.map(RaiObject::name).orElse(name),
                properties,
                tags,
                Optional.of(Owner.API),
                Etags.next(),
                new SystemData(since.createdBy(), since.createdAt(), actor, now));
        ResourceTable.require(handle, home.declared(), home.config().name(), now);
        new RaiTable<>(handle, kind).put(scope, Names.folded(name), written);
        return written;
    }

    /** Records what was done. */
    private Change change(Handle handle, String verb, RaiScope scope, String target, String actor, Instant now) {
        String operation =
                Operations.record(handle, Names.folded(scope.resource()), target, verb + kind.word(), actor, now, now);
        return new Change(Revision.current(handle), operation);
    }

    /** Where objects belong to. */
    private Home home(RaiScope scope) {
        Declared now = declared.get();
        ResourceConfig config = now.resource(scope.resource());
        SystemData since = plane.resource(config.name())
                .orElseThrow(() -> Declared.unknown(scope.resource()))
                .systemData();
        return new Home(now, config, since);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The refusal to change what is built in or declared. */
    static FailureException owned(RaiObject<?> fixed) {
        return switch (fixed.owner().orElse(Owner.API)) {
            case Owner.File file -> file.refusal(fixed.name()).toException();
            case Owner.Api builtIn -> badName(fixed.name(), "one that is not built in");
        };
    }

    static FailureException badName(String name, String form) {
        return Failure.of(ErrorCode.INVALID_RESOURCE_NAME, shown(name), form).toException();
    }

    static FailureException invalid(String property, String problem) {
        return Failure.of(ErrorCode.INVALID_RESOURCE_PROPERTIES, property, problem)
                .withDetails(List.of(new ParameterFault(List.of("body", property), "null", "invalid", problem)))
                .toException();
    }

    static String shown(String name) {
        return Shown.text(name, MAX_SHOWN_CHARS);
    }
}
