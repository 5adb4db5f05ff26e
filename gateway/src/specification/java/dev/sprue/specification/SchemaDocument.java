package dev.sprue.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of one Swagger or OpenAPI document. */
public final class SchemaDocument {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final String part;
    private final JsonNode content;
    private final String pointer;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private SchemaDocument(JsonNode document, String part, JsonNode content, String pointer) {
        this.document = document;
        this.part = part;
        this.content = content;
        this.pointer = pointer;
    }

    /** Reads a document in JSON. */
    public static SchemaDocument read(Path file) {
        try {
            return of(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document that has been read, which stays as it is. */
    public static SchemaDocument of(JsonNode document) {
        boolean swagger = document.has("definitions");
        String part = swagger ? "definitions" : "components";
        JsonNode content = document.get(part).deepCopy();
        SchemaDialect.modernise(content);
        return new SchemaDocument(document, part, content, swagger ? "#/definitions/" : "#/components/schemas/");
    }

    /**
     * What is wrong with {@code value} by the schema of that name.
     *
     * @param schemaName its name, or a JSON Pointer (which begins with a slash) where it stands in the document unnamed
     * @return one line a violation, {@code where: what}; empty where it is valid
     */
    public List<String> violations(String schemaName, JsonNode value) {
        return schemas.computeIfAbsent(schemaName, this::compile).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private JsonSchema compile(String schemaName) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (schemaName.startsWith("/")) {
            ObjectNode unnamed = document.at(schemaName).deepCopy();
            SchemaDialect.modernise(unnamed);
            root.setAll(unnamed);
        } else {
            String last = pointer.endsWith("schemas/") ? "/schemas/" + schemaName : "/" + schemaName;
            if (content.at(last).isMissingNode()) {
                throw new IllegalArgumentException("the document has no schema " + schemaName);
            }
            root.put("$ref", pointer + schemaName);
        }
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set(part, content);
        return FACTORY.getSchema(root);
    }
}
