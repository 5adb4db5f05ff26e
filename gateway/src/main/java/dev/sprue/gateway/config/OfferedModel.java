package dev.sprue.gateway.config;

import java.util.List;

/**
 * One version of a model that can be deployed, whoever serves it.
 *
 * @param format its publisher
 * @param name its name
 * @param version its version
 * @param isDefaultVersion whether a deployment that names no version gets it; one version of each model
 * @param capabilities what any of its providers can do with it, in the order of {@link ModelConfig.Capability}
 * @param skus the capacity types of deployments that somebody serves, in the usual order
 */
public record OfferedModel(
        String format,
        String name,
        String version,
        boolean isDefaultVersion,
        List<ModelConfig.Capability> capabilities,
        List<String> skus) {

    /** Copies the lists. */
    public OfferedModel {
        capabilities = List.copyOf(capabilities);
        skus = List.copyOf(skus);
    }
}
