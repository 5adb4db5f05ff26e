package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.providers.Provider;
import java.util.Optional;

/**
 * A provider of a deployment's model, as a configuration has it.
 *
 * @param model what is called there
 * @param provider calls it, adapted to what its server takes
 * @param endpoint where it listens; empty where it has no address of its own, so that nobody can look whether it is there
 * @param settings how calls go on when it fails
 */
public record Candidate(
        ProviderModel model, Provider provider, Optional<UpstreamEndpoint> endpoint, ResilienceConfig settings) {}
