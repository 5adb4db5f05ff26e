package dev.sprue.gateway.deployments;

import dev.sprue.gateway.inference.Operation;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model that can be deployed.
 *
 * @param format its publisher
 * @param name its name
 * @param version its version
 * @param operations what it can do, at least one
 * @param contextLength tokens that fit into it, where known
 * @param abilities what it can do of each operation
 */
public record CatalogModel(
        String format,
        String name,
        String version,
        Set<Operation> operations,
        OptionalInt contextLength,
        ModelAbilities abilities) {

    /** What it is before all, for {@code /info}. */
    public Operation mainOperation() {
        return operations.stream().sorted().findFirst().orElseThrow();
    }
}
