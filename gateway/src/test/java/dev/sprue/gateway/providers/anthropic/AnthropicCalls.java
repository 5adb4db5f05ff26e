package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.providers.credentials.Credentials;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.util.List;

/** Anthropic's dialect, without a network and with one. */
final class AnthropicCalls {

    private AnthropicCalls() {}

    /** The dialect, calling that model. */
    static DialectRun run(String model) {
        AnthropicDialect dialect = new AnthropicDialect(
                UpstreamTarget.of("upstream", "http://localhost", new TimeoutsConfig(1, 1, 1)), List.of());
        return new DialectRun(dialect, new ProviderModel("upstream", model, ProviderTraits.PLAIN));
    }

    /** A gateway before such an API on that port of loopback. */
    static Rig rig(int port) {
        UpstreamTarget target = UpstreamTarget.of(Rig.PROVIDER, "http://127.0.0.1:" + port, Rig.Bounds.WIDE.upstream());
        return new Rig(
                new UpstreamProvider(
                        target,
                        new AnthropicDialect(target, List.of()),
                        Credentials.header("x-api-key", "", new Secret(Rig.UPSTREAM_KEY)),
                        8),
                Rig.Bounds.WIDE,
                Screen.open());
    }
}
