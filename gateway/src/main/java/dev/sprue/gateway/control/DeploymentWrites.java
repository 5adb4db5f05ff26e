package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.store.sql.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** One change of a deployment, in the transaction that makes it. */
final class DeploymentWrites {

    private static final int MAX_SHOWN_CHARS = 200;

    private final Handle handle;
    private final Declarations declarations;
    private final DeclaredResource resource;
    private final String name;
    private final String folded;
    private final String actor;
    private final Instant now;
    private final DeploymentTable table;

    /**
     * Begins: no other transaction writes until this one is done.
     *
     * @param resource the resource that the deployment belongs to
     * @param name the deployment's name, in any case
     * @param actor who asked for it
     */
    DeploymentWrites(
            Handle handle,
            Declarations declarations,
            DeclaredResource resource,
            String name,
            String actor,
            Instant now) {
        Revision.raise(handle);
        this.handle = handle;
        this.declarations = declarations;
        this.resource = resource;
        this.name = name;
        this.folded = Names.folded(name);
        this.actor = actor;
        this.now = now;
        this.table = new DeploymentTable(handle);
    }

    Written<ManagedDeployment> put(DeploymentSpec spec, Conditions conditions) {
        Optional<ManagedDeployment> before = existing(conditions);
        return write("putDeployment", spec, before);
    }

    Written<ManagedDeployment> patch(UnaryOperator<DeploymentSpec> change, Conditions conditions) {
        Optional<ManagedDeployment> before = existing(conditions);
        ManagedDeployment found = before.orElseThrow(() -> Failure.of(
                        ErrorCode.ARM_RESOURCE_NOT_FOUND,
                        "Microsoft.CognitiveServices/accounts/"
                                + resource.config().name() + "/deployments/" + Shown.text(name, MAX_SHOWN_CHARS),
                        resource.config().resourceGroup())
                .toException());
        return write("patchDeployment", change.apply(found.spec()), before);
    }

    /** Empty where there was none. */
    Optional<Change> delete(Conditions conditions) {
        Optional<ManagedDeployment> before = existing(conditions);
        // Also a row that cannot be read goes.
        boolean gone = Form.NAME.accepts(name) && table.delete(resource.folded(), folded);
        return gone
                ? Optional.of(change(
                        "deleteDeployment", before.map(ManagedDeployment::name).orElse(name)))
                : Optional.empty();
    }

    /** What there is, which may be changed here. */
    private Optional<ManagedDeployment> existing(Conditions conditions) {
        DeclaredDeployment declared = resource.deployments().get(folded);
        if (declared != null) {
            conditions.require(Optional.of(declared.etag()));
            throw declared.owner().refusal(declared.name()).toException();
        }
        Optional<ManagedDeployment> found = made(name);
        conditions.require(found.map(ManagedDeployment::etag));
        return found;
    }

    private Written<ManagedDeployment> write(String kind, DeploymentSpec wanted, Optional<ManagedDeployment> before) {
        DeploymentSpec spec = new DeploymentChecks(declarations.offers(), this::sibling)
                .checked(name, wanted, before.map(ManagedDeployment::spec));
        requirePolicy(spec, before);
        new ResourceTable(handle).require(resource, now);
        ManagedDeployment written = new ManagedDeployment(
                resource.config().name(),
                before.map(ManagedDeployment::name).orElse(name),
                spec,
                Owner.API,
                Etags.next(),
                before.map(earlier -> changed(earlier.systemData()))
                        .orElseGet(() -> new SystemData(actor, now, actor, now)));
        table.put(resource.folded(), folded, written);
        return new Written<>(written, before.isEmpty(), change(kind, written.name()));
    }

    /** One that is named already stays, even where the file has let go of it. */
    private void requirePolicy(DeploymentSpec wanted, Optional<ManagedDeployment> before) {
        Optional<String> named = wanted.raiPolicyName();
        boolean stays = before.filter(earlier -> earlier.spec().raiPolicyName().equals(named))
                .isPresent();
        if (!stays && named.isPresent() && !PolicyNames.has(handle, resource.config(), named.get())) {
            throw DeploymentChecks.invalid(
                    "properties.raiPolicyName",
                    "the resource has no content-filter policy '" + Shown.text(named.get(), MAX_SHOWN_CHARS) + "'");
        }
    }

    private SystemData changed(SystemData before) {
        return new SystemData(before.createdBy(), before.createdAt(), actor, now);
    }

    /** What the file declares counts, whatever was made beside it. */
    private Optional<DeploymentSpec> sibling(String other) {
        return Optional.ofNullable(resource.deployments().get(Names.folded(other)))
                .map(DeclaredDeployment::spec)
                .or(() -> made(other).map(ManagedDeployment::spec));
    }

    private Optional<ManagedDeployment> made(String other) {
        return Form.NAME.accepts(other) ? table.find(resource.folded(), Names.folded(other)) : Optional.empty();
    }

    private Change change(String kind, String target) {
        String operation = Operations.record(handle, resource.folded(), target, kind, actor, now, now);
        return new Change(Revision.current(handle), operation);
    }
}
