package dev.sprue.gateway.config;

import java.util.regex.Pattern;

/** What a provider says of the variant of an API that it speaks, which not every type has. */
final class VariantRules {

    private static final Pattern V1 = Pattern.compile("/openai/v1/*$");

    private final Problems problems;
    private final String path;

    VariantRules(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Reports what breaks a rule. */
    void check(ProviderConfig provider) {
        ProviderType type = provider.type();
        if (provider.compat().isPresent() && type != ProviderType.OPENAI) {
            problems.error(path + ".compat", "only providers of type 'openai' have compat");
        }
        vertex(provider);
        if (provider.apiVersion().isEmpty() || !problems.clean(path + ".apiVersion")) {
            return;
        }
        boolean dated = Character.isDigit(provider.apiVersion().get().charAt(0));
        switch (type) {
            case AZURE_OPENAI -> {
                if (dated && V1.matcher(provider.endpoint().orElse("")).find()) {
                    problems.error(
                            path + ".apiVersion",
                            "an endpoint that ends in /openai/v1 has no dated versions; leave out one of the two");
                }
            }
            case AZURE_INFERENCE -> {
                if (!dated) {
                    problems.error(
                            path + ".apiVersion",
                            "the versions of the Azure AI Model Inference API are dates, such as 2024-05-01-preview");
                }
            }
            default ->
                problems.error(
                        path + ".apiVersion",
                        "only providers of type 'azure-openai' and 'azure-inference' have an apiVersion");
        }
    }

    private void vertex(ProviderConfig provider) {
        if (provider.vertex().isEmpty()) {
            return;
        }
        if (provider.type() != ProviderType.GEMINI) {
            problems.error(path + ".vertex", "only providers of type 'gemini' can be at Vertex AI");
        } else if (provider.vertex().get().project().isEmpty()
                && provider.apiKey().isEmpty()
                && problems.clean(path + ".vertex")) {
            problems.error(path + ".vertex", "it needs a project, or the provider an apiKey, which stands for one");
        }
    }
}
