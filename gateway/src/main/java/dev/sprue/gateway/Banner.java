package dev.sprue.gateway;

import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.keys.KeyPair;
import dev.sprue.gateway.http.HttpService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code sprue serve} prints: where it listens, with what key, and a curl line that answers when it is pasted.
 *
 * <p>Only a key that Sprue made itself is printed; one that was declared is somebody's secret, and whoever declared it
 * has it.
 */
final class Banner {

    private final ServeOptions options;
    private final Function<String, KeyPair> keys;

    /** @param keys the keys of a resource, by its name */
    Banner(ServeOptions options, Function<String, KeyPair> keys) {
        this.options = options;
        this.keys = keys;
    }

    /** The lines, without the last one. */
    String text(HttpService http, Optional<Path> ca) {
        StringBuilder out = new StringBuilder(1_024);
        out.append("Sprue ")
                .append(version())
                .append(" (")
                .append(http.transportName())
                .append(")\n");
        for (ResourceConfig resource : options.config().resources()) {
            out.append("\nresource ").append(resource.name()).append('\n');
            row(out, "endpoint", https(resource, http) + "/models");
            if (http.httpPort() >= 0) {
                row(
                        out,
                        "http",
                        "http://127.0.0.1:" + http.httpPort() + "/models (this machine only" + hostNote(resource)
                                + ")");
            }
            row(out, "key", shownKey(resource));
            row(out, "deployments", deployments(resource.deployments()));
        }
        ca.ifPresent(file -> row(out, "CA", file.toString()));
        row(out, "data", options.dataDir().toAbsolutePath().toString());
        options.config().resources().stream()
                .filter(resource -> !resource.deployments().isEmpty())
                .findFirst()
                .ifPresent(resource -> out.append("\nTry it:\n\n  ")
                        .append(curl(https(resource, http), ca, resource))
                        .append('\n'));
        return out.toString();
    }

    /** Where strict hosts are asked for, no call to another name than the resource's is answered. */
    private String https(ResourceConfig resource, HttpService http) {
        return "https://" + (isStrict() ? host(resource) : "localhost") + ":" + http.httpsPort();
    }

    private String hostNote(ResourceConfig resource) {
        return isStrict() ? ", with the header host: " + host(resource) : "";
    }

    private boolean isStrict() {
        return options.config().listen().strictHosts();
    }

    private String host(ResourceConfig resource) {
        return options.config().listen().hostNames(resource.name()).getFirst();
    }

    /** The last line, which tells people and scripts that calls are accepted. */
    static String ready(HttpService http, long startMs) {
        String plain = http.httpPort() < 0 ? "" : " http://127.0.0.1:" + http.httpPort();
        return "ready in " + startMs + " ms: https://localhost:" + http.httpsPort() + plain;
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("  ")
                .append(name)
                .append(" ".repeat(Math.max(1, 13 - name.length())))
                .append(value)
                .append('\n');
    }

    private static String deployments(List<DeploymentConfig> deployments) {
        return deployments.isEmpty()
                ? "none"
                : deployments.stream().map(DeploymentConfig::name).collect(Collectors.joining(", "));
    }

    private String shownKey(ResourceConfig resource) {
        if (resource.disableLocalAuth()) {
            return "(keys are disabled)";
        }
        KeysConfig declared = resource.keys();
        if (declared.key1().isPresent() && declared.key2().isPresent()) {
            return "(the ones you declared)";
        }
        return declared.key1().isPresent()
                ? "(key1 is the one you declared; key2 was made, `" + keysCommand() + "` prints it)"
                : madeKey(resource)
                        .orElse("(it cannot be opened: sprue keys regenerate key1 --resource " + resource.name() + ")");
    }

    /** What prints the keys of this service. */
    private String keysCommand() {
        return "sprue keys"
                + options.configFile().map(file -> " --config " + file).orElse("")
                + " --data " + options.dataDir();
    }

    /** The first key, which Sprue made; empty where it cannot be opened. */
    private Optional<String> madeKey(ResourceConfig resource) {
        return keys.apply(resource.name()).key1().map(Secret::value);
    }

    private String curl(String https, Optional<Path> ca, ResourceConfig resource) {
        String key = resource.keys().key1().isPresent()
                ? "$SPRUE_KEY1"
                : madeKey(resource).orElse("KEY");
        String trust = ca.map(file -> " --cacert '" + file + "'").orElse("");
        DeploymentConfig deployment = resource.deployments().getFirst();
        return "curl" + trust + " '" + https + "/models/chat/completions?api-version=2024-05-01-preview'"
                + " -H \"api-key: " + key + "\" -H 'content-type: application/json'"
                + " -d '{\"model\":\"" + deployment.name()
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}'";
    }

    static String version() {
        String version = Banner.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
