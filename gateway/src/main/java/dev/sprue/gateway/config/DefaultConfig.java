package dev.sprue.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is served when the configuration declares no resource: one, named {@code local}, with the built-in models. */
final class DefaultConfig {

    private final Map<String, String> env;
    private final Problems problems;

    DefaultConfig(Map<String, String> env, Problems problems) {
        this.env = env;
        this.problems = problems;
    }

    /** Puts the default resource in where there is none; its keys come from {@code SPRUE_KEY1} and {@code SPRUE_KEY2}. */
    SprueConfig complete(SprueConfig config) {
        if (!config.resources().isEmpty()) {
            return config;
        }
        ResourceConfig local = new ResourceConfig(
                "local",
                "local",
                "00000000-0000-0000-0000-000000000000",
                "sprue",
                keys(),
                false,
                new NetworkConfig(NetworkConfig.Action.Allow, List.of()),
                BuiltinModels.ALL.stream().map(DefaultConfig::deployment).toList(),
                List.of(),
                List.of(),
                Optional.empty());
        return config.withResources(List.of(local));
    }

    private KeysConfig keys() {
        Optional<Secret> key1 = key("SPRUE_KEY1");
        Optional<Secret> key2 = key("SPRUE_KEY2");
        if (key1.isPresent() && key1.equals(key2)) {
            problems.error(0, 0, "", "the environment variables SPRUE_KEY1 and SPRUE_KEY2 must differ");
        }
        return new KeysConfig(key1, key2);
    }

    private Optional<Secret> key(String name) {
        String value = env.getOrDefault(name, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!Form.RESOURCE_KEY.accepts(value)) {
            problems.error(
                    0, 0, "", "the environment variable " + name + " must be " + Form.RESOURCE_KEY.description());
        }
        return Optional.of(new Secret(value));
    }

    private static DeploymentConfig deployment(ModelConfig model) {
        return new DeploymentConfig(
                model.name(),
                new ModelRef(model.format(), model.name(), Optional.of(model.version())),
                new SkuConfig("GlobalStandard", 1));
    }
}
