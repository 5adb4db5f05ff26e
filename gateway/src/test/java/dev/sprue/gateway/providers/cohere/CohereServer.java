package dev.sprue.gateway.providers.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stands in for Cohere: takes what its documentation says, with the right key, and refuses the rest in its words. */
final class CohereServer implements ScriptedUpstream.Script {

    static final String KEY = "co-key-0123456789";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) throws IOException {
        String path = request.line().split(" ")[1];
        JsonNode body = MAPPER.readTree(request.body());
        if (!request.headers().getOrDefault("authorization", "").equals("Bearer " + KEY)) {
            connection.answer(401, "application/json", "{\"id\":\"r1\",\"message\":\"invalid api token\"}");
            return;
        }
        List<String> faults = CohereRequests.faults(path, body);
        if (!faults.isEmpty()) {
            String words = MAPPER.writeValueAsString("invalid request: " + String.join("; ", faults));
            connection.answer(400, "application/json", "{\"id\":\"r2\",\"message\":" + words + "}");
            return;
        }
        switch (path) {
            case "/v2/chat" -> chat(body.path("stream").asBoolean(), connection);
            case "/v2/embed" -> connection.answer(200, "application/json", vectors(body));
            default ->
                connection.answer(
                        200,
                        "application/json",
                        "{\"id\":\"r3\",\"results\":[{\"index\":1,\"relevance_score\":0.50}],\"meta\":{\"api_version\":{\"version\":\"2\"},"
                                + "\"billed_units\":{\"search_units\":1}}}");
        }
    }

    private static void chat(boolean stream, ScriptedUpstream.Connection connection) throws IOException {
        CohereReply reply = CohereReply.of(2);
        if (stream) {
            connection.stream().chunk(reply.stream()).end();
        } else {
            connection.answer(200, "application/json", reply.whole().toString());
        }
    }

    private static String vectors(JsonNode body) {
        String type = body.path("embedding_types").path(0).asText();
        int inputs = body.path("texts").size()
                + body.path("images").size()
                + body.path("inputs").size();
        String vector =
                switch (type) {
                    case "base64" -> "\"AAAAPwAAgL4=\"";
                    case "int8" -> "[127,-64]";
                    default -> "[0.5,-0.25]";
                };
        String list = IntStream.range(0, inputs).mapToObj(i -> vector).collect(Collectors.joining(","));
        return "{\"id\":\"e1\",\"embeddings\":{\"" + type + "\":[" + list
                + "]},\"meta\":{\"billed_units\":{\"input_tokens\":3}}}";
    }
}
