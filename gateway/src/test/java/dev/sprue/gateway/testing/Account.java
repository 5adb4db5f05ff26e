package dev.sprue.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One account in the management API, as an administrator of it sees it over plain HTTP. */
public final class Account {

    /** A deployment of the model that stand-ins serve: {@code chat-model} of {@code Test}. */
    public static final String CHAT_MODEL = deployment("Test", "chat-model", 1);

    /** The version that is asked for. */
    public static final String VERSION = "2024-10-01";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<RawHttp> connect;
    private final String token;
    private final String subscription;
    private final String path;

    /**
     * Names it; nothing is called yet.
     *
     * @param connect opens a connection
     * @param token the administrator's
     * @param subscription its subscription
     * @param group its resource group
     * @param name its name
     */
    public Account(Supplier<RawHttp> connect, String token, String subscription, String group, String name) {
        this.connect = connect;
        this.token = token;
        this.subscription = "/subscriptions/" + subscription;
        this.path = this.subscription + "/resourceGroups/" + group + "/providers/Microsoft.CognitiveServices/accounts/"
                + name;
    }

    /** One with the subscription and group that resources have which name none. */
    public Account(Supplier<RawHttp> connect, String token, String name) {
        this(connect, token, "00000000-0000-0000-0000-000000000000", "sprue", name);
    }

    /** A deployment's body: a model with a capacity. */
    public static String deployment(String format, String model, int capacity) {
        return """
                {"sku":{"name":"GlobalStandard","capacity":%d},\
                "properties":{"model":{"format":"%s","name":"%s"}}}""".formatted(capacity, format, model);
    }

    /** Makes or changes a deployment. */
    public RawHttp.Answer put(String deployment, String body, String... headers) {
        return call("PUT", "/deployments/" + deployment, body, headers);
    }

    /** Makes a deployment that was not there. */
    public void make(String deployment, String body) {
        RawHttp.Answer made = put(deployment, body);
        if (made.status() != 201) {
            throw new AssertionError(made);
        }
    }

    /** A deployment. */
    public RawHttp.Answer get(String deployment) {
        return call("GET", "/deployments/" + deployment, "");
    }

    /** The first page of its deployments. */
    public RawHttp.Answer list() {
        return call("GET", "/deployments", "");
    }

    /** Removes a deployment. */
    public RawHttp.Answer delete(String deployment, String... headers) {
        return call("DELETE", "/deployments/" + deployment, "", headers);
    }

    /** Its keys. */
    public RawHttp.Answer keys() {
        return call("POST", "/listKeys", "");
    }

    /** One of its keys: {@code key1} or {@code key2}. */
    public String key(String slot) {
        return json(keys()).path(slot).asText();
    }

    /** Makes one of its keys anew: {@code Key1} or {@code Key2}. */
    public RawHttp.Answer regenerate(String key) {
        return call("POST", "/regenerateKey", "{\"keyName\":\"" + key + "\"}");
    }

    /** Makes any call below it on a connection of its own. */
    public RawHttp.Answer call(String method, String below, String body, String... headers) {
        try (RawHttp raw = connect.get()) {
            return call(raw, method, path + below, body, headers);
        }
    }

    /** Makes any call at all. */
    public RawHttp.Answer call(RawHttp raw, String method, String target, String body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + (target.contains("?") ? "&" : "?")
                + "api-version=" + VERSION + " HTTP/1.1\nhost: localhost\nauthorization: Bearer " + token);
        if (!body.isEmpty()) {
            head.append("\ncontent-type: application/json");
        }
        for (String header : headers) {
            head.append('\n').append(header);
        }
        return raw.send(head.toString(), body).answer();
    }

    /** What became of a write, as the number says that its answer bore. */
    public RawHttp.Answer operation(RawHttp raw, String id) {
        return call(
                raw,
                "GET",
                subscription + "/providers/Microsoft.CognitiveServices/locations/local/operationStatuses/" + id,
                "");
    }

    /** The number of the write that was answered so. */
    public static String operation(RawHttp.Answer written) {
        return written.header("x-sprue-operation-id").orElseThrow(() -> new AssertionError(written));
    }

    /** An answer that must be a success, as JSON. */
    public static JsonNode json(RawHttp.Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer);
        }
        return json(answer.body());
    }

    /** A text as JSON. */
    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }

    /** The names in a list. */
    public static List<String> names(RawHttp.Answer list) {
        List<String> names = new ArrayList<>();
        json(list).path("value").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    /** Its path. */
    public String path() {
        return path;
    }
}
