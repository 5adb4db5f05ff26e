package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * One upstream that serves models.
 *
 * @param name unique name, used in logs and metrics
 * @param type the dialect that it speaks
 * @param endpoint its base address; for {@code openai} and {@code mistral} with the version path ({@code https://host/v1});
 *     {@code gemini} may leave it out
 * @param compat for {@code openai}: the server it is, whose ways are kept; absent: OpenAI itself, or one of which nothing is known
 * @param apiVersion for {@code azure-openai} and {@code azure-inference}: the version of the API; absent: {@code v1}, and
 *     {@code 2024-05-01-preview}
 * @param vertex for {@code gemini}: where its models are at Vertex AI; absent: at AI Studio
 * @param region for {@code bedrock}: the region of AWS that is called; absent: the one that the endpoint's host names
 * @param accessKeyId for {@code bedrock}: the id of a key of AWS
 * @param secretAccessKey for {@code bedrock}: that key
 * @param apiKey the credential sent to it; absent: none is sent
 * @param credential where the credential comes from instead, for one that changes; absent, and no {@code apiKey}: none is sent, but
 *     to {@code bedrock}, which is called with the keys that AWS's own clients find
 * @param timeouts how long it may take
 * @param resilience how calls go on when it fails
 * @param models what it adds to the catalog
 */
public record ProviderConfig(
        @Matches(Form.NAME) String name,
        ProviderType type,
        @Matches(Form.HTTP_URL) Optional<String> endpoint,
        Optional<Compat> compat,
        @Matches(Form.API_VERSION) Optional<String> apiVersion,
        Optional<VertexConfig> vertex,
        @Matches(Form.AWS_REGION) Optional<String> region,
        @Matches(Form.CREDENTIAL) Optional<String> accessKeyId,
        @Matches(Form.CREDENTIAL) Optional<Secret> secretAccessKey,
        @Matches(Form.CREDENTIAL) Optional<Secret> apiKey,
        Optional<CredentialConfig> credential,
        TimeoutsConfig timeouts,
        ResilienceConfig resilience,
        List<ModelConfig> models) {

    /** The keys of AWS that it gives itself, beside what {@code credential} may say. */
    public Optional<AwsCredentialConfig> ownAwsKeys() {
        return accessKeyId.isPresent() || secretAccessKey.isPresent()
                ? Optional.of(new AwsCredentialConfig(accessKeyId, secretAccessKey, Optional.empty(), Optional.empty()))
                : Optional.empty();
    }
}
