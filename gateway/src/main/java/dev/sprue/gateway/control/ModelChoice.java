package dev.sprue.gateway.control;

import java.util.Optional;

/**
 * The catalog model that a deployment serves.
 *
 * @param format its publisher, as the catalog writes it
 * @param name its name
 * @param version its version; empty in a request: the default version
 * @param publisher as given; of no effect
 * @param source as given; of no effect
 * @param sourceAccount as given; of no effect
 */
public record ModelChoice(
        String format,
        String name,
        Optional<String> version,
        Optional<String> publisher,
        Optional<String> source,
        Optional<String> sourceAccount) {

    /** A model by its names. */
    public ModelChoice(String format, String name, Optional<String> version) {
        this(format, name, version, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same in a version. */
    public ModelChoice withVersion(String other) {
        return new ModelChoice(format, name, Optional.of(other), publisher, source, sourceAccount);
    }
}
