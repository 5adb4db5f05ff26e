/**
 * Fits calls to what the server of a model takes, and its answers to what callers expect.
 *
 * <p>Each adaptation is a {@link dev.sprue.gateway.providers.Provider} around another one: the canonical call goes in, the
 * canonical answer comes out. They are put around a provider once for each of its models, when the configuration is loaded,
 * and only where its traits ask for them: a model without any costs nothing.
 */
@NullMarked
package dev.sprue.gateway.providers.adaptation;

import org.jspecify.annotations.NullMarked;
