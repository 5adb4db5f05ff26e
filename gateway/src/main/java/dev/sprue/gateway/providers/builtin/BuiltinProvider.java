package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
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
        Waiting waiting = new Waiting(call, sink);
        engine.whenReady()
                .whenComplete((target, unavailable) -> call.loop().context().runOnContext(turn -> {
                    if (target != null) {
                        waiting.go(target);
                    } else {
                        waiting.giveUp(unavailable);
                    }
                }));
        return waiting;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** A call that waits for the worker, and then the call itself. Lives on the call's event loop. */
    private final class Waiting implements Flight {

        private final ProviderCall call;
        private final AnswerSink sink;
        private @Nullable Flight flight;
        private boolean paused;
        private boolean cancelled;

        Waiting(ProviderCall call, AnswerSink sink) {
            this.call = call;
            this.sink = sink;
        }

        void go(OpenAiTarget target) {
            if (!cancelled) {
                Flight started = client.send(target, call, sink);
                flight = started;
                if (paused) {
                    started.pause();
                }
            }
        }

        void giveUp(@Nullable Throwable unavailable) {
            if (!cancelled) {
                // A stage that another one failed wraps the reason.
                Throwable reason = unavailable instanceof CompletionException ? unavailable.getCause() : unavailable;
                Failure failure = reason instanceof FailureException known
                        ? known.failure()
                        : EngineSupervisor.unavailable("it could not be started");
                sink.failed(failure);
            }
        }

        @Override
        public void pause() {
            paused = true;
            if (flight != null) {
                flight.pause();
            }
        }

        @Override
        public void resume() {
            paused = false;
            if (flight != null) {
                flight.resume();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (flight != null) {
                flight.cancel();
            }
        }
    }
}
