package dev.sprue.gateway.auth;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.util.Map;
import java.util.Optional;

/** Step one: from credentials and address to a principal. Immutable; a change of keys is a new one. */
public final class Authenticator {

    private final Hosts hosts;
    private final Keyring keyring;
    private final Map<String, ResourceAccess> resources;

    /**
     * @param hosts which resource a host names
     * @param keyring the keys of all resources
     * @param resources how each resource may be called, by its name
     */
    public Authenticator(Hosts hosts, Keyring keyring, Map<String, ResourceAccess> resources) {
        this.hosts = hosts;
        this.keyring = keyring;
        this.resources = Map.copyOf(resources);
    }

    /**
     * The principal behind a request.
     *
     * @param credentials what it presents
     * @param host the host that it is for, in lower case and without port; where that names a resource, the keys of others
     *     are wrong
     * @param remoteAddress where it comes from, an address literal
     * @throws dev.sprue.gateway.error.FailureException 401 without a valid credential, 403 from a refused address
     */
    public Principal authenticate(Credentials credentials, String host, String remoteAddress) {
        if (credentials.candidates().isEmpty()) {
            throw Failure.of(ErrorCode.MISSING_CREDENTIAL).toException();
        }
        Optional<String> named = hosts.resource(host);
        for (String candidate : credentials.candidates()) {
            Optional<Principal> principal = keyring.find(candidate);
            if (principal.isPresent()
                    && (named.isEmpty() || named.get().equals(principal.get().resource()))) {
                return admit(principal.get(), remoteAddress);
            }
        }
        throw Failure.of(ErrorCode.INVALID_KEY).toException();
    }

    /** Whether calls to a host, in lower case and without port, are served at all. */
    public boolean serves(String host) {
        return hosts.isServed(host);
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
