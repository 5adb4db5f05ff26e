package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;

/**
 * Takes more inputs than a model's server takes in one call: splits them into several calls, a few at a time, and joins the
 * answers. Stands around {@link EmbeddingEncodings}, which sees to it that each answer is complete, in order and encoded.
 */
final class EmbeddingBatches implements Provider {

    private final Provider inner;
    private final int maxInputs;
    private final BodyEditor bodies;
    private final HeavyWork heavy;

    /**
     * @param maxInputs inputs that the server takes in one call, at least 1
     */
    EmbeddingBatches(Provider inner, int maxInputs, BodyEditor bodies, HeavyWork heavy) {
        this.inner = inner;
        this.maxInputs = maxInputs;
        this.bodies = bodies;
        this.heavy = heavy;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        if (!call.call().operation().makesVectors() || call.call().inputs() <= maxInputs) {
            return inner.infer(call, sink);
        }
        SplitCall split = new SplitCall(call, inner, maxInputs, bodies, heavy, sink);
        split.start();
        return split;
    }
}
