package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The documents of the API's versions.
 *
 * @param schemas the schemas of each version, oldest first
 * @param documents each version as it is written
 */
public record Specifications(Map<String, SchemaDocument> schemas, Map<String, JsonNode> documents) {

    private static final Optional<Specifications> FOUND = read();

    /** Those beside the repository; empty where they are not there, which standard error tells once. */
    public static Optional<Specifications> found() {
        return FOUND;
    }

    private static Optional<Specifications> read() {
        Optional<Path> folder = ModelInference.folder(GeneratedPage.repository());
        if (folder.isEmpty()) {
            System.err.println("NOT CHECKED: shared/specs is not beside the repository, so no answer of these tests is"
                    + " held to the specification");
        }
        return folder.map(Specifications::read);
    }

    private static Specifications read(Path folder) {
        Map<String, SchemaDocument> schemas = new LinkedHashMap<>();
        Map<String, JsonNode> documents = new LinkedHashMap<>();
        for (String version : ModelInference.VERSIONS) {
            Path file = folder.resolve(ModelInference.file(version));
            schemas.put(version, SchemaDocument.read(file));
            try {
                documents.put(version, new ObjectMapper().readTree(file.toFile()));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return new Specifications(schemas, documents);
    }

    /** The name of the schema of a whole answer; empty where the version has no such operation. */
    public Optional<String> answerSchema(String version, String method, String route) {
        JsonNode ok = operation(version, method, route).path("responses").path("200");
        String reference = ok.path("schema")
                .path("$ref")
                .asText(ok.at("/content/application~1json/schema/$ref").asText());
        return Optional.of(reference.substring(reference.lastIndexOf('/') + 1)).filter(name -> !name.isEmpty());
    }

    /** What the document of a version says of an operation; missing where it has none. */
    public JsonNode operation(String version, String method, String route) {
        return document(version).path("paths").path(route).path(method.toLowerCase(Locale.ROOT));
    }

    /** A version's document as it is written. */
    public JsonNode document(String version) {
        return Objects.requireNonNull(documents.get(version), version);
    }

    /** What is wrong with a value by a schema of a version; one line a violation. */
    public List<String> violations(String version, String schema, JsonNode value) {
        return Objects.requireNonNull(schemas.get(version), version).violations(schema, value);
    }
}
