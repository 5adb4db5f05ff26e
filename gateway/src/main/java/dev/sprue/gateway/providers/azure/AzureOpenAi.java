package dev.sprue.gateway.providers.azure;

import dev.sprue.gateway.providers.openai.OpenAiDialect;
import dev.sprue.gateway.providers.openai.OpenAiVariant;
import dev.sprue.gateway.providers.openai.OpenAiVariants;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Azure OpenAI: OpenAI's dialect at paths of its own. With a dated version the path names the deployment
 * ({@code /openai/deployments/NAME/chat/completions?api-version=2024-10-21}); with none, {@code v1} or {@code preview} it is OpenAI's
 * own below {@code /openai/v1}.
 */
public final class AzureOpenAi {

    private static final String V1_PATH = "/openai/v1";
    private static final String PATH = "/openai";

    /** The first version whose streams report their usage when asked; older ones refuse the question. */
    private static final String STREAM_OPTIONS_SINCE = "2024-09-01";

    private AzureOpenAi() {}

    /**
     * The dialect as it is spoken at {@code target}.
     *
     * @param apiVersion a date, with or without {@code -preview}; {@code v1}, {@code preview} or none for the API without dates
     */
    public static Dialect dialect(UpstreamTarget target, Optional<String> apiVersion) {
        String base = base(target.basePath());
        String query = apiVersion.map(version -> "?api-version=" + version).orElse("");
        if (!isDated(apiVersion)) {
            return new OpenAiDialect(
                    target, OpenAiVariants.named("azure-openai"), OpenAiDialect.below(base + V1_PATH, query));
        }
        OpenAiVariant variant = OpenAiVariants.named(
                apiVersion.orElseThrow().compareTo(STREAM_OPTIONS_SINCE) < 0
                        ? "azure-openai-before-stream-options"
                        : "azure-openai");
        String deployments = base + PATH + "/deployments/";
        return new OpenAiDialect(
                target,
                variant,
                call -> deployments
                        + URLEncoder.encode(call.modelId(), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                        + call.call().operation().openAiPath()
                        + query);
    }

    /** Whether a version is one of those whose paths name the deployment. */
    public static boolean isDated(Optional<String> apiVersion) {
        return apiVersion
                .filter(version -> Character.isDigit(version.charAt(0)))
                .isPresent();
    }

    /** People copy addresses with the path at their end, from the portal and from samples. */
    public static String base(String path) {
        if (path.endsWith(V1_PATH)) {
            return path.substring(0, path.length() - V1_PATH.length());
        }
        return path.endsWith(PATH) ? path.substring(0, path.length() - PATH.length()) : path;
    }
}
