package dev.sprue.gateway.testing.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.Sent;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One operation of one document: its rows, all of them or those of a call. */
record Operation(Document document, String method, String route) {

    /** Whether the document has it. */
    boolean exists() {
        return !document.operation(method, route).isMissingNode();
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
        for (JsonNode written : document.operation(method, route).path("parameters")) {
            JsonNode parameter = written.has("$ref")
                    ? document.written().at(written.path("$ref").asText().substring(1))
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
                default -> {}
            }
        }
        document.request(method, route).ifPresent(schema -> rows.addAll(SpecFields.of(document, schema, body)));
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
        rows.addAll(SpecFields.words(document, schema, value, row));
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
        return rows(document.answer(method, route), Optional.empty());
    }

    /** The rows that a whole answer has. */
    Set<String> answer(JsonNode body) {
        return rows(document.answer(method, route), Optional.of(body));
    }

    /** The rows of a stream's events. */
    Set<String> event() {
        return rows(document.event(method, route), Optional.empty());
    }

    /** The rows that an event has. */
    Set<String> event(JsonNode event) {
        return rows(document.event(method, route), Optional.of(event));
    }

    private Set<String> rows(Optional<String> schema, Optional<JsonNode> value) {
        return schema.map(known -> SpecFields.of(document, known, value)).orElse(Set.of());
    }
}
