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
import java.util.function.Consumer;
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

    /** A row: its folded name, and what it says where that can be read. */
    private record Row(String folded, Optional<ManagedDeployment> deployment) {

        static Row of(ResultSet row, StatementContext context) throws SQLException {
            return new Row(row.getString("folded"), DeploymentTable.deployment(row, fault -> {}));
        }
    }

    /** One deployment of a resource; empty also where its row cannot be read, so that it can be written anew. */
    Optional<ManagedDeployment> find(String resource, String folded) {
        return handle.select(SELECT + "WHERE d.resource = ? AND d.folded = ?", resource, folded)
                .map(Row::of)
                .findOne()
                .flatMap(Row::deployment);
    }

    /**
     * Some deployments of a resource, in the order of their folded names, behind the one named {@code after}; less than {@code most}
     * only where there are no more.
     */
    List<ManagedDeployment> page(String resource, String after, int most) {
        List<ManagedDeployment> found = new ArrayList<>();
        List<Row> rows;
        String begin = after;
        do {
            int missing = most - found.size();
            rows = handle.select(
                            SELECT + "WHERE d.resource = ? AND d.folded > ? ORDER BY d.folded LIMIT ?",
                            resource,
                            begin,
                            missing)
                    .map(Row::of)
                    .list();
            rows.forEach(row -> row.deployment().ifPresent(found::add));
            if (rows.size() < missing) {
                return found;
            }
            begin = rows.getLast().folded();
        } while (found.size() < most);
        return found;
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
     * @param faults is told of each row that cannot be read
     */
    Map<String, List<ManagedDeployment>> all(Map<String, List<ManagedDeployment>> before, Consumer<String> faults) {
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
                    List<ManagedDeployment> list = all.computeIfAbsent(resource, first -> new ArrayList<>());
                    if (same) {
                        list.add(last);
                    } else {
                        deployment(row, faults).ifPresent(list::add);
                    }
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

    /** Empty where the row holds what this version does not understand. */
    private static Optional<ManagedDeployment> deployment(ResultSet row, Consumer<String> faults) throws SQLException {
        String resource = row.getString("resource_name");
        String name = row.getString("name");
        try {
            return Optional.of(new ManagedDeployment(
                    resource, name, spec(row), Owner.API, row.getString("etag"), systemData(row)));
        } catch (RuntimeException unreadable) {
            faults.accept(
                    "the deployment " + name + " of " + resource + " is not served: its row in the database cannot be"
                            + " read (" + unreadable.getMessage()
                            + "). Deploy it anew or delete it; or run the version of Sprue"
                            + " that wrote it");
            return Optional.empty();
        }
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
