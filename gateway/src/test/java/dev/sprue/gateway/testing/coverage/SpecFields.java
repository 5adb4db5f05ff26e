package dev.sprue.gateway.testing.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.Variants;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a schema of one document, as rows: {@code choices[].message.content}, with the kind of a message or part in
 * place of the index ({@code messages[user].content[text].text}) and a row for each known value.
 *
 * <p>With a value at hand only the rows that the value has.
 */
final class SpecFields {

    /** What the documents say in words only, or wrongly, about a property of a schema. */
    private static final Map<String, String> IN_WORDS = Map.ofEntries(
            // Of all kinds of objects there, in each of them.
            Map.entry("Model.object", "{}"),
            Map.entry("ModelList.object", "{}"),
            Map.entry("Deployment.object", "{}"),
            Map.entry("DeploymentList.object", "{}"),
            Map.entry("ChatRequestUserMessage.content", """
            {"anyOf":[{"title":"text","type":"string"},
            {"title":"parts","type":"array","items":{"$ref":"ChatMessageContentItem"}}]}"""),
            Map.entry("ChatCompletionsOptions.tool_choice", """
            {"anyOf":[{"$ref":"ChatCompletionsToolChoicePreset"},{"$ref":"ChatCompletionsNamedToolChoice"}]}"""),
            Map.entry("ChatMessageInputAudioContentItem.format", """
            {"rename":"input_audio","$ref":"ChatMessageInputAudio"}"""),
            Map.entry("EmbeddingsOptions.input", """
            {"anyOf":[{"title":"an array of strings","type":"array","items":{"type":"string"}},
            {"title":"a string","type":"string"},
            {"title":"an array of tokens","type":"array","items":{"type":"integer"}},
            {"title":"an array of arrays of tokens","type":"array","items":{"type":"array"}}]}"""),
            Map.entry("EmbeddingItem.embedding", """
            {"anyOf":[{"title":"an array of numbers","type":"array","items":{"type":"number"}},
            {"title":"a base64 text","type":"string"}]}"""));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is one row though the documents spell it out: what only the service's own connectors and filters say. */
    private static final Set<String> WHOLE = Set.of("data_sources", "content_filter_results");

    private final Document document;
    private final JsonNode schemas;
    private final Set<String> rows = new LinkedHashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private SpecFields(Document document) {
        this.document = document;
        this.schemas = document.schemaNodes();
    }

    /** The rows of a schema; those that {@code value} has, where one is given. */
    static Set<String> of(Document document, String schema, Optional<JsonNode> value) {
        SpecFields fields = new SpecFields(document);
        if (schema.startsWith("/")) {
            fields.value(document.named(schema), value, "");
        } else {
            fields.named(schema, value, "");
        }
        return fields.rows;
    }

    /** The rows of the known words of something that is no schema of its own; that which {@code value} is, where it is given. */
    static Set<String> words(Document document, JsonNode schema, Optional<String> value, String row) {
        SpecFields fields = new SpecFields(document);
        fields.value(schema, value.map(TextNode::valueOf), row);
        return fields.rows;
    }

    private void named(String name, Optional<JsonNode> value, String path) {
        if (open.contains(name)) {
            return;
        }
        open.push(name);
        Map<String, String> kinds = kinds(name);
        String discriminator = discriminator(name);
        if (!kinds.isEmpty()) {
            kinds.forEach((kind, schema) -> {
                if (value.isEmpty() || value.get().path(discriminator).asText().equals(kind)) {
                    properties(schema, value, labelled(path, kind));
                }
            });
        } else if (Variants.isObject(schemas, schemas.path(name))) {
            properties(name, value, path);
        } else {
            value(schemas.path(name), value, path);
        }
        open.pop();
    }

    private static String labelled(String path, String kind) {
        return path.endsWith("[]") ? path.substring(0, path.length() - 1) + kind + "]" : path + "(" + kind + ")";
    }

    private String discriminator(String name) {
        JsonNode said = schemas.path(name).path("discriminator");
        return said.path("propertyName").asText(said.asText());
    }

