package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.providers.probe.ModelList;
import dev.sprue.gateway.providers.probe.ProbeResult;
import java.nio.file.Path;
import java.time.Duration;

/** Opens providers as the service would; handed in from outside, as {@link Starter} is. */
@FunctionalInterface
public interface ProviderOpener {

    /**
     * Makes ready to try out the providers of a configuration.
     *
     * @param baseDir the folder from which relative paths start
     */
    Trial open(SprueConfig config, Path baseDir);

    /** Providers that are being tried out. Methods block. */
    interface Trial extends AutoCloseable {

        /** Asks a provider for its models. */
        ModelList models(ProviderConfig provider, Duration patience) throws InterruptedException;

        /** Makes the smallest call of an operation of a model. */
        ProbeResult call(ProviderConfig provider, ModelConfig model, Capability capability, Duration patience)
                throws InterruptedException;

        @Override
        void close();
    }
}
