package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import java.net.ConnectException;
import java.net.UnknownHostException;

/**
 * The failures of an upstream that said nothing about them itself.
 *
 * @param provider its name
 */
public record Faults(String provider) {

    /** It broke off, or what it sent makes no sense: {@code what}, to stand behind "the provider failed:". */
    public Failure broken(String what) {
        return Failure.ofProvider(provider, what);
    }

    /** It took too long. */
    public Failure timeout(String what) {
        return Failure.of(ErrorCode.UPSTREAM_TIMEOUT, provider, what).withUpstream(UpstreamFault.silent(provider));
    }

    /** No connection could be made. */
    public Failure unreachable(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> broken("its host name cannot be resolved");
            case ConnectException refused -> broken("it cannot be reached");
            default ->
                broken("no connection to it could be made (" + cause.getClass().getSimpleName() + ")");
        };
    }
}
