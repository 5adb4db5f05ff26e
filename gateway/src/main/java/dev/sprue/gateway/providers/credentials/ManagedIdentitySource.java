package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.ManagedIdentityConfig;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens for the identity that Azure gives to where this runs, found as Microsoft's own clients find it: workload identity
 * (Kubernetes), App Service, the virtual machine's metadata service.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">virtual
 *     machines</a>
 * @see <a href="https://learn.microsoft.com/azure/app-service/overview-managed-identity">App Service</a>
 */
record ManagedIdentitySource(TokenClient client, ManagedIdentityConfig config, Variables env)
        implements CredentialSource<Secret> {

    @Override
    public Expiring<Secret> fetch() throws IOException, InterruptedException {
        Optional<String> federated = env.get("AZURE_FEDERATED_TOKEN_FILE");
        if (federated.isPresent()) {
            return workload(Path.of(federated.get())).fetch();
        }
        Optional<String> appService = env.get("IDENTITY_ENDPOINT");
        if (appService.isEmpty()) {
            String host = env.get("AZURE_POD_IDENTITY_AUTHORITY_HOST").orElse("http://169.254.169.254");
            return machine(host.replaceAll("/+$", ""));
        }
        if (env.get("IDENTITY_HEADER").isEmpty()
                || env.get("IDENTITY_SERVER_THUMBPRINT").isPresent()) {
            throw new IOException("managed identities of Azure Arc and Service Fabric are not supported: use"
                    + " credential.entra, or a command that prints a token");
        }
        HttpRequest request = TokenClient.to(appService.get() + "?" + query("2019-08-01", "mi_res_id"))
                .header("x-identity-header", env.need("IDENTITY_HEADER"))
                .build();
        return TokenAnswers.token(client.send(request), new Secret(env.need("IDENTITY_HEADER")));
    }

    private EntraSource workload(Path tokenFile) throws IOException {
        Optional<String> clientId = config.clientId();
        return new EntraSource(
                client,
                env.get("AZURE_AUTHORITY_HOST").orElse("https://login.microsoftonline.com"),
                env.need("AZURE_TENANT_ID"),
                clientId.isPresent() ? clientId.get() : env.need("AZURE_CLIENT_ID"),
                config.scope(),
                new FederatedProof(tokenFile));
    }

    private Expiring<Secret> machine(String host) throws IOException, InterruptedException {
        HttpRequest request = TokenClient.to(
                        host + "/metadata/identity/oauth2/token?" + query("2018-02-01", "msi_res_id"))
                .header("metadata", "true")
                .build();
        return TokenAnswers.token(client.send(request));
    }

    private String query(String apiVersion, String resourceIdField) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("api-version", apiVersion);
        query.put("resource", config.scope().replaceAll("/\\.default$", ""));
        config.clientId().ifPresent(id -> query.put("client_id", id));
        config.resourceId().ifPresent(id -> query.put(resourceIdField, id));
        return TokenClient.encoded(query);
    }
}
