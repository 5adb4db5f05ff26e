package dev.sprue.gateway.control;

import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.config.ServiceTier;
import dev.sprue.gateway.config.UpgradeOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about a deployment that somebody decides.
 *
 * @param model the model that it serves
 * @param sku capacity type and capacity
 * @param raiPolicyName the content-filter policy; empty: the service's own
 * @param versionUpgradeOption what happens when the model gets a new version; empty: {@code OnceCurrentVersionExpired}
 * @param spilloverDeploymentName the deployment that takes what this one has no capacity for
 * @param serviceTier how its calls are treated that do not say it themselves
 * @param dynamicThrottlingEnabled whether it may use capacity that others leave
 * @param capacitySettings as given; of no effect
 * @param parentDeploymentName as given; of no effect
 * @param rateLimits its limits; empty: those that follow from the capacity
 * @param tags names and values for its owners
 */
public record DeploymentSpec(
        ModelChoice model,
        Sku sku,
        Optional<String> raiPolicyName,
        Optional<UpgradeOption> versionUpgradeOption,
        Optional<String> spilloverDeploymentName,
        Optional<ServiceTier> serviceTier,
        Optional<Boolean> dynamicThrottlingEnabled,
        Optional<CapacitySettings> capacitySettings,
        Optional<String> parentDeploymentName,
        List<RateLimit> rateLimits,
        Map<String, String> tags) {

    /** Copies list and map. */
    public DeploymentSpec {
        rateLimits = List.copyOf(rateLimits);
        tags = Map.copyOf(tags);
    }

    /** A model with a capacity, and nothing else decided. */
    public DeploymentSpec(ModelChoice model, Sku sku) {
        this(
                model,
                sku,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /** The limits that hold: those that were decided, else those that follow from the capacity. */
    public List<RateLimit> effectiveRateLimits() {
        return rateLimits.isEmpty() ? RateLimit.ofCapacity(sku.capacity()) : rateLimits;
    }

    /** The same with another model. */
    public DeploymentSpec withModel(ModelChoice other) {
        return with(other, rateLimits);
    }

    /** The same with other limits; none: those that follow from the capacity. */
    public DeploymentSpec withRateLimits(List<RateLimit> others) {
        return with(model, others);
    }

    private DeploymentSpec with(ModelChoice otherModel, List<RateLimit> otherLimits) {
        return new DeploymentSpec(
                otherModel,
                sku,
                raiPolicyName,
                versionUpgradeOption,
                spilloverDeploymentName,
                serviceTier,
                dynamicThrottlingEnabled,
                capacitySettings,
                parentDeploymentName,
                otherLimits,
                tags);
    }

    /**
     * Capacity settings, which ARM calls for internal use only.
     *
     * @param designatedCapacity at least 0
     * @param priority at least 0
     */
    public record CapacitySettings(Optional<Integer> designatedCapacity, Optional<Integer> priority) {}
}
