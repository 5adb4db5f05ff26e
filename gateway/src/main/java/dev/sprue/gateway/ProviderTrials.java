package dev.sprue.gateway;

import dev.sprue.gateway.cli.ProviderOpener;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.credentials.CredentialFactory;
import dev.sprue.gateway.providers.probe.ModelList;
import dev.sprue.gateway.providers.probe.ProbeResult;
import dev.sprue.gateway.providers.probe.Prober;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers as the service has them, opened to be tried out by a command. */
final class ProviderTrials implements ProviderOpener.Trial {

    private static final ProbeResult BUILT_IN = ProbeResult.skipped("built in");

    private final ProviderFactory factory;
    private final Map<String, Provider> open = new HashMap<>();
    private final Prober prober = new Prober();

    private ProviderTrials(ProviderFactory factory) {
        this.factory = factory;
    }

    static ProviderOpener.Trial open(SprueConfig config, Path baseDir) {
        return new ProviderTrials(
                new ProviderFactory(config.limits(), new CredentialFactory(baseDir, System.getenv())));
    }

    @Override
    public ModelList models(ProviderConfig provider, Duration patience) throws InterruptedException {
        Optional<Provider> opened = opened(provider);
        return opened.isPresent() && opened.get() instanceof UpstreamProvider upstream
                ? prober.models(upstream, provider, patience)
                : new ModelList(BUILT_IN, List.of());
    }

    @Override
    public ProbeResult call(ProviderConfig provider, ModelConfig model, Capability capability, Duration patience)
            throws InterruptedException {
        Optional<Provider> opened = opened(provider);
        return opened.isPresent()
                ? prober.call(
                        opened.get(),
                        CatalogEntries.at(provider.name(), model),
                        CatalogEntries.operation(capability),
                        patience)
                : BUILT_IN;
    }

    private Optional<Provider> opened(ProviderConfig config) {
        return config.type() == ProviderType.BUILTIN
                ? Optional.empty()
                : Optional.of(open.computeIfAbsent(config.name(), name -> factory.make(config)));
    }

    @Override
    public void close() {
        prober.close();
        open.values().forEach(Provider::close);
    }
}
