package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an object belongs to.
 *
 * @param resource its resource's name, in any case
 * @param blocklist its blocklist's name, in any case, for entries of one
 */
public record RaiScope(String resource, Optional<String> blocklist) {

    /** A resource. */
    public static RaiScope of(String resource) {
        return new RaiScope(resource, Optional.empty());
    }

    /** A blocklist of a resource. */
    public static RaiScope of(String resource, String blocklist) {
        return new RaiScope(resource, Optional.of(blocklist));
    }

    /** The folded names, as rows have them. */
    List<String> folded() {
        return Stream.concat(Stream.of(resource), blocklist.stream())
                .map(Names::folded)
                .toList();
    }
}
