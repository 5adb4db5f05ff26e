package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.util.List;

/** Anthropic's dialect without a network. */
final class AnthropicCalls {

    private AnthropicCalls() {}

    /** The dialect, calling that model. */
    static DialectRun run(String model) {
        AnthropicDialect dialect = new AnthropicDialect(
                UpstreamTarget.of("upstream", "http://localhost", new TimeoutsConfig(1, 1, 1)), List.of());
        return new DialectRun(dialect, new ProviderModel("upstream", model, ProviderTraits.PLAIN));
    }
}
