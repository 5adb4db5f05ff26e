package dev.sprue.gateway;

import dev.sprue.gateway.config.AwsCredentialConfig;
import dev.sprue.gateway.config.BedrockPlace;
import dev.sprue.gateway.config.CredentialConfig;
import dev.sprue.gateway.config.Limits;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.config.VertexConfig;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.anthropic.AnthropicDialect;
import dev.sprue.gateway.providers.azure.AzureInferenceDialect;
import dev.sprue.gateway.providers.azure.AzureOpenAi;
import dev.sprue.gateway.providers.bedrock.BedrockDialect;
import dev.sprue.gateway.providers.bedrock.signing.SigV4Signer;
import dev.sprue.gateway.providers.cohere.CohereDialect;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import dev.sprue.gateway.providers.credentials.CredentialFactory;
import dev.sprue.gateway.providers.credentials.KeyHeader;
import dev.sprue.gateway.providers.gemini.GeminiDialect;
import dev.sprue.gateway.providers.gemini.GeminiPlace;
import dev.sprue.gateway.providers.mistral.MistralDialect;
import dev.sprue.gateway.providers.ollama.OllamaDialect;
import dev.sprue.gateway.providers.openai.OpenAiDialect;
import dev.sprue.gateway.providers.openai.OpenAiVariants;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** From a provider's entry in the configuration, which has been checked, to the provider: one dialect for each type. */
final class ProviderFactory {

    private final Limits limits;
    private final CredentialFactory credentials;

    /** @param limits the service's own, which no provider's may exceed */
    ProviderFactory(Limits limits, CredentialFactory credentials) {
        this.limits = limits;
        this.credentials = credentials;
    }

    /** The provider of an entry of any type but {@code builtin}. */
    Provider make(ProviderConfig config) {
        TimeoutsConfig timeouts = config.timeouts().within(limits);
        UpstreamTarget target = UpstreamTarget.of(config.name(), endpoint(config), timeouts);
        return new UpstreamProvider(target, dialect(config, target), credential(config), limits.maxAnswerMb());
    }

    private static String endpoint(ProviderConfig config) {
        return config.endpoint().orElseGet(() -> switch (config.type()) {
            case GEMINI -> GeminiPlace.endpoint(config.vertex().map(VertexConfig::location));
            case BEDROCK -> BedrockPlace.of(config).orElseThrow().endpoint();
            default ->
                throw new IllegalStateException("the configuration's rules let a provider without an endpoint through");
        });
    }

    private static Dialect dialect(ProviderConfig config, UpstreamTarget target) {
        return switch (config.type()) {
            case OPENAI ->
                new OpenAiDialect(
                        target,
                        config.compat()
                                .map(compat -> OpenAiVariants.named(compat.key()))
                                .orElse(OpenAiVariants.PLAIN));
            case COHERE -> new CohereDialect(target);
            case MISTRAL -> new MistralDialect(target);
            case OLLAMA -> new OllamaDialect(target);
            case AZURE_OPENAI -> AzureOpenAi.dialect(target, config.apiVersion());
            case AZURE_INFERENCE ->
                new AzureInferenceDialect(target, config.apiVersion().orElse(AzureInferenceDialect.DEFAULT_VERSION));
            case ANTHROPIC -> new AnthropicDialect(target, config.models());
            case GEMINI -> new GeminiDialect(place(config, target), target.faults());
            case BEDROCK -> new BedrockDialect(target, config.models());
            case BUILTIN ->
                throw new IllegalStateException("the configuration's rules let a provider of type "
                        + config.type().key() + " through");
        };
    }

    private static GeminiPlace place(ProviderConfig config, UpstreamTarget target) {
        return config.vertex()
                .<GeminiPlace>map(
                        vertex -> GeminiPlace.Vertex.of(target.basePath(), vertex.project(), vertex.location()))
                .orElseGet(() -> GeminiPlace.AiStudio.at(target.basePath()));
    }

    private Credential credential(ProviderConfig config) {
        Optional<AwsCredentialConfig> aws = config.type() == ProviderType.BEDROCK ? awsKeys(config) : Optional.empty();
        return aws.map(keys -> credentials.aws(config.name(), keys, signing(config)))
                .orElseGet(() -> credentials.of(config, keyHeader(config.type())));
    }

    /** Keys of AWS sign; without a word of credentials they are looked for where AWS's own clients look. */
    private static Optional<AwsCredentialConfig> awsKeys(ProviderConfig config) {
        if (config.ownAwsKeys().isPresent()) {
            return config.ownAwsKeys();
        }
        return config.apiKey().isEmpty() && config.credential().isEmpty()
                ? Optional.of(AwsCredentialConfig.CHAIN)
                : config.credential().flatMap(CredentialConfig::aws);
    }

    private static Function<AwsCredentials, RequestSigner> signing(ProviderConfig config) {
        String region = BedrockPlace.of(config).orElseThrow().region();
        return keys -> new SigV4Signer(keys, region, "bedrock", Clock.systemUTC());
    }

    /** Where a type takes its key; tokens go into {@code Authorization} everywhere. */
    private static KeyHeader keyHeader(ProviderType type) {
        return switch (type) {
            case OPENAI, MISTRAL, COHERE, OLLAMA, BEDROCK, BUILTIN -> KeyHeader.BEARER;
            case AZURE_OPENAI, AZURE_INFERENCE -> new KeyHeader(Headers.value("api-key"), "");
            case ANTHROPIC -> new KeyHeader(Headers.value("x-api-key"), "");
            case GEMINI -> new KeyHeader(GeminiDialect.KEY_HEADER, "");
        };
    }
}
