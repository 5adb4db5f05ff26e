package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;

/**
 * The only provider of a model, which answers or does not: nothing is counted and nothing decided.
 *
 * @param model what is called there
 * @param server calls it, adapted to what its server takes
 */
public record SoleBackend(ProviderModel model, Provider server) implements Backend {

    @Override
    public String provider() {
        return model.provider();
    }

    @Override
    public Flight infer(InferenceCall call, Loop loop, AnswerSink sink) {
        return server.infer(new ProviderCall(call, model, loop), sink);
    }
}
