package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * An application of Microsoft Entra ID that proves itself with exactly one of a secret, a certificate, and another
 * issuer's token.
 *
 * @param tenant the directory: its GUID or one of its domains
 * @param clientId the application's client id
 * @param clientSecret its secret
 * @param certificate PEM file with its certificate and the unencrypted RSA key (PKCS#8) of that, relative to the
 *     configuration file; read anew for each token
 * @param tokenFile file with a token of an issuer that the application trusts (workload identity federation), relative to
 *     the configuration file; read anew for each token
 * @param scope what the token is for, with {@code /.default} at its end
 * @param authority where Entra ID is; another one in sovereign clouds
 */
public record EntraCredentialConfig(
        @Matches(Form.TENANT) String tenant,
        @Matches(Form.GUID) String clientId,
        @Matches(Form.CREDENTIAL) Optional<Secret> clientSecret,
        Optional<String> certificate,
        Optional<String> tokenFile,
        @Default(ManagedIdentityConfig.COGNITIVE_SERVICES) String scope,

        @Default("https://login.microsoftonline.com") @Matches(Form.HTTP_URL)
        String authority) {}
