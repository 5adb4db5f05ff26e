package dev.sprue.gateway.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.coverage.Covering;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.Specifications;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation as one document has it, with values that its schemas allow.
 *
 * @param place its route
 * @param document which of the route's documents
 */
record SpecifiedCase(Api.Place place, String document) {

    private static final int SEED = 7;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String POST = "POST";

    /** Every operation that takes a body, in every document that has it; none where there are no documents. */
    static Stream<SpecifiedCase> all() {
        return Specifications.found().isEmpty()
                ? Stream.of()
                : Stream.of(Api.DATED, Api.V1).flatMap(api -> api.operations().stream()
                        .filter(operation -> operation.method().equals(POST))
                        .map(operation -> new Api.Place(api, operation.route()))
                        .flatMap(place -> place.columns().stream().map(name -> new SpecifiedCase(place, name)))
                        .filter(one ->
                                one.specification().answer(POST, place(one)).isPresent()));
    }

    private static String place(SpecifiedCase one) {
        return one.place.route();
    }

    private Document specification() {
        return Specifications.found().orElseThrow().document(place, document);
    }

    /** The operation as its route ends. */
    String operation() {
        return place.route().replaceFirst("^/deployments/[^/]+", "").substring(1);
    }

    /** A deployment that can do it. */
    String deployment() {
        return Entry.deploymentFor(operation());
    }

    /** A way in for a call, another one for each number where versions have several names. */
    Entry entry(int number) {
        return place.api() == Api.DATED
                ? new Entry(Api.DATED, document)
                : new Entry(Api.V1, List.of("", "v1", "preview").get(number % 3));
    }

    /** Requests that together have all that the document allows; what contradicts each other in words is mended. */
    List<ObjectNode> requests() {
        return values(specification().request(POST, place.route())).stream()
                .map(value -> mended((ObjectNode) value))
                .toList();
    }

    private ObjectNode mended(ObjectNode request) {
        request.put("model", deployment());
        if (request.has("stream_options") && !request.path("stream").asBoolean()) {
            request.put("stream", true);
        }
        if (request.has("best_of")) {
            request.put("best_of", 20).put("n", 2).remove(List.of("stream", "stream_options"));
        }
        if (request.path("encoding_format").isTextual()) {
            request.put("encoding_format", request.path("dimensions").asInt() > 3 ? "base64" : "float");
        }
        String function = request.at("/tool_choice/function/name").asText();
        if (!function.isEmpty() || request.path("tool_choice").asText().equals("required")) {
            request.putArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", function.isEmpty() ? "f" : function);
        }
        JsonNode context = request.path("user_security_context");
        for (String id : List.of("end_user_id", "end_user_tenant_id")) {
            if (context.has(id)) {
                ((ObjectNode) context).put(id, "0ab12345-6789-4cde-8f01-23456789abcd");
            }
        }
        if (context.has("source_ip")) {
            ((ObjectNode) context).put("source_ip", "192.0.2.1");
        }
        request.findParents("data").forEach(audio -> ((ObjectNode) audio).put("data", "AAAA"));
        return request;
    }

    /** Whole answers that together have all that the document knows. */
    List<JsonNode> answers() {
        List<JsonNode> answers = values(specification().answer(POST, place.route()));
        if (operation().equals("embeddings")) {
            answers.forEach(answer -> vectors((ObjectNode) answer));
        }
        return answers;
    }

    /** Vectors that a client could read, one for each text in its turn. */
    private static void vectors(ObjectNode answer) {
        answer.put("object", "list");
        boolean text = answer.at("/data/0/embedding").isTextual();
        for (int i = 0; i < answer.path("data").size(); i++) {
            ObjectNode item = ((ObjectNode) answer.path("data").path(i)).put("index", i);
            item.put("object", "embedding");
            if (text) {
                item.put("embedding", "AAAAPwAAgL4=");
            } else {
                item.putArray("embedding").add(0.5).add(-0.25);
            }
        }
    }

    /** A request to which that is an answer. */
    ObjectNode requestFor(JsonNode answer) {
        ObjectNode request = JSON.objectNode().put("model", deployment());
        switch (operation()) {
            case "chat/completions" ->
                request.putArray("messages").addObject().put("role", "user").put("content", "u");
            case "completions" -> request.put("prompt", "p");
            default -> {
                answer.path("data").forEach(item -> request.withArray("/input").add("a"));
                boolean text = answer.at("/data/0/embedding").isTextual();
                request.put("encoding_format", text ? "base64" : "float");
            }
        }
        return request;
    }

    /** The same of events; none where there is no stream. */
    List<JsonNode> events() {
        List<JsonNode> events = values(specification().event(POST, place.route()));
        for (JsonNode event : events) {
            event.path("choices").forEach(choice -> calls(choice.at("/delta/tool_calls")));
        }
        return events;
    }

    /** Calls that begin, as a first event has them; what a server leaves out there is mended on the way. */
    private static void calls(JsonNode calls) {
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode call = (ObjectNode) calls.path(i);
            call.put("index", i).put("id", "call-" + i).put("type", "function");
            call.putObject("function").put("name", "f").put("arguments", "{}");
        }
    }

    private List<JsonNode> values(Optional<String> schema) {
        return schema.map(name -> Covering.values(specification(), name, SEED)).orElse(List.of());
    }

    @Override
    public String toString() {
        return place.api().prefix() + place.route() + ", " + document;
    }
}
