package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;

/** An OpenAI-compatible server at a fixed place. */
public final class OpenAiProvider implements Provider {

    private final OpenAiTarget target;
    private final OpenAiClient client;

    /** Calls {@code target} through {@code client}. */
    public OpenAiProvider(OpenAiTarget target, OpenAiClient client) {
        this.target = target;
        this.client = client;
    }

    @Override
    public String name() {
        return target.provider();
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        return client.send(target, call, sink);
    }
}
