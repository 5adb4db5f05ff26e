package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An application's proof by the token of another issuer that it trusts, such as Kubernetes. Read for each, since such tokens
 * are replaced often.
 *
 * @param file holds the token
 */
record FederatedProof(Path file) implements EntraSource.Proof.Assertion {

    @Override
    public Secret forEndpoint(String endpoint, String clientId) throws IOException {
        return SecretFiles.credential(file);
    }
}
