package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;

/**
 * For models without a system role: what system and developer messages say goes to them in user messages. See
 * {@link SystemMessages} for what becomes of each.
 */
final class SystemAsUser implements Provider {

    private final Provider inner;
    private final BodyEditor bodies;

    SystemAsUser(Provider inner, BodyEditor bodies) {
        this.inner = inner;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        if (call.call().operation() != Operation.CHAT_COMPLETION) {
            return inner.infer(call, sink);
        }
        LaterFlight later = new LaterFlight();
        bodies.edit(
                call.loop().context(),
                call.call().body(),
                SystemMessages::asUser,
                body -> later.begin(() -> inner.infer(call.with(call.call().with(body)), sink)),
                failure -> {
                    if (!later.isCancelled()) {
                        sink.failed(failure);
                    }
                });
        return later;
    }
}
