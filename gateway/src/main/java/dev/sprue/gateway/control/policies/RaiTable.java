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

    private static final System.Logger LOG = System.getLogger(RaiTable.class.getName());

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

    /** A row: its folded name, and what it says where that can be read. */
    private record Row<P>(String folded, Optional<RaiObject<P>> object) {}

    /** One object; empty also where its row cannot be read, so that it can be written anew. */
    Optional<RaiObject<P>> find(RaiScope scope, String folded) {
        return select(scope, " AND folded = ?", folded).stream().findFirst().flatMap(Row::object);
    }

    /**
     * Some objects, in the order of their folded names, behind the one named {@code after}; less than {@code most} only where there
     * are no more.
     */
    List<RaiObject<P>> page(RaiScope scope, String after, int most) {
        List<RaiObject<P>> found = new ArrayList<>();
        String begin = after;
        while (found.size() < most) {
            int missing = most - found.size();
            List<Row<P>> rows = select(scope, " AND folded > ? ORDER BY folded LIMIT ?", begin, missing);
            rows.forEach(row -> row.object().ifPresent(found::add));
            if (rows.size() < missing) {
                break;
            }
            begin = rows.getLast().folded();
        }
        return found;
    }

    private List<Row<P>> select(RaiScope scope, String rest, Object... more) {
        return handle.select("SELECT * FROM " + kind.table() + where + rest, arguments(scope, more))
                .map((row, context) -> new Row<>(row.getString("folded"), object(row)))
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

    /** Removes an object and what belongs to it; whether there was one. */
    boolean delete(RaiScope scope, String folded) {
        return handle.execute("DELETE FROM " + kind.table() + where + " AND folded = ?", arguments(scope, folded)) > 0;
    }

    private static Object[] arguments(RaiScope scope, Object... more) {
        List<Object> all = new ArrayList<>(scope.folded());
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** Empty where the row holds what this version does not understand. */
    private Optional<RaiObject<P>> object(ResultSet row) throws SQLException {
        String name = row.getString("name");
        SystemData systemData = new SystemData(
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("changed_by"),
                Instant.ofEpochMilli(row.getLong("changed_at")));
        try {
            return Optional.of(new RaiObject<>(
                    name,
                    kind.read().apply(row.getString("properties")),
                    RaiText.tags(row.getString("tags")),
                    Optional.of(Owner.API),
                    row.getString("etag"),
                    systemData));
        } catch (RuntimeException unreadable) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the row of {0} in {1} of the database cannot be read ({2}) and is left out. Write that object anew or"
                            + " delete it; or run the version of Sprue that wrote it",
                    name,
                    kind.table(),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }
}
