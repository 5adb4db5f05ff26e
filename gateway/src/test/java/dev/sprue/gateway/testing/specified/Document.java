package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A document of an API.
 *
 * @param name as whose column it stands in the page about coverage
 * @param written as it is written
 */
public record Document(Api api, String name, JsonNode written, SchemaDocument schemas) {

    /** What it says of an operation; missing where it has none. */
    public JsonNode operation(String method, String route) {
        return written.path("paths").path(route).path(method.toLowerCase(Locale.ROOT));
    }

    /** The schema of a request's body, by name or as a pointer; empty where there is none. */
    public Optional<String> request(String method, String route) {
        JsonNode operation = operation(method, route);
        for (int i = 0; i < operation.path("parameters").size(); i++) {
            if (operation.path("parameters").path(i).path("in").asText().equals("body")) {
                return schema(pointer(method, route) + "/parameters/" + i + "/schema");
            }
        }
        return schema(pointer(method, route) + "/requestBody/content/application~1json/schema");
    }

    /** The schema of a whole answer. */
    public Optional<String> answer(String method, String route) {
        String ok = pointer(method, route) + "/responses/200";
        if (written.at(ok).has("schema")) {
            return schema(ok + "/schema");
        }
        String json = ok + "/content/application~1json/schema";
        // Azure's dated documents have no media type for streams and say "either" instead, the whole first.
        return written.at(json).has("oneOf") ? schema(json + "/oneOf/0") : schema(json);
    }

    /** The schema of an event of a stream; empty where the operation has no stream. */
    public Optional<String> event(String method, String route) {
        String content = pointer(method, route) + "/responses/200/content/";
        String either = content + "application~1json/schema/oneOf/1";
        if (api == Api.MODELS) {
            return Optional.of(ModelInference.EVENT).filter(any -> route.equals("/chat/completions"));
        } else if (route.endsWith("/chat/completions")) {
            return written.at(either).isMissingNode() ? schema(content + "text~1event-stream/schema") : schema(either);
        }
        // Events of a text completion are such as the whole answer is, which the documents say in words.
        return route.endsWith("/completions") ? answer(method, route) : Optional.empty();
    }

    /** The schema of refusals. */
    public String error() {
        return List.of(ModelInference.ERROR, "AzureErrorResponse", "errorResponse", "ErrorResponse").stream()
                .filter(name -> !named(name).isMissingNode())
                .findFirst()
                .orElseThrow();
    }

    /** What is wrong with a value by a schema of this document; one line a violation. */
    public List<String> violations(String schema, JsonNode value) {
        return schemas.violations(schema, value);
    }

    /** A schema as it is written, by its name or as a pointer. */
    public JsonNode named(String name) {
        return name.startsWith("/") ? written.at(name) : schemaNodes().path(name);
    }

    /** All schemas that have a name, as they are written. */
    public JsonNode schemaNodes() {
        return written.has("definitions")
                ? written.path("definitions")
                : written.path("components").path("schemas");
    }

    private Optional<String> schema(String pointer) {
        JsonNode there = written.at(pointer);
        if (there.isMissingNode()) {
            return Optional.empty();
        }
        String reference = there.path("$ref").asText();
        return Optional.of(reference.isEmpty() ? pointer : reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static String pointer(String method, String route) {
        return "/paths/" + route.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    }
}
