package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.Optional;

/** A provider that is spoken to over HTTP: where it is, how it is spoken to, and with which credential. */
public final class UpstreamProvider implements Provider {

    private final UpstreamTarget target;
    private final Dialect dialect;
    private final Credential credential;
    private final int maxAnswerMb;
    private final int maxAnswerBytes;

    /** Takes whole answers, and single events of streams, of at most {@code maxAnswerMb} megabytes. */
    public UpstreamProvider(UpstreamTarget target, Dialect dialect, Credential credential, int maxAnswerMb) {
        this.target = target;
        this.dialect = dialect;
        this.credential = credential;
        this.maxAnswerMb = maxAnswerMb;
        this.maxAnswerBytes = Math.toIntExact(Math.min(maxAnswerMb * 1024L * 1024L, Integer.MAX_VALUE - 64));
    }

    @Override
    public String name() {
        return target.provider();
    }

    /** Where it is. */
    public UpstreamTarget target() {
        return target;
    }

    /** The same credential for calls of another kind; what is returned is not to be closed. */
    public UpstreamProvider speaking(UpstreamTarget otherTarget, Dialect other) {
        return new UpstreamProvider(otherTarget, other, credential, maxAnswerMb);
    }

    @Override
    public Optional<UpstreamEndpoint> endpoint() {
        return Optional.of(target.endpoint());
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        UpstreamFlight flight = new UpstreamFlight(target, dialect, credential, call, sink, maxAnswerBytes);
        try {
            flight.start();
        } catch (FailureException unsayable) {
            sink.failed(unsayable.failure());
            return Flight.ENDED;
        }
        return flight;
    }

    @Override
    public void close() {
        credential.close();
    }
}
