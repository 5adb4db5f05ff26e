package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The management API of a service as far as the commands call it, in memory: what they send can be looked at, and what is
 * rare on a real service can be had.
 */
final class ManagedService implements ScriptedUpstream.Script {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUBSCRIPTION = "/subscriptions/s1";
    private static final String ACCOUNTS = "/providers/Microsoft.CognitiveServices/accounts";

    final Map<String, ObjectNode> deployments = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final List<String> resources = new CopyOnWriteArrayList<>(List.of("contoso"));
    final List<JsonNode> models = new CopyOnWriteArrayList<>();
    final List<ScriptedUpstream.Request> requests = new CopyOnWriteArrayList<>();
    final ObjectNode keys =
            JSON.objectNode().put("key1", "a".repeat(60) + "1111").put("key2", "short");
    private int etags;

    /** Something that changes a deployment just before it is written, as often as this says. */
    int rivals;

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) throws IOException {
        requests.add(request);
        String[] line = request.line().split(" ");
        String path = line[1].replaceFirst("[?].*", "");
        if (!request.headers().getOrDefault("authorization", "").equals("Bearer secret-token")) {
            answer(connection, 401, error("InvalidAuthenticationToken", "No."));
        } else if (path.equals("/subscriptions")) {
            answer(connection, 200, value(List.of(JSON.objectNode().put("subscriptionId", "s1"))));
        } else if (path.equals(SUBSCRIPTION + ACCOUNTS)) {
            answer(
                    connection,
                    200,
                    value(resources.stream().map(ManagedService::account).toList()));
        } else {
            String[] below = path.substring((SUBSCRIPTION + "/resourceGroups/g" + ACCOUNTS + "/").length())
                    .split("/");
            resource(connection, line[0], below, request);
        }
    }

    private void resource(
            ScriptedUpstream.Connection connection, String method, String[] below, ScriptedUpstream.Request request)
            throws IOException {
        String body = request.body();
        switch (method + " " + below[1]) {
            case "GET models" -> answer(connection, 200, value(models));
            case "POST listKeys" -> answer(connection, 200, keys);
            case "POST regenerateKey" -> {
                String slot = MAPPER.readTree(body).path("keyName").asText().replace("K", "k");
                answer(connection, 200, keys.put(slot, "new-" + slot));
            }
            case "GET deployments" -> {
                if (below.length == 2) {
                    page(connection, request.line().contains("second"));
                } else if (deployments.containsKey(below[2])) {
                    answer(connection, 200, deployments.get(below[2]));
                } else {
                    answer(connection, 404, error("ResourceNotFound", "There is none."));
                }
            }
            case "PUT deployments" -> put(connection, below[2], request);
            case "DELETE deployments" ->
                answer(connection, deployments.remove(below[2]) == null ? 204 : 200, JSON.objectNode());
            default -> answer(connection, 404, error("NotFound", method + " " + below[1]));
        }
    }

    /** Lists one deployment on the first page and the others on a second one, which it says is on another host. */
    private void page(ScriptedUpstream.Connection connection, boolean second) throws IOException {
        List<ObjectNode> all = new ArrayList<>(deployments.values());
        ObjectNode answer = value(second ? all.subList(1, all.size()) : all.subList(0, Math.min(1, all.size())));
        if (!second && all.size() > 1) {
            answer.put(
                    "nextLink",
                    "https://elsewhere.invalid" + SUBSCRIPTION + "/resourceGroups/g" + ACCOUNTS
                            + "/contoso/deployments?api-version=2024-10-01&$skipToken=second");
        }
        answer(connection, 200, answer);
    }

    private void put(ScriptedUpstream.Connection connection, String name, ScriptedUpstream.Request request)
            throws IOException {
        if (rivals > 0) {
            rivals--;
            etag(name, "e" + etags++);
        }
        Map<String, String> headers = request.headers();
        String etag = '"'
                + Optional.ofNullable(deployments.get(name))
                        .map(one -> one.path("etag").asText())
                        .orElse("")
                + '"';
        boolean isThere = deployments.containsKey(name);
        String ifMatch = headers.getOrDefault("if-match", "");
        boolean matches = ifMatch.isEmpty() || (isThere && (ifMatch.equals("*") || ifMatch.equals(etag)));
        if (!matches || (isThere && headers.containsKey("if-none-match"))) {
            answer(connection, 412, error("PreconditionFailed", "The condition is not met."));
            return;
        }
        ObjectNode made = (ObjectNode) MAPPER.readTree(request.body());
        made.put("name", name).withObject("/properties").put("provisioningState", "Succeeded");
        deployments.put(name, made);
        etag(name, "e" + etags++);
        answer(connection, isThere ? 200 : 201, made);
    }

    private void etag(String name, String etag) {
        Optional.ofNullable(deployments.get(name)).ifPresent(one -> one.put("etag", etag));
    }

    /** Adds a model that can be deployed. */
    ManagedService model(String format, String name, String version, boolean isDefault, String... skus) {
        ObjectNode model =
                JSON.objectNode().put("format", format).put("name", name).put("version", version);
        model.put("isDefaultVersion", isDefault).putObject("capabilities").put("chatCompletion", "true");
        for (String sku : skus) {
            model.withArray("/skus")
                    .addObject()
                    .put("name", sku)
                    .putObject("capacity")
                    .put("default", 7);
        }
        models.add(model);
        return this;
    }

    private static ObjectNode account(String name) {
        return JSON.objectNode()
                .put("name", name)
                .put("id", SUBSCRIPTION + "/resourceGroups/g" + ACCOUNTS + "/" + name);
    }

    private static ObjectNode value(List<? extends JsonNode> items) {
        ObjectNode list = JSON.objectNode();
        list.putArray("value").addAll(items);
        return list;
    }

    static ObjectNode error(String code, String message) {
        ObjectNode error = JSON.objectNode();
        error.putObject("error").put("code", code).put("message", message);
        return error;
    }

    static void answer(ScriptedUpstream.Connection connection, int status, ObjectNode body) throws IOException {
        connection.answer(status, "application/json", status == 204 ? "" : body.toString());
    }
}
