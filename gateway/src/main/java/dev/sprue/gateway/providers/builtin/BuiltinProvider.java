package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiClient;
import dev.sprue.gateway.providers.openai.OpenAiTarget;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Serves the built-in models through the engine worker; a call that comes while it starts waits for it. */
public final class BuiltinProvider implements Provider {

    /** The provider's name in logs and errors. */
    public static final String NAME = "builtin";

    private final EngineSupervisor engine;
    private final OpenAiClient client;

    /** Calls whatever worker {@code engine} has running. */
    public BuiltinProvider(EngineSupervisor engine, OpenAiClient client) {
        this.engine = engine;
        this.client = client;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        Optional<OpenAiTarget> running = engine.target();
        if (running.isPresent()) {
            return client.send(running.get(), call, sink);
        }
        LaterFlight later = new LaterFlight();
        engine.whenReady()
                .whenComplete((target, unavailable) -> call.loop().context().runOnContext(turn -> {
                    if (target != null) {
                        later.begin(() -> client.send(target, call, sink));
                    } else if (!later.isCancelled()) {
                        sink.failed(reason(unavailable));
                    }
                }));
        return later;
    }

    private static Failure reason(@Nullable Throwable unavailable) {
        // A stage that another one failed wraps the reason.
        Throwable reason = unavailable instanceof CompletionException ? unavailable.getCause() : unavailable;
        return reason instanceof FailureException known
                ? known.failure()
                : EngineSupervisor.unavailable("it could not be started");
    }

    @Override
    public void close() {
        engine.close();
    }
}
