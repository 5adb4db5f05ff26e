package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens of Microsoft Entra ID by the client credentials grant of its v2.0 endpoint.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the grant</a>
 */
final class EntraSource implements CredentialSource<Secret> {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** How an application proves that it is the one. */
    sealed interface Proof {

        /** A secret that both sides know. */
        record SharedSecret(Secret secret) implements Proof {}

        /** A signed statement for a token endpoint: made with a certificate's key, or by another issuer. */
        @FunctionalInterface
        non-sealed interface Assertion extends Proof {
            Secret forEndpoint(String endpoint, String clientId) throws IOException;
        }
    }

    private final TokenClient client;
    private final String endpoint;
    private final String clientId;
    private final String scope;
    private final Proof proof;

    /** @param authority where Entra ID is, with or without a slash at its end */
    EntraSource(TokenClient client, String authority, String tenant, String clientId, String scope, Proof proof) {
        this.client = client;
        this.endpoint = authority.replaceAll("/+$", "") + "/" + tenant + "/oauth2/v2.0/token";
        this.clientId = clientId;
        this.scope = scope;
        this.proof = proof;
    }

    @Override
    public Expiring<Secret> fetch() throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", clientId);
        form.put("scope", scope);
        Secret sent =
                switch (proof) {
                    case Proof.SharedSecret(Secret secret) -> {
                        form.put("client_secret", secret.value());
                        yield secret;
                    }
                    case Proof.Assertion assertion -> {
                        Secret signed = assertion.forEndpoint(endpoint, clientId);
                        form.put("client_assertion_type", ASSERTION_TYPE);
                        form.put("client_assertion", signed.value());
                        yield signed;
                    }
                };
        return TokenAnswers.token(client.send(TokenClient.post(endpoint, form)), sent);
    }
}
