package dev.sprue.gateway.config;

import java.util.List;

/** What becomes of a deployment's choice of a model. */
public sealed interface Resolution {

    /**
     * It can be deployed.
     *
     * @param version its version, the newest that is served where none was named
     * @param offers who serves it, at least one, in the order of the configuration
     */
    record Found(String version, List<ModelOffer> offers) implements Resolution {}

    /**
     * Nobody offers a model of that publisher and name.
     *
     * @param sameName the models of that name that other publishers have; often none
     */
    record UnknownModel(List<ModelOffer> sameName) implements Resolution {}

    /**
     * The model has no such version.
     *
     * @param others the model in its other versions, at least one
     */
    record UnknownVersion(List<ModelOffer> others) implements Resolution {}

    /**
     * Nobody serves it to deployments of that capacity type.
     *
     * @param others who serves it to others, at least one
     */
    record SkuNotServed(List<ModelOffer> others) implements Resolution {}
}
