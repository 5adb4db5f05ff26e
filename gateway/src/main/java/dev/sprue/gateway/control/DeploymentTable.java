package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.ServiceTier;
import dev.sprue.gateway.config.UpgradeOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The rows of the deployments that the management API made, in one transaction. Each query but {@link #all} names the resource: what
 * belongs to another is never read. Resources and deployments are named by their folded names.
 */
final class DeploymentTable {

    private static final String SELECT =
            "SELECT d.*, r.name AS resource_name FROM deployments d" + " JOIN resources r ON r.folded = d.resource ";

    private final Handle handle;

    DeploymentTable(Handle handle) {
        this.handle = handle;
    }

    /** One deployment of a resource. */
    Optional<ManagedDeployment> find(String resource, String folded) {
        return handle.select(SELECT + "WHERE d.resource = ? AND d.folded = ?", resource, folded)
                .map(DeploymentTable::deployment)
                .findOne();
    }

    /** Some deployments of a resource, in the order of their folded names, behind the one named {@code after}. */
    List<ManagedDeployment> page(String resource, String after, int most) {
        return handle.select(
                        SELECT + "WHERE d.resource = ? AND d.folded > ? ORDER BY d.folded LIMIT ?",
                        resource,
                        after,
                        most)
                .map(DeploymentTable::deployment)
                .list();
    }

    /** The folded names of a resource's deployments. */
    List<String> names(String resource) {
        return handle.select("SELECT folded FROM deployments WHERE resource = ?", resource)
                .mapTo(String.class)
                .list();
    }

    /**
     * All deployments by their resources, in the order of their folded names.
     *
     * @param before what was read last: what has the same etag is taken over from there, and its columns are not read
     */
    Map<String, List<ManagedDeployment>> all(Map<String, List<ManagedDeployment>> before) {
        Map<String, Map<String, ManagedDeployment>> known = new HashMap<>();
        before.forEach((resource, list) -> {
            Map<String, ManagedDeployment> byName = HashMap.newHashMap(list.size());
            list.forEach(one -> byName.put(Names.folded(one.name()), one));
            known.put(resource, byName);
        });
        return handle.select(SELECT + "ORDER BY d.resource, d.folded")
                .reduceResultSet(new LinkedHashMap<String, List<ManagedDeployment>>(), (all, row, context) -> {
                    String resource = row.getString("resource");
                    ManagedDeployment last =
                            known.getOrDefault(resource, Map.of()).get(row.getString("folded"));
                    boolean same = last != null
                            && last.etag().equals(row.getString("etag"))
                            && last.resource().equals(row.getString("resource_name"));
                    all.computeIfAbsent(resource, first -> new ArrayList<>())
                            .add(same ? last : deployment(row, context));
                    return all;
                });
    }

    /** Writes a deployment, in the place of the one that was there. */
    void put(String resource, String folded, ManagedDeployment deployment) {
        delete(resource, folded);
        DeploymentSpec spec = deployment.spec();
        SystemData system = deployment.systemData();
        handle.execute(
                "INSERT INTO deployments (resource, folded, name, model_format, model_name, model_version, sku_name,"
                        + " capacity, rai_policy, spillover, version_upgrade, service_tier, dynamic_throttling,"
                        + " rate_limits, more, tags, state, etag, created_by, created_at, changed_by, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Succeeded', ?, ?, ?, ?, ?)",
                resource,
                folded,
                deployment.name(),
                spec.model().format(),
                spec.model().name(),
                spec.model().version().orElse(""),
                spec.sku().name(),
                spec.sku().capacity(),
                spec.raiPolicyName(),
                spec.spilloverDeploymentName(),
                spec.versionUpgradeOption().map(Enum::name),
                spec.serviceTier().map(Enum::name),
                spec.dynamicThrottlingEnabled().map(String::valueOf),
                SpecText.ofLimits(spec.rateLimits()),
                SpecText.ofMore(spec),
                SpecText.ofTags(spec.tags()),
                deployment.etag(),
                system.createdBy(),
                system.createdAt().toEpochMilli(),
                system.lastModifiedBy(),
                system.lastModifiedAt().toEpochMilli());
    }

    /** Removes a deployment; whether there was one. */
    boolean delete(String resource, String folded) {
        return handle.execute("DELETE FROM deployments WHERE resource = ? AND folded = ?", resource, folded) > 0;
    }

    private static ManagedDeployment deployment(ResultSet row, StatementContext context) throws SQLException {
        return new ManagedDeployment(
                row.getString("resource_name"),
                row.getString("name"),
                spec(row),
                Owner.API,
                row.getString("etag"),
                systemData(row));
    }

    private static DeploymentSpec spec(ResultSet row) throws SQLException {
        SpecText.More more = SpecText.more(row.getString("more"));
        return new DeploymentSpec(
                new ModelChoice(
                        row.getString("model_format"),
                        row.getString("model_name"),
                        Optional.of(row.getString("model_version")),
                        more.publisher(),
                        more.source(),
                        more.sourceAccount()),
                new Sku(row.getString("sku_name"), more.tier(), more.size(), more.family(), row.getInt("capacity")),
                Optional.ofNullable(row.getString("rai_policy")),
                Optional.ofNullable(row.getString("version_upgrade")).map(UpgradeOption::valueOf),
                Optional.ofNullable(row.getString("spillover")),
                Optional.ofNullable(row.getString("service_tier")).map(ServiceTier::valueOf),
                Optional.ofNullable(row.getString("dynamic_throttling")).map(Boolean::valueOf),
                more.capacitySettings(),
                more.parentDeploymentName(),
                SpecText.limits(row.getString("rate_limits")),
                SpecText.tags(row.getString("tags")));
    }

    /** What the four columns that many tables have say. */
    static SystemData systemData(ResultSet row) throws SQLException {
        return new SystemData(
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("changed_by"),
                Instant.ofEpochMilli(row.getLong("changed_at")));
    }
}
