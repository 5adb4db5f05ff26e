package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.providers.Provider;

/**
 * One of several providers of a model, as one configuration has it.
 *
 * @param model what is called there
 * @param provider calls it, adapted to what its server takes
 * @param health what is known of it
 * @param seed tells it from others where calls are spread by a hash; the same in every process
 */
record Member(ProviderModel model, Provider provider, Health health, long seed) {

    static Member of(ProviderModel model, Provider provider, Health health) {
        return new Member(model, provider, health, Hashes.of(model.provider()) ^ Hashes.of(model.modelId()) << 1);
    }

    /** Its weight beside others at this moment. */
    double weight(long nowNanos) {
        return model.weight() * health.share(nowNanos);
    }
}
