package dev.sprue.gateway.testing.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.specified.Sent;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.ModelInference;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One operation of one version: its rows, all of them or those of a call. */
record Operation(Specifications specifications, String version, String method, String route) {

    private static final String CHAT = "/chat/completions";

    /** Whether the version has it. */
    boolean exists() {
        return !specifications.operation(version, method, route).isMissingNode();
    }

    /** The rows of requests. */
    Set<String> request() {
        return request(Optional.empty(), Optional.empty());
    }

    /** The rows that a request has. */
    Set<String> request(Sent sent, JsonNode body) {
        return request(Optional.of(sent), Optional.of(body));
    }

    private Set<String> request(Optional<Sent> sent, Optional<JsonNode> body) {
        Set<String> rows = new LinkedHashSet<>();
        if (!exists()) {
            return rows;
        }
        security(sent, rows);
        String schema = "";
        JsonNode operation = specifications.operation(version, method, route);
        for (JsonNode written : operation.path("parameters")) {
            JsonNode parameter = written.has("$ref")
                    ? document().at(written.path("$ref").asText().substring(1))
                    : written;
            switch (parameter.path("in").asText()) {
                case "query" -> given(parameter, sent.flatMap(one -> one.query(name(parameter))), sent, "query ", rows);
                case "header" ->
                    given(
                            parameter,
                            sent.flatMap(
                                    one -> Optional.ofNullable(one.headers().get(name(parameter)))),
                            sent,
                            "header ",
                            rows);
                case "body" -> schema = parameter.at("/schema/$ref").asText();
                default -> {}
            }
        }
        if (schema.isEmpty()) {
            schema = operation
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asText();
        }
        if (!schema.isEmpty()) {
            rows.addAll(SpecFields.of(document(), schema.substring(schema.lastIndexOf('/') + 1), body));
        }
        return rows;
    }

    private static String name(JsonNode parameter) {
        return parameter.path("name").asText();
    }

    private void given(JsonNode parameter, Optional<String> value, Optional<Sent> sent, String kind, Set<String> rows) {
        String row = kind + name(parameter);
        if (sent.isPresent() && value.isEmpty()) {
            return;
        }
        rows.add(row);
        JsonNode schema = parameter.has("schema") ? parameter.path("schema") : parameter;
        rows.addAll(SpecFields.words(document(), schema, value, row));
    }

    /** How a caller says who it is; a token of Entra ID cannot be told from a key by its looks, so it has no row here. */
    private void security(Optional<Sent> sent, Set<String> rows) {
        if (sent.isEmpty() || sent.get().headers().containsKey("api-key")) {
            rows.add("header api-key");
        }
        if (sent.isEmpty()
                || sent.get().headers().getOrDefault("authorization", "").startsWith("Bearer ")) {
            rows.add("header authorization = Bearer");
        }
    }

    /** The rows of whole answers. */
    Set<String> answer() {
        return specifications
                .answerSchema(version, method, route)
                .map(schema -> SpecFields.of(document(), schema, Optional.empty()))
                .orElse(Set.of());
    }

    /** The rows that a whole answer has. */
    Set<String> answer(JsonNode body) {
        return specifications
                .answerSchema(version, method, route)
                .map(schema -> SpecFields.of(document(), schema, Optional.of(body)))
                .orElse(Set.of());
    }

    /** The rows of a stream's events. */
    Set<String> event() {
        return route.equals(CHAT) ? SpecFields.of(document(), ModelInference.EVENT, Optional.empty()) : Set.of();
    }

    /** The rows that an event has. */
    Set<String> event(JsonNode event) {
        return SpecFields.of(document(), ModelInference.EVENT, Optional.of(event));
    }

    private JsonNode document() {
        return specifications.document(version);
    }
}
