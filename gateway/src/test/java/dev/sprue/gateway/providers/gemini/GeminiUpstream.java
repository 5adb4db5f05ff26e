package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.providers.gemini.ProtoJson.Violation;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Google's side: takes what AI Studio or Vertex takes, by their specifications and documented rules, and refuses everything else
 * as they do. What it answers is the affair of whoever made it.
 */
final class GeminiUpstream implements ScriptedUpstream.Script {

    /** The API key that it takes. */
    static final String API_KEY = "upstream-key-9876543210";

    /** What a request that has been taken is answered with. */
    @FunctionalInterface
    interface Reply {
        void answer(String method, JsonNode request, ScriptedUpstream.Connection connection)
                throws IOException, InterruptedException;
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern AI_STUDIO =
            Pattern.compile("POST /v1beta/(models/[^/:?]+):(\\w+)(\\?alt=sse)? HTTP/1.1");
    private static final Pattern VERTEX = Pattern.compile(
            "POST /v1/(?:projects/[^/:?]+/locations/[^/:?]+/|)(publishers/google/models/[^/:?]+|endpoints/\\d+):(\\w+)(\\?alt=sse)?"
                    + " HTTP/1.1");

    private final boolean vertex;
    private final Optional<GeminiMessages> messages;
    private volatile Reply reply;

    private GeminiUpstream(boolean vertex, Optional<GeminiMessages> messages, Reply reply) {
        this.vertex = vertex;
        this.messages = messages;
        this.reply = reply;
    }

    static GeminiUpstream aiStudio(Reply reply) {
        return new GeminiUpstream(false, GeminiMessages.aiStudio(), reply);
    }

    static GeminiUpstream vertex(Reply reply) {
        return new GeminiUpstream(true, GeminiMessages.vertex(), reply);
    }

    /** From now on it answers so. */
    void reply(Reply other) {
        reply = other;
    }

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws IOException, InterruptedException {
        Matcher line = (vertex ? VERTEX : AI_STUDIO).matcher(request.line());
        boolean authorized = API_KEY.equals(request.headers().get("x-goog-api-key"))
                || (vertex && ("Bearer " + API_KEY).equals(request.headers().get("authorization")));
        if (!line.matches()) {
            error(connection, 404, "NOT_FOUND", "no method answers " + request.line(), List.of());
        } else if (!authorized) {
            error(connection, 401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", List.of());
        } else if (!"application/json".equals(request.headers().get("content-type"))) {
            error(connection, 400, "INVALID_ARGUMENT", "the body is no JSON", List.of());
        } else {
            JsonNode body = MAPPER.readTree(request.body());
            String method = line.group(2);
            List<Violation> violations = violations(method, line.group(1), body);
            if (method.startsWith("stream") && line.group(3) == null) {
                violations = List.of(new Violation("alt", "this stand-in streams events only"));
            }
            if (violations.isEmpty()) {
                reply.answer(method, body, connection);
            } else {
                error(
                        connection,
                        400,
                        "INVALID_ARGUMENT",
                        violations.stream().map(Violation::description).collect(Collectors.joining("\n")),
                        violations);
            }
        }
    }

    private List<Violation> violations(String method, String model, JsonNode body) {
        String message =
                switch (method) {
                    case "generateContent", "streamGenerateContent" -> "GenerateContentRequest";
                    case "batchEmbedContents" -> vertex ? "" : "BatchEmbedContentsRequest";
                    case "embedContent" -> "EmbedContentRequest";
                    case "predict" -> vertex ? "PredictRequest" : "";
                    default -> "";
                };
        if (message.isEmpty()) {
            return List.of(new Violation("method", "there is no method " + method));
        }
        List<Violation> found =
                messages.map(all -> ProtoJson.violations(all, message, body)).orElse(List.of());
        if (!found.isEmpty()) {
            return found;
        }
        return switch (message) {
            case "GenerateContentRequest" -> GeminiRules.violations(body, model, vertex);
            default -> EmbeddingRules.violations(body, model, method);
        };
    }

    /** Answers with an error in the form of google.rpc.Status. */
    static void error(
            ScriptedUpstream.Connection connection, int code, String status, String message, List<Violation> violations)
            throws IOException {
        ObjectNode error =
                JSON.objectNode().put("code", code).put("message", message).put("status", status);
        if (!violations.isEmpty()) {
            ArrayNode fields = error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.BadRequest")
                    .putArray("fieldViolations");
            violations.forEach(
                    one -> fields.addObject().put("field", one.field()).put("description", one.description()));
        }
        connection.answer(
                code,
                "application/json; charset=UTF-8",
                JSON.objectNode().set("error", error).toPrettyString());
    }
}
