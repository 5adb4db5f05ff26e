package dev.sprue.gateway.auth;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.util.Map;
import java.util.Optional;

/** Step one: from credentials and address to a principal. Immutable; a change of keys is a new one. */
public final class Authenticator {

    private final Keyring keyring;
    private final Map<String, ResourceAccess> resources;

    /**
     * @param keyring the keys of all resources
     * @param resources how each resource may be called, by its name
     */
    public Authenticator(Keyring keyring, Map<String, ResourceAccess> resources) {
        this.keyring = keyring;
        this.resources = Map.copyOf(resources);
    }

    /**
     * The principal behind a request.
     *
     * @param credentials what it presents
     * @param remoteAddress where it comes from, an address literal
     * @throws dev.sprue.gateway.error.FailureException 401 without a valid credential, 403 from a refused address
     */
    public Principal authenticate(Credentials credentials, String remoteAddress) {
        if (credentials.candidates().isEmpty()) {
            throw Failure.of(ErrorCode.MISSING_CREDENTIAL).toException();
        }
        for (String candidate : credentials.candidates()) {
            Optional<Principal> principal = keyring.find(candidate);
            if (principal.isPresent()) {
                return admit(principal.get(), remoteAddress);
            }
        }
        throw Failure.of(ErrorCode.INVALID_KEY).toException();
    }

    private Principal admit(Principal principal, String remoteAddress) {
        ResourceAccess access = resources.get(principal.resource());
        if (access == null || !access.keysAllowed()) {
            // The same words as for a wrong key, as the service has it: nothing tells a guesser that the key is right.
            throw Failure.of(ErrorCode.INVALID_KEY).toException();
        }
        if (!access.network().allows(remoteAddress)) {
            throw Failure.of(ErrorCode.NETWORK_DENIED).toException();
        }
        return principal;
    }
}
