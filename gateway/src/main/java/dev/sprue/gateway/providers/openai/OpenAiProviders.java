package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.providers.credentials.Credentials;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.util.Optional;

/** Makes providers of OpenAI-compatible servers. */
public final class OpenAiProviders {

    private OpenAiProviders() {}

    /**
     * A server at a fixed place.
     *
     * @param provider the provider's name
     * @param endpoint where it is, with the version's path, in a syntax that has been checked
     * @param apiKey sent as a bearer token where present
     * @param maxAnswerMb megabytes of a whole answer, and of a single event of a stream, at most
     */
    public static UpstreamProvider at(
            String provider, String endpoint, Optional<Secret> apiKey, TimeoutsConfig timeouts, int maxAnswerMb) {
        UpstreamTarget target = UpstreamTarget.of(provider, endpoint, timeouts);
        return new UpstreamProvider(target, new OpenAiDialect(target), Credentials.bearer(apiKey), maxAnswerMb);
    }
}
