package dev.sprue.gateway.testing;

import java.util.function.Supplier;

/** Calls of the management API about one resource's deployments, each over a connection of its own. */
public final class DeploymentCalls {

    /** A deployment of the model that stand-ins serve: {@code chat-model} of {@code Test}. */
    public static final String CHAT_MODEL = "{\"sku\":{\"name\":\"GlobalStandard\",\"capacity\":1},"
            + "\"properties\":{\"model\":{\"format\":\"Test\",\"name\":\"chat-model\",\"version\":\"1\"}}}";

    private static final String ACCOUNTS =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sprue/providers"
                    + "/Microsoft.CognitiveServices/accounts/";

    private final Supplier<RawHttp> connect;
    private final String deployments;
    private final String token;

    /**
     * Calls to one service.
     *
     * @param connect connects to it
     * @param resource the resource, in the subscription and group that resources have by default
     * @param token the admin token
     */
    public DeploymentCalls(Supplier<RawHttp> connect, String resource, String token) {
        this.connect = connect;
        this.deployments = ACCOUNTS + resource + "/deployments";
        this.token = token;
    }

    /** Makes a deployment of {@link #CHAT_MODEL}. */
    public RawHttp.Answer put(String name) {
        return call("PUT", "/" + name, CHAT_MODEL);
    }

    /** Removes a deployment. */
    public RawHttp.Answer delete(String name) {
        return call("DELETE", "/" + name, "");
    }

    /** The first page of all deployments. */
    public RawHttp.Answer list() {
        return call("GET", "", "");
    }

    private RawHttp.Answer call(String method, String path, String body) {
        String head = "%s %s%s?api-version=2024-10-01 HTTP/1.1\nhost: localhost\nauthorization: Bearer %s"
                .formatted(method, deployments, path, token);
        try (RawHttp connection = connect.get()) {
            return connection
                    .send(head + "\ncontent-type: application/json", body)
                    .answer();
        }
    }
}
