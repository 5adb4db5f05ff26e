package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.Skipped;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The document of Microsoft.CognitiveServices, version 2024-10-01, with what it takes from others put into it. An answer may not
 * have a field that no version has.
 */
final class ArmSpecification {

    private static final String STABLE =
            "arm/specification/cognitiveservices/resource-manager/Microsoft.CognitiveServices" + "/stable/2024-10-01";
    private static final String COMMON = "arm/specification/common-types/resource-management/v2/";
    private static final String REFERENCE = "$ref";
    private static final String OWN = "#/definitions/";

    /** What later versions have, by the definition that has it there. */
    private static final Map<String, List<String>> LATER =
            Map.of("DeploymentProperties", List.of("spilloverDeploymentName", "serviceTier"));

    private static final Optional<ArmSpecification> FOUND = look();

    private final Path examples;
    private final ObjectNode document;
    private final SchemaDocument schemas;

    private ArmSpecification(Path folder) {
        this.examples = folder.resolve(STABLE).resolve("examples");
        this.document = (ObjectNode) read(folder.resolve(STABLE).resolve("cognitiveservices.json"));
        ObjectNode definitions = (ObjectNode) document.get("definitions");
        for (String file : List.of("types.json", "privatelinks.json")) {
            JsonNode common = read(folder.resolve(COMMON).resolve(file));
            common.get("definitions")
                    .properties()
                    .forEach(one -> definitions.set(file + "." + one.getKey(), one.getValue()));
        }
        pointInside(document, "");
        LATER.forEach((name, fields) ->
                fields.forEach(field -> ((ObjectNode) definitions.get(name).get("properties"))
                        .putObject(field)
                        .put("type", "string")));
        close(definitions);
        this.schemas = SchemaDocument.of(document);
    }

    /** The one beside the repository; empty where there is none, which standard error tells once. */
    static Optional<ArmSpecification> found() {
        return FOUND;
    }

    /** The one beside the repository; ends the running test as skipped where there is none. */
    static ArmSpecification required() {
        return FOUND.orElseThrow(() ->
                Skipped.because("The management API's specification", "shared/specs is not beside the repository"));
    }

    private static Optional<ArmSpecification> look() {
        return ModelInference.folder(GeneratedPage.repository())
                .filter(folder -> Files.isDirectory(folder.resolve(STABLE)))
                .map(ArmSpecification::new);
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** References to other files become references to what was put in from there. */
    private static void pointInside(JsonNode node, String file) {
        if (node instanceof ObjectNode object && object.path(REFERENCE).isTextual()) {
            String reference = object.get(REFERENCE).asText();
            int hash = reference.indexOf(OWN);
            if (hash >= 0) {
                String from = hash > 0 ? reference.substring(reference.lastIndexOf('/', hash) + 1, hash) : file;
                String name = reference.substring(hash + OWN.length());
                object.put(REFERENCE, OWN + (from.isEmpty() ? name : from + "." + name));
            }
        }
        node.properties().forEach(field -> {
            int dot = field.getKey().indexOf(".json.");
            pointInside(field.getValue(), dot < 0 ? file : field.getKey().substring(0, dot + ".json".length()));
        });
        if (node.isArray()) {
            node.forEach(item -> pointInside(item, file));
        }
    }

    /** Objects take no field that nobody defines, but for those that others are made from. */
    private static void close(ObjectNode definitions) {
        Set<String> bases = new HashSet<>();
        definitions
                .findValues("allOf")
                .forEach(all -> all.forEach(
                        one -> bases.add(one.path(REFERENCE).asText().replace(OWN, ""))));
        definitions.properties().forEach(one -> {
            if (one.getValue() instanceof ObjectNode schema
                    && schema.has("properties")
                    && !bases.contains(one.getKey())) {
                schema.put("unevaluatedProperties", false);
            }
        });
    }

    /** What is wrong with an answer, one line a fault; nothing where no operation of the document has that path. */
    List<String> faults(String method, String path, int status, JsonNode body) {
        if (status >= 400) {
            return schemas.violations("types.json.ErrorResponse", body);
        }
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of();
        }
        JsonNode response = operation.get().path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            return List.of("no " + status + " is specified");
        }
        String schema = response.at("/schema/$ref").asText();
        if (schema.isEmpty()) {
            return body.isMissingNode() ? List.of() : List.of("no body is specified");
        }
        return schemas.violations(schema.substring(OWN.length()), body);
    }

    private Optional<JsonNode> operation(String method, String path) {
        for (Map.Entry<String, JsonNode> one : document.get("paths").properties()) {
            if (matches(one.getKey().split("/"), path.split("/"))) {
                return Optional.ofNullable(one.getValue().get(method.toLowerCase(Locale.ROOT)));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String[] template, String[] path) {
        if (template.length != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (!template[i].startsWith("{") && !template[i].equalsIgnoreCase(path[i])) {
                return false;
            }
        }
        return true;
    }

    /** An example of the document's own. */
    JsonNode example(String name) {
        return read(examples.resolve(name + ".json"));
    }
}
