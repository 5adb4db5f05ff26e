package dev.sprue.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One deployment: a name for a model under a configuration.
 *
 * @param name kept as written, compared without case, unique in its resource
 * @param isDefault whether it answers calls that name no model; one a resource and operation at most
 * @param model the catalog model that it serves
 * @param sku capacity type and capacity
 * @param affinity which of several providers a call goes to by preference, so that their caches of prompts are used
 * @param raiPolicyName the content-filter policy: one of the {@code raiPolicies} of this resource, or one that is built in
 * @param versionUpgradeOption what happens when the model gets a new version; absent: {@code OnceCurrentVersionExpired}
 * @param spilloverDeploymentName the deployment of this resource that takes what this one has no capacity for
 * @param serviceTier how its calls are treated that do not say it themselves
 * @param dynamicThrottlingEnabled whether it may use capacity that others leave
 * @param rateLimits requests and tokens that it admits in a period; none: those that follow from the capacity
 * @param tags names and values for its owners, at most 50
 */
public record DeploymentConfig(
        @Matches(Form.NAME) String name,
        @Key("default") @Default("false") boolean isDefault,
        ModelRef model,
        SkuConfig sku,
        @Default("none") Affinity affinity,
        @Pending("nothing is filtered") Optional<String> raiPolicyName,

        @Pending("versions stay as they are") Optional<UpgradeOption> versionUpgradeOption,

        @Pending("calls do not spill over") @Matches(Form.NAME)
        Optional<String> spilloverDeploymentName,

        @Pending("all calls are treated alike") Optional<ServiceTier> serviceTier,

        @Pending("capacity is not enforced") Optional<Boolean> dynamicThrottlingEnabled,

        @Pending("rate limits are not enforced") List<RateLimit> rateLimits,
        Map<String, String> tags) {

    /** Copies the tags. */
    public DeploymentConfig {
        tags = Map.copyOf(tags);
    }

    /** A deployment of which only the model and the capacity are decided. */
    public DeploymentConfig(String name, ModelRef model, SkuConfig sku) {
        this(
                name,
                false,
                model,
                sku,
                Affinity.none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /** What keeps calls together at one provider. */
    public enum Affinity {
        /** Nothing. */
        none,
        /** The caller's {@code prompt_cache_key}, else its {@code user}. */
        session,
        /** As with {@code session}, and for chats that have neither, all up to the first message of a user. */
        prefix
    }
}
