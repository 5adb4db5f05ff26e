package dev.sprue.gateway.providers.openai;

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
record OpenAiFaults(String provider) {

    Failure broken(String what) {
        return Failure.ofProvider(provider, what);
    }

    Failure timeout(String what) {
        return Failure.of(ErrorCode.UPSTREAM_TIMEOUT, provider, what).withUpstream(UpstreamFault.silent(provider));
    }

    Failure unreachable(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> broken("its host name cannot be resolved");
            case ConnectException refused -> broken("it cannot be reached");
            default ->
                broken("no connection to it could be made (" + cause.getClass().getSimpleName() + ")");
        };
    }
}
