package dev.sprue.gateway.testing;

import dev.sprue.gateway.testing.specified.Api;
import java.util.List;

/**
 * A way to the same models: a surface, and a version of it. For tests of what all surfaces have in common.
 *
 * @param version what {@code api-version} says; empty for none
 */
public record Entry(Api api, String version) {

    /** One of each surface. The first is in a version that knows of reasoning. */
    public static final List<Entry> EACH =
            List.of(new Entry(Api.MODELS, "2025-04-01"), new Entry(Api.DATED, "2024-10-21"), new Entry(Api.V1, ""));

    /** Those of OpenAI's API in all ways that callers use. */
    public static final List<Entry> OPENAI = List.of(
            new Entry(Api.DATED, "2023-05-15"),
            new Entry(Api.DATED, "2024-10-21"),
            new Entry(Api.DATED, "2025-04-01-preview"),
            new Entry(Api.V1, ""),
            new Entry(Api.V1, "preview"));

    /** The name of the rig's deployment that can do an operation, which is the end of a route. */
    public static String deploymentFor(String operation) {
        return switch (operation) {
            case "chat/completions" -> "chat";
            case "completions" -> "writer";
            case "embeddings" -> "embed";
            case "images/embeddings" -> "pictures";
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** The path and query of an operation of a deployment. */
    public String path(String operation, String deployment) {
        String query = version.isEmpty() ? "" : "?api-version=" + version;
        return api.prefix() + (api == Api.DATED ? "/deployments/" + deployment : "") + "/" + operation + query;
    }

    /** The path and query of a chat call to the rig's deployment for that. */
    public String chat() {
        return path("chat/completions", deploymentFor("chat/completions"));
    }

    /** Makes one call of an operation on a connection of its own; fields that the surface does not know pass. */
    public RawHttp.Answer call(Rig rig, String operation, String body) {
        String head = Rig.post(path(operation, deploymentFor(operation)));
        try (RawHttp raw = rig.connect()) {
            return raw.send(api == Api.MODELS ? head + "\nextra-parameters: pass-through" : head, body)
                    .answer();
        }
    }

    @Override
    public String toString() {
        return (api.prefix() + " " + version).strip();
    }
}
