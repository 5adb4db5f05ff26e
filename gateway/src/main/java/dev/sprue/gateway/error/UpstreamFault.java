package dev.sprue.gateway.error;

import java.util.Optional;

/**
 * What a provider said when it failed, handed to the caller inside {@code innererror}.
 *
 * @param provider the provider's name in the configuration
 * @param status its HTTP status, 0 where it gave none
 * @param code its error code
 * @param message its error message, at most 2,000 characters
 * @param param the parameter that it names
 * @param type its word for the kind of error
 * @param requestId its id of the request
 */
public record UpstreamFault(
        String provider,
        int status,
        Optional<String> code,
        Optional<String> message,
        Optional<String> param,
        Optional<String> type,
        Optional<String> requestId) {

    /** A fault without any words of the provider's own: it was not reached, or spoke garbage. */
    public static UpstreamFault silent(String provider) {
        return new UpstreamFault(
                provider, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