    /** The schema of each kind of thing that a schema with a discriminator may be. */
    private Map<String, String> kinds(String name) {
        Map<String, String> kinds = new LinkedHashMap<>();
        if (!schemas.path(name).has("discriminator")) {
            return kinds;
        }
        schemas.path(name)
                .at("/discriminator/mapping")
                .properties()
                .forEach(
                        entry -> kinds.put(entry.getKey(), last(entry.getValue().asText())));
        schemas.properties().forEach(entry -> {
            JsonNode kind = entry.getValue().path("x-ms-discriminator-value");
            if (kind.isTextual() && parent(entry.getValue()).equals(name)) {
                kinds.put(kind.asText(), entry.getKey());
            }
        });
        if (kinds.containsKey("system")) {
            // The role is among the roles of every version; its message is described in words as that of the system.
            kinds.put("developer", kinds.get("system"));
        }
        return kinds;
    }

    private static String parent(JsonNode schema) {
        return last(schema.path("allOf").path(0).path("$ref").asText());
    }

    private void properties(String name, Optional<JsonNode> value, String path) {
        properties(schemas.path(name), name, discriminator(parent(schemas.path(name))), value, path);
    }

    private void properties(JsonNode object, String name, String discriminator, Optional<JsonNode> value, String path) {
        Variants.properties(schemas, object).forEach((property, schema) -> {
            JsonNode known = inWords(name + "." + property).orElse(schema);
            String field = known.path("rename").asText(property);
            Optional<JsonNode> there = value.map(one -> one.path(field));
            if (there.isEmpty() || !there.get().isMissingNode() && !there.get().isNull()) {
                String at = path.isEmpty() ? field : path + "." + field;
                rows.add(at);
                // A message's or part's kind is in the name of its rows already.
                if (!discriminator.equals(field) && !WHOLE.contains(field)) {
                    value(known, there, at);
                }
            }
        });
    }

    private static Optional<JsonNode> inWords(String place) {
        return Optional.ofNullable(IN_WORDS.get(place)).map(text -> {
            try {
                return MAPPER.readTree(text);
            } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private void value(JsonNode written, Optional<JsonNode> value, String path) {
        JsonNode schema =
                written.path("allOf").size() == 1 ? written.path("allOf").path(0) : written;
        if (schema.has("$ref")) {
            named(last(schema.path("$ref").asText()), value, path);
        } else if (schema.has("oneOf") || schema.has("anyOf") && document.api() != Api.MODELS) {
            variants(schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf"), value, path);
        } else if (schema.has("anyOf")) {
            for (JsonNode one : schema.path("anyOf")) {
                if (value.isEmpty() || Variants.fits(schemas, one, value.get())) {
                    if (one.has("title")) {
                        rows.add(path + " as " + one.path("title").asText());
                    }
                    value(((ObjectNode) one.deepCopy()).without("title"), value, path);
                }
            }
        } else if (schema.path("enum").size() > 1) {
            for (JsonNode word : schema.path("enum")) {
                if (!word.isNull() && (value.isEmpty() || word.equals(value.get()))) {
                    rows.add(path + " = " + word.asText());
                }
            }
        } else if (schema.has("items")) {
            if (value.isEmpty()) {
                value(schema.path("items"), Optional.empty(), path + "[]");
            }
            value.ifPresent(
                    array -> array.forEach(item -> value(schema.path("items"), Optional.of(item), path + "[]")));
        } else if (Variants.isObject(schemas, schema)) {
            properties(schema, "", "", value, path);
        }
    }

    /** Each of the things that a value may be, as far as they differ in kind. */
    private void variants(JsonNode either, Optional<JsonNode> value, String path) {
        List<JsonNode> all = Variants.known(schemas, either);
        for (JsonNode one : all) {
            if (value.isPresent() && !Variants.fits(schemas, one, value.get())) {
                continue;
            }
            JsonNode schema = Variants.resolved(schemas, one);
            Optional<String> kind = Variants.kind(schemas, schema).map(Map.Entry::getValue);
            if (kind.isPresent()) {
                String name = last(one.path("$ref").asText());
                if (name.isEmpty() || !open.contains(name)) {
                    open.push(name);
                    String field = Variants.kind(schemas, schema).orElseThrow().getKey();
                    properties(schema, name, field, value, labelled(path, kind.get()));
                    open.pop();
                }
                continue;
            }
            if (all.size() > 1 && schema.has("items")) {
                rows.add(path + " as an array of " + Variants.word(schemas, schema.path("items")) + "s");
            } else if (all.size() > 1
                    && !schema.has("enum")
                    && schema.path("type").isTextual()) {
                rows.add(path + " as " + schema.path("type").asText());
            }
            value(one, value, path);
        }
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
