package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.control.Owner;
import dev.sprue.gateway.control.SystemData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The rows of one kind of objects that the management API made, in one transaction. Each query names what the objects belong to: what
 * belongs to another resource is never read.
 *
 * @param <P> the objects' properties
 */
final class RaiTable<P> {

    private static final List<String> VALUES =
            List.of("name", "properties", "tags", "etag", "created_by", "created_at", "changed_by", "changed_at");

    private final Handle handle;
    private final RaiKind<P> kind;
    private final String where;

    RaiTable(Handle handle, RaiKind<P> kind) {
        this.handle = handle;
        this.kind = kind;
        this.where =
                " WHERE " + kind.scope().stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
    }

    /** One object. */
    Optional<RaiObject<P>> find(RaiScope scope, String folded) {
        return select(scope, " AND folded = ?", folded).stream().findFirst();
    }

    /** Some objects, in the order of their folded names, behind the one named {@code after}. */
    List<RaiObject<P>> page(RaiScope scope, String after, int most) {
        return select(scope, " AND folded > ? ORDER BY folded LIMIT ?", after, most);
    }

    private List<RaiObject<P>> select(RaiScope scope, String rest, Object... more) {
        return handle.select("SELECT * FROM " + kind.table() + where + rest, arguments(scope, more))
                .map((row, context) -> object(row))
                .list();
    }

    /** Writes an object, in the place of the one that was there; what belongs to that one stays. */
    void put(RaiScope scope, String folded, RaiObject<P> object) {
        List<String> key =
                Stream.concat(kind.scope().stream(), Stream.of("folded")).toList();
        List<String> columns = Stream.concat(key.stream(), VALUES.stream()).toList();
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        String changes =
                VALUES.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
        SystemData system = object.systemData();
        handle.execute(
                "INSERT INTO " + kind.table() + " (" + String.join(", ", columns) + ") VALUES (" + marks
                        + ") ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET " + changes,
                arguments(
                        scope,
                        folded,
                        object.name(),
                        kind.write().apply(object.properties()),
                        RaiText.ofTags(object.tags()),
                        object.etag(),
                        system.createdBy(),
                        system.createdAt().toEpochMilli(),
                        system.lastModifiedBy(),
                        system.lastModifiedAt().toEpochMilli()));
    }

    /** Removes an object and what belongs to it. */
    void delete(RaiScope scope, String folded) {
        handle.execute("DELETE FROM " + kind.table() + where + " AND folded = ?", arguments(scope, folded));
    }

    private static Object[] arguments(RaiScope scope, Object... more) {
        List<Object> all = new ArrayList<>(scope.folded());
        all.addAll(List.of(more));
        return all.toArray();
    }

    private RaiObject<P> object(ResultSet row) throws SQLException {
        return new RaiObject<>(
                row.getString("name"),
                kind.read().apply(row.getString("properties")),
                RaiText.tags(row.getString("tags")),
                Optional.of(Owner.API),
                row.getString("etag"),
                new SystemData(
                        row.getString("created_by"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        row.getString("changed_by"),
                        Instant.ofEpochMilli(row.getLong("changed_at"))));
    }
}
