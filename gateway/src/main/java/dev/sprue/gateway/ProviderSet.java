package dev.sprue.gateway;

import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.pipeline.RunningCalls;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.builtin.BuiltinProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one configuration, open. A new configuration makes a new set, which takes over what has not changed; what it
 * does not name any more is closed when the last call has ended that may use it.
 *
 * <p>The provider of the built-in models is in every set and is closed by none.
 */
final class ProviderSet implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ProviderSet.class.getName());

    /** A provider that several sets may hold; the last one to let go closes it. */
    private static final class Shared {

        private final ProviderConfig config;
        private final Provider provider;
        private final AtomicInteger holders = new AtomicInteger();

        Shared(ProviderConfig config, Provider provider) {
            this.config = config;
            this.provider = provider;
        }

        Shared held() {
            holders.incrementAndGet();
            return this;
        }

        void letGo() {
            if (holders.decrementAndGet() == 0) {
                try {
                    provider.close();
                } catch (Exception failed) {
                    LOG.log(System.Logger.Level.ERROR, "provider " + config.name() + " could not be closed", failed);
                }
            }
        }
    }

    private final List<ProviderConfig> configs;
    private final Provider builtin;
    private final Function<ProviderConfig, Provider> opener;
    private final Map<String, Shared> shared;
    private final RunningCalls calls = new RunningCalls();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ProviderSet(
            List<ProviderConfig> configs,
            Provider builtin,
            Function<ProviderConfig, Provider> opener,
            @Nullable ProviderSet before) {
        this.configs = List.copyOf(configs);
        this.builtin = builtin;
        this.opener = opener;
        Map<String, Shared> held = new HashMap<>();
        try {
            for (ProviderConfig config : configs) {
                if (config.type() != ProviderType.BUILTIN) {
                    held.put(config.name(), (before == null ? open(config) : before.same(config)).held());
                }
            }
        } catch (RuntimeException | Error impossible) {
            held.values().forEach(Shared::letGo);
            throw impossible;
        }
        this.shared = Map.copyOf(held);
    }

    /**
     * Opens the providers of the first configuration.
     *
     * @param builtin serves the built-in models
     * @param opener opens a provider of any other type
     */
    static ProviderSet open(List<ProviderConfig> configs, Provider builtin, Function<ProviderConfig, Provider> opener) {
        return new ProviderSet(configs, builtin, opener, null);
    }

    /** The providers of another configuration, those that are the same in both taken over. This set stays in use until it is closed. */
    ProviderSet next(List<ProviderConfig> others) {
        return new ProviderSet(others, builtin, opener, this);
    }

    private Shared open(ProviderConfig config) {
        return new Shared(config, opener.apply(config));
    }

    private Shared same(ProviderConfig config) {
        Shared mine = shared.get(config.name());
        return mine != null && mine.config.equals(config) ? mine : open(config);
    }

    /** Whether a configuration has the very same providers. */
    boolean isOf(List<ProviderConfig> others) {
        return configs.equals(others);
    }

    /** The calls that run on them. */
    RunningCalls calls() {
        return calls;
    }

    /** The provider of that name. */
    Provider named(String name) {
        return name.equals(BuiltinProvider.NAME) ? builtin : Objects.requireNonNull(shared.get(name)).provider;
    }

    /** How calls to each go on when it fails. */
    Map<String, ResilienceConfig> settings() {
        Map<String, ResilienceConfig> settings = new HashMap<>();
        configs.forEach(config -> settings.put(config.name(), config.resilience()));
        return settings;
    }

    /** Gives them up, once, as soon as no call runs on them; at once where none does. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.retire(() -> shared.values().forEach(Shared::letGo));
        }
    }
}
