package dev.sprue.gateway.control;

import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.Resolution;
import java.util.Optional;

/**
 * A deployment that the configuration declares.
 *
 * @param name its name as written
 * @param spec what it declares, with the model's version
 * @param owner the place in the file
 * @param etag another one after each change in the file, the same on all replicas that read the same
 */
record DeclaredDeployment(String name, DeploymentSpec spec, Owner.File owner, String etag) {

    static DeclaredDeployment of(DeploymentConfig config, ModelOffers offers, Owner.File owner) {
        DeploymentSpec spec = spec(config, offers);
        return new DeclaredDeployment(config.name(), spec, owner, Etags.of(config.name() + '\n' + SpecText.of(spec)));
    }

    /** As one of a resource's deployments; what is known of the resource's time is known of it. */
    ManagedDeployment of(ManagedResource resource) {
        return new ManagedDeployment(resource.name(), name, spec, owner, etag, resource.systemData());
    }

    private static DeploymentSpec spec(DeploymentConfig config, ModelOffers offers) {
        ModelRef ref = config.model();
        Optional<String> version = offers.resolve(ref, config.sku().name()) instanceof Resolution.Found found
                ? Optional.of(found.version())
                : ref.version();
        return new DeploymentSpec(
                new ModelChoice(ref.format(), ref.name(), version),
                new Sku(config.sku().name(), config.sku().capacity()),
                config.raiPolicyName(),
                config.versionUpgradeOption(),
                config.spilloverDeploymentName(),
                config.serviceTier(),
                config.dynamicThrottlingEnabled(),
                Optional.empty(),
                Optional.empty(),
                config.rateLimits(),
                config.tags());
    }
}
