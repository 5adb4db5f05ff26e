package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Resources and their deployments: those that the configuration declares, and those that are made and changed here. Names are compared
 * without case. A resource that is not declared does not exist, whatever the database keeps of it.
 *
 * <p>All methods block. While the database cannot be used they throw a {@link dev.sprue.gateway.error.FailureException} with 503.
 */
public final class ControlPlane {

    private static final System.Logger LOG = System.getLogger(ControlPlane.class.getName());
    private static final int MAX_SHOWN_CHARS = 200;

    private final Database database;
    private final Supplier<Declared> declared;
    private final InstantSource clock;
    private volatile Declarations last;

    /**
     * Begins with what is declared.
     *
     * @param declared what the configuration declares at the moment
     */
    public ControlPlane(Database database, Supplier<Declared> declared, InstantSource clock) {
        this.database = database;
        this.declared = declared;
        this.clock = clock;
        this.last = new Declarations(declared.get());
    }

    /** Gives the declared resources their rows, at start and after each reload; keys and deployments refer to them. */
    public void register() {
        Declarations now = declarations();
        Collection<DeclaredResource> resources = now.resources().values();
        boolean behind = database.read(
                handle -> !new ResourceTable(handle).behind(resources).isEmpty());
        if (behind) {
            Instant when = now();
            database.write(handle -> {
                Revision.raise(handle);
                ResourceTable table = new ResourceTable(handle);
                table.behind(resources).forEach(resource -> table.put(resource, when));
                return true;
            });
        }
        resources.forEach(this::tellOfHidden);
    }

    /** What can be deployed at the moment. */
    public ModelOffers offers() {
        return declarations().offers();
    }

    /** The declared resources, in the order of the file. */
    public List<ManagedResource> resources() {
        Declarations now = declarations();
        Map<String, SystemData> known = database.read(handle -> new ResourceTable(handle).systemData());
        return now.resources().values().stream()
                .map(resource -> managed(resource, Optional.ofNullable(known.get(resource.folded()))))
                .toList();
    }

    /** The declared resource of that name. */
    public Optional<ManagedResource> resource(String name) {
        return declarations()
                .find(name)
                .map(resource -> managed(
                        resource, database.read(handle -> new ResourceTable(handle).systemData(resource.folded()))));
    }

    /**
     * Some of a resource's deployments, declared ones and others, in the order of their folded names.
     *
     * @param after where the page begins, as the page before said; empty: the first page
     * @param most how many deployments there are on a page at most, at least 1
     * @throws dev.sprue.gateway.error.FailureException 404 where there is no such resource
     */
    public Page<ManagedDeployment> deployments(String resource, Optional<String> after, int most) {
        DeclaredResource home = declarations().resource(resource);
        String begin = after.map(Names::folded).filter(Form.NAME::accepts).orElse("");
        return database.read(handle -> {
            ManagedResource owner = managed(home, new ResourceTable(handle).systemData(home.folded()));
            NavigableMap<String, ManagedDeployment> found = new TreeMap<>();
            for (ManagedDeployment made : new DeploymentTable(handle).page(home.folded(), begin, most + 1)) {
                found.put(Names.folded(made.name()), made);
            }
            // What is declared hides what was made under the same name.
            home.deployments().tailMap(begin, false).entrySet().stream()
                    .limit(most + 1L)
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue().of(owner)));
            List<String> names = found.keySet().stream().limit(most).toList();
            return new Page<>(
                    found.values().stream().limit(most).toList(),
                    found.size() > most ? Optional.of(names.getLast()) : Optional.empty());
        });
    }

    /**
     * A resource's deployment of that name.
     *
     * @throws dev.sprue.gateway.error.FailureException 404 where there is no such resource
     */
    public Optional<ManagedDeployment> deployment(String resource, String name) {
        DeclaredResource home = declarations().resource(resource);
        if (!Form.NAME.accepts(name)) {
            return Optional.empty();
        }
        String folded = Names.folded(name);
        DeclaredDeployment fromFile = home.deployments().get(folded);
        return database.read(handle -> fromFile == null
                ? new DeploymentTable(handle).find(home.folded(), folded)
                : Optional.of(fromFile.of(managed(home, new ResourceTable(handle).systemData(home.folded())))));
    }

    /**
     * Makes a deployment, or changes all of it.
     *
     * @param spec what it is to be; its model without a version gets the default version
     * @param actor who asked for it
     * @throws dev.sprue.gateway.error.FailureException 400 for what is not valid, 404 where there is no such resource, 409 where the
     *     configuration declares the deployment, 412 where the conditions do not hold
     */
    public Written<ManagedDeployment> put(
            String resource, String name, DeploymentSpec spec, Conditions conditions, String actor) {
        if (!Form.NAME.accepts(name)) {
            throw Failure.of(
                            ErrorCode.INVALID_RESOURCE_NAME, Shown.text(name, MAX_SHOWN_CHARS), Form.NAME.description())
                    .toException();
        }
        return write(resource, name, actor, writes -> writes.put(spec, conditions));
    }

    /**
     * Changes some of a deployment. Reads, changes and writes in one transaction, so that nothing that others change is lost.
     *
     * @param change what to do; it may be called several times
     * @param actor who asked for it
     * @throws dev.sprue.gateway.error.FailureException as {@link #put}, and 404 where there is no such deployment
     */
    public Written<ManagedDeployment> patch(
            String resource, String name, UnaryOperator<DeploymentSpec> change, Conditions conditions, String actor) {
        return write(resource, name, actor, writes -> writes.patch(change, conditions));
    }

    /**
     * Removes a deployment.
     *
     * @param actor who asked for it
     * @return the change; empty where there was no such deployment
     * @throws dev.sprue.gateway.error.FailureException 404 where there is no such resource, 409 where the configuration declares the
     *     deployment, 412 where the conditions do not hold
     */
    public Optional<Change> delete(String resource, String name, Conditions conditions, String actor) {
        return write(resource, name, actor, writes -> writes.delete(conditions));
    }

    private <T> T write(String resource, String name, String actor, Function<DeploymentWrites, T> work) {
        Declarations now = declarations();
        DeclaredResource home = now.resource(resource);
        Instant when = now();
        return database.write(handle -> work.apply(new DeploymentWrites(handle, now, home, name, actor, when)));
    }

    private Declarations declarations() {
        Declared current = declared.get();
        Declarations known = last;
        if (!known.areOf(current)) {
            known = new Declarations(current);
            last = known;
        }
        return known;
    }

    /** Its times are those of its row; one that has none yet is new. */
    private ManagedResource managed(DeclaredResource resource, Optional<SystemData> known) {
        String who = resource.owner().file();
        return new ManagedResource(
                resource.config().name(),
                resource.config().subscription(),
                resource.config().resourceGroup(),
                resource.config().location(),
                resource.config().disableLocalAuth(),
                resource.owner(),
                resource.etag(),
                known.orElseGet(() -> new SystemData(who, now(), who, now())));
    }

    private void tellOfHidden(DeclaredResource resource) {
        if (resource.deployments().isEmpty()) {
            return;
        }
        database.read(handle -> new DeploymentTable(handle).names(resource.folded())).stream()
                .filter(resource.deployments()::containsKey)
                .forEach(name -> LOG.log(
                        System.Logger.Level.WARNING,
                        "the deployment {0} of {1} was made by the management API; while {2} declares it, that is what counts",
                        name,
                        resource.config().name(),
                        resource.owner().file()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
