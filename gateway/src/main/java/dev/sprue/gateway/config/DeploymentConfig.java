package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * One deployment: a name for a model under a configuration.
 *
 * @param name kept as written, compared without case, unique in its resource
 * @param isDefault whether it answers calls that name no model; one a resource and operation at most
 * @param model the catalog model that it serves
 * @param sku capacity type and capacity
 * @param affinity which of several providers a call goes to by preference, so that their caches of prompts are used
 * @param raiPolicyName the content-filter policy
 * @param rateLimits requests and tokens that it admits in a period
 */
public record DeploymentConfig(
        @Matches(Form.NAME) String name,
        @Key("default") @Default("false") boolean isDefault,
        ModelRef model,
        SkuConfig sku,
        @Default("none") Affinity affinity,
        @Pending("nothing is filtered") Optional<String> raiPolicyName,
        @Pending("rate limits are not enforced") List<Unread> rateLimits) {

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
