package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;

/**
 * Serves the built-in models through the engine worker; a call that comes while it starts waits for it, and one whose worker
 * dies before it has answered is made again.
 */
public final class BuiltinProvider implements Provider {

    /** The provider's name in logs and errors. */
    public static final String NAME = BuiltinModels.PROVIDER;

    private final EngineSupervisor engine;

    /** Calls whatever worker {@code engine} has running. */
    public BuiltinProvider(EngineSupervisor engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        return new BuiltinCall(engine, call, sink).start();
    }

    @Override
    public void close() {
        engine.close();
    }
}
