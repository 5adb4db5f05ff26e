package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.SprueConfig;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a configuration comes to, in a few lines for a person. */
final class Summary {

    private Summary() {}

    static String of(SprueConfig config) {
        StringBuilder out = new StringBuilder();
        Listen listen = config.listen();
        out.append(line(
                "listen",
                "HTTPS on " + listen.host() + " port " + listen.httpsPort()
                        + (listen.httpPort() < 0 ? "" : ", plain HTTP on loopback port " + listen.httpPort())));
        for (ResourceConfig resource : config.resources()) {
            out.append(line("resource", resource.name() + " (" + resource.location() + ")"));
            for (DeploymentConfig deployment : resource.deployments()) {
                out.append(line(
                        "",
                        deployment.name() + " = " + deployment.model().format() + " / "
                                + deployment.model().name()
                                + deployment
                                        .model()
                                        .version()
                                        .map(version -> " " + version)
                                        .orElse("")
                                + (deployment.isDefault() ? ", answers calls that name no model" : "")));
            }
            if (resource.deployments().isEmpty()) {
                out.append(line("", "no deployments"));
            }
        }
        out.append(line("built in", names(BuiltinModels.ALL)));
        for (ProviderConfig provider : config.providers()) {
            out.append(line(
                    "provider",
                    provider.name() + " (" + provider.type().key() + "): "
                            + (provider.models().isEmpty() ? "no models" : names(provider.models()))));
        }
        return out.toString();
    }

    private static String names(List<ModelConfig> models) {
        return models.stream()
                .map(model -> model.format() + " / " + model.name() + " " + model.version())
                .collect(Collectors.joining(", "));
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "  %-9s %s%n", label, text);
    }
}
