package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * The identity that Azure gives to where Sprue runs. The environment decides how its token is had, as in Microsoft's own
 * clients: workload identity ({@code AZURE_FEDERATED_TOKEN_FILE}), App Service ({@code IDENTITY_ENDPOINT}), else the
 * virtual machine's metadata service.
 *
 * @param clientId which of several user-assigned identities, by its client id; absent: the only one, or the
 *     system-assigned one
 * @param resourceId the same, by its resource id ({@code /subscriptions/...})
 * @param scope what the token is for, with {@code /.default} at its end
 */
public record ManagedIdentityConfig(
        @Matches(Form.GUID) Optional<String> clientId,
        Optional<String> resourceId,
        @Default(COGNITIVE_SERVICES) String scope) {

    static final String COGNITIVE_SERVICES = "https://cognitiveservices.azure.com/.default";
}
