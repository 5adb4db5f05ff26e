package dev.sprue.gateway.providers.credentials;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The environment, in which clouds tell programs who they are. A variable that is blank counts as one that is not set.
 *
 * @param all its variables
 */
record Variables(Map<String, String> all) {

    Optional<String> get(String name) {
        return Optional.ofNullable(all.get(name)).filter(value -> !value.isBlank());
    }

    /** One without which what is configured cannot work. */
    String need(String name) throws IOException {
        return get(name).orElseThrow(() -> new IOException(name + " is not set in the environment"));
    }
}
