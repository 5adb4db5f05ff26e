package dev.sprue.gateway.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a provider must say, which depends on its type. */
final class ProviderRules {

    private final Problems problems;
    private final String path;

    ProviderRules(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Reports what breaks a rule. */
    void check(ProviderConfig provider) {
        if (problems.clean(path + ".type")) {
            String reserved = ProviderType.BUILTIN.key();
            boolean misnamed = provider.type() == ProviderType.BUILTIN
                    ? !provider.name().equals(reserved)
                    : provider.name().equalsIgnoreCase(reserved);
            if (misnamed && problems.clean(path + ".name")) {
                problems.error(
                        path + ".name",
                        "the name 'builtin' belongs to the provider of type 'builtin', which has no other");
            }
            ofType(provider);
            new VariantRules(problems, path).check(provider);
        }
        models(provider.models());
    }

    private void ofType(ProviderConfig provider) {
        if (!provider.type().served()) {
            problems.error(
                    path + ".type",
                    "providers of type '" + provider.type().key() + "' are not served by this version; it serves: "
                            + Arrays.stream(ProviderType.values())
                                    .filter(ProviderType::served)
                                    .map(ProviderType::key)
                                    .collect(Collectors.joining(", ")));
        } else if (provider.type() == ProviderType.BUILTIN) {
            refuse("endpoint", provider.endpoint().isPresent());
            refuse("apiKey", provider.apiKey().isPresent());
            refuse("credential", provider.credential().isPresent());
            refuse("resilience.probe", provider.resilience().probe().isPresent());
            builtin(provider.models());
        } else if (provider.type() == ProviderType.BEDROCK) {
            bedrock(provider);
        } else if (provider.type() != ProviderType.GEMINI
                && provider.endpoint().isEmpty()
                && problems.clean(path + ".endpoint")) {
            problems.error(
                    path + ".endpoint",
                    "a provider of type '" + provider.type().key()
                            + "' needs an endpoint, for example https://api.example.com/v1");
        }
        if (provider.type() != ProviderType.BEDROCK && provider.region().isPresent()) {
            problems.error(path + ".region", "only a provider of type 'bedrock' has a region");
        }
        if (provider.ownAwsKeys().isPresent()) {
            awsKeys(provider);
        }
        provider.credential().ifPresent(credential -> credential(credential, provider));
        if (provider.models().isEmpty() && problems.clean(path + ".models")) {
            problems.warning(path, "this provider adds no models, so nothing can be deployed from it");
        }
    }

    private void awsKeys(ProviderConfig provider) {
        String key = provider.accessKeyId().isPresent() ? ".accessKeyId" : ".secretAccessKey";
        if (provider.type() != ProviderType.BEDROCK) {
            problems.error(path + key, "only a provider of type 'bedrock' is called with keys of AWS");
        } else if (provider.accessKeyId().isPresent()
                != provider.secretAccessKey().isPresent()) {
            problems.error(path + key, "accessKeyId and secretAccessKey belong together");
        } else if (provider.apiKey().isPresent() || provider.credential().isPresent()) {
            problems.error(path + key, "a provider has an accessKeyId, an apiKey or a credential, not several of them");
        }
    }

    private void credential(CredentialConfig credential, ProviderConfig provider) {
        if (provider.apiKey().isPresent()) {
            problems.error(path + ".credential", "a provider has an apiKey or a credential, not both");
        }
        new CredentialRules(problems, path + ".credential").check(credential, provider.type());
    }

    private void bedrock(ProviderConfig provider) {
        if (problems.clean(path + ".endpoint")
                && problems.clean(path + ".region")
                && BedrockPlace.of(provider).isEmpty()) {
            problems.error(
                    path + (provider.endpoint().isPresent() ? ".region" : ""),
                    "a provider of type 'bedrock' needs a region, for example us-east-1, unless its endpoint is one of"
                            + " AWS's own hosts, which name theirs");
        }
    }

    private void refuse(String key, boolean given) {
        if (given) {
            problems.error(path + "." + key, "a provider of type 'builtin' has no " + key);
        }
    }

    private void builtin(List<ModelConfig> models) {
        List<String> known = BuiltinModels.ALL.stream().map(ModelConfig::name).toList();
        for (int i = 0; i < models.size(); i++) {
            String at = path + ".models[" + i + "]";
            String id = models.get(i).id().orElse(models.get(i).name());
            if (problems.clean(at) && !known.contains(id)) {
                String place = models.get(i).id().isPresent() ? at + ".id" : at + ".name";
                String shown = problems.shown(place, id);
                problems.error(
                        place,
                        "no built-in model is named '" + shown + "'" + Nearest.hint(shown, known) + " Built in: "
                                + String.join(", ", known));
            }
        }
    }

    private void models(List<ModelConfig> models) {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            String at = path + ".models[" + i + "]";
            ModelConfig model = models.get(i);
            if (problems.clean(at) && !seen.add(List.of(model.format(), model.name(), model.version()))) {
                problems.error(at, "this provider lists the same model (format, name and version) twice");
            }
            new ModelRules(problems, at).check(model);
        }
    }
}
