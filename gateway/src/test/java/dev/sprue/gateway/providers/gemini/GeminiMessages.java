package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.specification.ModelInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The messages of Google's two specifications, AI Studio's as protocol buffers and Vertex's as a discovery document, in one form. */
public final class GeminiMessages {

    /**
     * A field of a message.
     *
     * @param type its type: one of protocol buffers' own, or the name of a message or enumeration
     * @param repeated whether it is a list
     * @param map whether it is a map from names to {@code type}
     * @param oneof the group of fields of which at most one may be set; empty where it is in none
     */
    record Field(String type, boolean repeated, boolean map, Optional<String> oneof) {}

    private static final String VERTEX = "GoogleCloudAiplatformV1";

    private final Map<String, Map<String, Field>> messages = new HashMap<>();
    private final Map<String, Set<String>> enums = new HashMap<>();

    /** AI Studio's; empty where the specifications are not beside the repository, which is said once a run. */
    public static Optional<GeminiMessages> aiStudio() {
        return read("google-gemini.v1beta.protos.json").map(document -> {
            GeminiMessages all = new GeminiMessages();
            all.proto("", document.at("/nested/google/nested/ai/nested/generativelanguage/nested/v1beta"));
            all.add("ThinkingConfig", "thinkingLevel", "string");
            all.add("FunctionCallingConfig", "streamFunctionCallArguments", "bool");
            return all;
        });
    }

    /** Vertex's, likewise. */
    static Optional<GeminiMessages> vertex() {
        return read("google-vertex-gemini.v1.discovery.json").map(document -> {
            GeminiMessages all = new GeminiMessages();
            document.path("schemas").properties().forEach(schema -> all.discovery(schema.getKey(), schema.getValue()));
            return all;
        });
    }

    private static Optional<JsonNode> read(String file) {
        Optional<Path> folder = ModelInference.folder(GeneratedPage.repository());
        if (folder.isEmpty()) {
            System.err.println(
                    "NOT CHECKED: shared/specs is not beside the repository, so no request to Gemini is held to "
                            + file);
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper()
                    .readTree(folder.get().resolve("upstream").resolve(file).toFile()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A field that Google documents and the copy of the specification is too old for. */
    private void add(String message, String field, String type) {
        fields(message).putIfAbsent(field, new Field(type, false, false, Optional.empty()));
    }

    Map<String, Field> fields(String message) {
        return Objects.requireNonNull(messages.get(message));
    }

    boolean isMessage(String type) {
        return messages.containsKey(type);
    }

    /** The words of an enumeration; empty where the type is none. */
    Optional<Set<String>> words(String type) {
        return Optional.ofNullable(enums.get(type));
    }

    private void proto(String scope, JsonNode space) {
        space.path("nested").properties().forEach(entry -> {
            String name = scope.isEmpty() ? entry.getKey() : scope + "." + entry.getKey();
            JsonNode type = entry.getValue();
            if (type.has("values")) {
                Set<String> words = new HashSet<>();
                type.path("values").fieldNames().forEachRemaining(words::add);
                enums.put(name, words);
            } else if (type.has("fields")) {
                messages.put(name, new HashMap<>());
            }
            proto(name, type);
        });
        if (!scope.isEmpty()) {
            return;
        }
        messages.keySet().forEach(name -> protoFields(name, node(space, name)));
    }

    private static JsonNode node(JsonNode space, String name) {
        JsonNode at = space;
        for (String step : name.split("\\.")) {
            at = at.path("nested").path(step);
        }
        return at;
    }

    private void protoFields(String name, JsonNode type) {
        Map<String, String> groups = new HashMap<>();
        type.path("oneofs")
                .properties()
                .forEach(group -> group.getValue().path("oneof").forEach(member -> {
                    if (!group.getKey().startsWith("_")) {
                        groups.put(member.asText(), group.getKey());
                    }
                }));
        type.path("fields").properties().forEach(field -> {
            JsonNode one = field.getValue();
            fields(name)
                    .put(
                            field.getKey(),
                            new Field(
                                    resolve(name, one.path("type").asText()),
                                    one.path("rule").asText().equals("repeated"),
                                    one.has("keyType"),
                                    Optional.ofNullable(groups.get(field.getKey()))));
        });
    }

    /** From the innermost scope outwards, as protocol buffers look names up. */
    private String resolve(String scope, String type) {
        for (String at = scope; !at.isEmpty(); at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "") {
            String full = at + "." + type;
            if (messages.containsKey(full) || enums.containsKey(full)) {
                return full;
            }
        }
        return type;
    }

    private void discovery(String name, JsonNode schema) {
        String message = shortened(name);
        Map<String, Field> fields = messages.computeIfAbsent(message, made -> new HashMap<>());
        schema.path("properties").properties().forEach(property -> {
            JsonNode one = property.getValue();
            boolean repeated = one.path("type").asText().equals("array");
            JsonNode item = repeated ? one.path("items") : one;
            boolean map = item.has("additionalProperties")
                    && !item.path("additionalProperties").path("type").asText().equals("any");
            JsonNode value = map ? item.path("additionalProperties") : item;
            fields.put(
                    property.getKey(),
                    new Field(
                            type(message, property.getKey(), value), repeated, map, group(message, property.getKey())));
        });
    }

    private String type(String message, String field, JsonNode value) {
        if (value.has("$ref")) {
            return shortened(value.path("$ref").asText());
        }
        if (value.has("enum")) {
            Set<String> words = new HashSet<>();
            value.path("enum").forEach(word -> words.add(word.asText()));
            enums.put(message + "." + field, words);
            return message + "." + field;
        }
        return switch (value.path("type").asText() + " " + value.path("format").asText()) {
            case "integer int32" -> "int32";
            case "string int64" -> "int64";
            case "number float", "number double" -> "double";
            case "string byte" -> "bytes";
            case "boolean " -> "bool";
            case "object " -> "google.protobuf.Struct";
            case "any " -> "google.protobuf.Value";
            default -> "string";
        };
    }

    /** Discovery documents do not tell which fields exclude each other; this is the one group that matters. */
    private static Optional<String> group(String message, String field) {
        Set<String> data = Set.of(
                "text",
                "inlineData",
                "functionCall",
                "functionResponse",
                "fileData",
                "executableCode",
                "codeExecutionResult");
        return message.equals("Part") && data.contains(field) ? Optional.of("data") : Optional.empty();
    }

    private static String shortened(String name) {
        return name.startsWith(VERTEX) ? name.substring(VERTEX.length()) : name;
    }
}
