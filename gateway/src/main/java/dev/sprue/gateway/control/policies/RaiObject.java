package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.control.Owner;
import dev.sprue.gateway.control.SystemData;
import java.util.Map;
import java.util.Optional;

/**
 * A content-filter policy, a blocklist, or an entry of one, as it is managed.
 *
 * @param name its name as written; compared without case
 * @param properties what was decided
 * @param tags names and values for its owners
 * @param owner where it is changed; empty: nowhere, it is built in
 * @param etag another one after each change, without quotation marks
 * @param systemData who made and changed it; of what is built in or declared, its resource's
 * @param <P> its properties
 */
public record RaiObject<P>(
        String name,
        P properties,
        Map<String, String> tags,
        Optional<Owner> owner,
        String etag,
        SystemData systemData) {

    /** Copies the tags. */
    public RaiObject {
        tags = Map.copyOf(tags);
    }
}
