package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What people decide of a deployment beside its model, the same for one that is made and one that is changed. */
final class DeploymentOptions {

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The model's publisher, needed where several have a model of that name.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The model's version, where it is not to be the model's default one.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--sku", paramLabel = "NAME", description = "The capacity type, as 'sprue models list' shows them.")
    private Optional<String> sku = Optional.empty();

    @Option(names = "--capacity", paramLabel = "N", description = "Capacity units, of 1,000 tokens a minute each.")
    private Optional<Integer> capacity = Optional.empty();

    @Option(names = "--rai-policy", paramLabel = "NAME", description = "The content-filter policy.")
    private Optional<String> raiPolicy = Optional.empty();

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag; may be given several times.")
    private Map<String, String> tags = Map.of();

    /** The model's publisher, where it was named. */
    Optional<String> format() {
        return format;
    }

    /** The model's version, where it was named. */
    Optional<String> version() {
        return version;
    }

    /** The capacity type, where it was named. */
    Optional<String> sku() {
        return sku;
    }

    /** Whether nothing was decided. */
    boolean isEmpty() {
        return format.isEmpty()
                && version.isEmpty()
                && sku.isEmpty()
                && capacity.isEmpty()
                && raiPolicy.isEmpty()
                && tags.isEmpty();
    }

    /** Writes what was decided into a deployment, beside its model. */
    void into(ObjectNode deployment) {
        sku.ifPresent(name -> deployment.withObject("/sku").put("name", name));
        capacity.ifPresent(units -> deployment.withObject("/sku").put("capacity", units));
        raiPolicy.ifPresent(name -> deployment.withObject("/properties").put("raiPolicyName", name));
        if (!tags.isEmpty()) {
            ObjectNode all = deployment.withObject("/tags");
            tags.forEach(all::put);
        }
    }
}
