package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.cli.management.Answer;
import dev.sprue.gateway.cli.management.ManagementClient;
import dev.sprue.gateway.cli.management.Refusal;
import dev.sprue.gateway.cli.management.UnreachableException;
import dev.sprue.gateway.config.Nearest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One resource of a running service, as commands see it; what goes wrong ends the command with cause and remedy. */
final class Management implements AutoCloseable {

    /** The version of Azure's management API that the commands speak. */
    private static final String VERSION = "?api-version=2024-10-01";

    private static final String SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";
    private static final String ACCOUNTS = "/providers/Microsoft.CognitiveServices/accounts";

    /** The most that the service puts on a page. */
    private static final int PAGE = 1_000;

    private final ManagementClient client;
    private final String base;
    private final String tokenSource;
    private final String startCommand;
    private final Optional<String> wanted;
    private Optional<JsonNode> account = Optional.empty();

    /**
     * @param base where the service is, for messages
     * @param tokenSource where the admin token comes from, for messages
     * @param startCommand what starts the service, for messages
     * @param wanted the resource; empty: the only one
     */
    Management(ManagementClient client, String base, String tokenSource, String startCommand, Optional<String> wanted) {
        this.client = client;
        this.base = base;
        this.tokenSource = tokenSource;
        this.startCommand = startCommand;
        this.wanted = wanted;
    }

    /** The resource's name. */
    String resource() {
        return account().path("name").asText();
    }

    /** The resource's deployments. */
    List<JsonNode> deployments() {
        return list("/deployments");
    }

    /** The models that can be deployed in the resource. */
    List<JsonNode> models() {
        return list("/models");
    }

    /** A deployment; one that is not there ends the command with those that are. */
    JsonNode deployment(String name) {
        return explained(() -> {
            try {
                return client.get(path(deploymentPath(name)));
            } catch (Refusal refusal) {
                throw refusal.status() == 404 ? noSuchDeployment(name) : refusal;
            }
        });
    }

    /** Writes a deployment, with conditional headers. */
    JsonNode putDeployment(String name, JsonNode body, Map<String, String> conditions) {
        return explained(() -> {
            try {
                return put(name, body, conditions);
            } catch (Refusal refusal) {
                throw refusal.status() == 412 && conditions.containsKey("if-none-match") ? isThere(name) : refusal;
            }
        });
    }

    /** Writes a deployment that still has that etag; empty where it does not. */
    Optional<JsonNode> replaceDeployment(String name, JsonNode body, String etag) {
        return explained(() -> {
            try {
                return Optional.of(put(name, body, Map.of("if-match", etag)));
            } catch (Refusal refusal) {
                if (refusal.status() == 412) {
                    return Optional.empty();
                }
                throw refusal;
            }
        });
    }

    private JsonNode put(String name, JsonNode body, Map<String, String> conditions) {
        return client.send("PUT", path(deploymentPath(name)), conditions, Optional.of(body))
                .body();
    }

    /** Removes a deployment; one that was not there ends the command with those that are. */
    void deleteDeployment(String name, Map<String, String> conditions) {
        Answer answer =
                explained(() -> client.send("DELETE", path(deploymentPath(name)), conditions, Optional.empty()));
        if (answer.status() == 204) {
            throw noSuchDeployment(name);
        }
    }

    /** Calls an operation of the resource. */
    JsonNode post(String operation, Optional<JsonNode> body) {
        return explained(
                () -> client.send("POST", path("/" + operation), Map.of(), body).body());
    }

    /** The failure of a command that names a deployment which is not there. */
    private CommandFailure noSuchDeployment(String name) {
        List<String> known = names(deployments());
        return new CommandFailure("'" + resource() + "' has no deployment '" + name + "'" + Nearest.hint(name, known)
                + (known.isEmpty() ? "; it has none" : "; 'sprue deployments list' shows what there is"));
    }

    private static CommandFailure isThere(String name) {
        return new CommandFailure("there is a deployment '" + name + "' already; 'sprue deployments update " + name
                + "' changes it, and create --replace replaces it");
    }

    @Override
    public void close() {
        client.close();
    }

    private List<JsonNode> list(String below) {
        return explained(() -> client.list(path(below) + "&$top=" + PAGE));
    }

    private String path(String below) {
        return account().path("id").asText() + below + VERSION;
    }

    private static String deploymentPath(String name) {
        return "/deployments/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The resource's account, looked up once. */
    private JsonNode account() {
        JsonNode found = account.orElseGet(() -> explained(this::findAccount));
        account = Optional.of(found);
        return found;
    }

    private JsonNode findAccount() {
        List<JsonNode> accounts = new ArrayList<>();
        for (JsonNode subscription : client.list(SUBSCRIPTIONS)) {
            accounts.addAll(client.list(
                    "/subscriptions/" + subscription.path("subscriptionId").asText() + ACCOUNTS + VERSION));
        }
        List<String> known = names(accounts);
        if (wanted.isEmpty() && accounts.size() == 1) {
            return accounts.getFirst();
        }
        String name = wanted.orElseThrow(() -> new CommandFailure(
                accounts.isEmpty()
                        ? "the service has no resources"
                        : "the service has several resources; say which with --resource: " + String.join(", ", known)));
        return accounts.stream()
                .filter(one -> one.path("name").asText().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no resource '" + name + "'" + Nearest.hint(name, known)
                        + "; there is: " + String.join(", ", known)));
    }

    private static List<String> names(List<JsonNode> objects) {
        return objects.stream().map(one -> one.path("name").asText()).collect(Collectors.toList());
    }

    private <T> T explained(Supplier<T> call) {
        try {
            return call.get();
        } catch (UnreachableException unreachable) {
            throw new CommandFailure(unreachable.getMessage()
                    + (unreachable.isListening() ? "" : ". Is the service running? '" + startCommand + "' starts it"));
        } catch (Refusal refusal) {
            throw new CommandFailure(explain(refusal));
        }
    }

    private String explain(Refusal refusal) {
        String said = refusal.getMessage() + (refusal.code().isEmpty() ? "" : " (" + refusal.code() + ")");
        return switch (refusal.status()) {
            case 401, 403 ->
                base + " does not accept the admin token, " + tokenSource
                        + ". It is what the service's configuration has under admin.token, or else what is in admin.token"
                        + " in the service's data folder";
            case 503 ->
                said
                        + refusal.retryAfter()
                                .map(seconds -> ". Try again in " + seconds + " s")
                                .orElse("");
            default ->
                refusal.code().isEmpty()
                        ? base + " does not answer as Sprue's management API does: " + refusal.getMessage()
                        : said;
        };
    }
}
