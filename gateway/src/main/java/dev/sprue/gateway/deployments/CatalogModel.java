package dev.sprue.gateway.deployments;

import dev.sprue.gateway.inference.Operation;
import java.util.EnumSet;
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

    /** The one word that names model and version in lists, as Azure writes it ({@code gpt-4o-2024-08-06}). */
    public String id() {
        return name.endsWith("-" + version) ? name : name + "-" + version;
    }

    /** The same with more that it can do. */
    public CatalogModel and(Set<Operation> more) {
        Set<Operation> all = EnumSet.copyOf(operations);
        all.addAll(more);
        return new CatalogModel(format, name, version, Set.copyOf(all), contextLength, abilities);
    }

    /** What it is before all, for {@code /info}. */
    public Operation mainOperation() {
        for (Operation operation : Operation.values()) {
            if (operations.contains(operation)) {
                return operation;
            }
        }
        throw new IllegalStateException("a model that can do nothing: " + id());
    }
}
