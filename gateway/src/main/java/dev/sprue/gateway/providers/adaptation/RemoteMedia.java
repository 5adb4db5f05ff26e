package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.List;

/**
 * For servers that fetch nothing: what messages name by http(s) URL is fetched here and goes to them in the request,
 * pictures as data URLs, sounds as {@code input_audio}.
 */
final class RemoteMedia implements Provider {

    private final Provider inner;
    private final Egress egress;
    private final HeavyWork heavy;
    private final BodyEditor bodies;

    RemoteMedia(Provider inner, Egress egress, HeavyWork heavy, BodyEditor bodies) {
        this.inner = inner;
        this.egress = egress;
        this.heavy = heavy;
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
        RemoteMediaFlight flight = new RemoteMediaFlight(this, call, sink);
        switch (call.call().body().bytes()) {
            case JsonBytes.Heap heap -> {
                List<RemotePart> parts = RemotePart.of(call.call().body());
                if (parts.isEmpty()) {
                    return inner.infer(call, sink);
                }
                flight.start(parts);
            }
            case JsonBytes.Mapped mapped ->
                heavy.run(call.loop().context(), () -> RemotePart.of(call.call().body()), flight::start, flight::fail);
        }
        return flight;
    }

    Provider inner() {
        return inner;
    }

    Egress egress() {
        return egress;
    }

    HeavyWork heavy() {
        return heavy;
    }

    BodyEditor bodies() {
        return bodies;
    }
}
