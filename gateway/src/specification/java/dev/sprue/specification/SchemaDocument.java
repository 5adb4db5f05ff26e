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

/** The named schemas of one Swagger or OpenAPI document. */
public final class SchemaDocument {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final String part;
    private final JsonNode content;
    private final String pointer;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private SchemaDocument(String part, JsonNode content, String pointer) {
        this.part = part;
        this.content = content;
        this.pointer = pointer;
    }

    /** Reads a document. */
    public static SchemaDocument read(Path file) {
        try {
            JsonNode document = new ObjectMapper().readTree(file.toFile());
            boolean swagger = document.has("definitions");
            String part = swagger ? "definitions" : "components";
            JsonNode content = document.get(part);
            SchemaDialect.modernise(content);
            return new SchemaDocument(part, content, swagger ? "#/definitions/" : "#/components/schemas/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with {@code value} by the schema of that name.
     *
     * @return one line a violation, {@code where: what}; empty where it is valid
     */
    public List<String> violations(String schemaName, JsonNode value) {
        return schemas.computeIfAbsent(schemaName, this::compile).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private JsonSchema compile(String schemaName) {
        String last = pointer.endsWith("schemas/") ? "/schemas/" + schemaName : "/" + schemaName;
        if (content.at(last).isMissingNode()) {
            throw new IllegalArgumentException("the document has no schema " + schemaName);
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", pointer + schemaName);
        root.set(part, content);
        return FACTORY.getSchema(root);
    }
}
