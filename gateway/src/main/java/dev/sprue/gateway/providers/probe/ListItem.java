package dev.sprue.gateway.providers.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.config.ModelConfig.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Reads an item of a list of models. Lists agree on hardly more than an id; each field is looked for under the names that the
 * providers have for it, and what a model can do is told by its name where the list does not tell it.
 */
final class ListItem {

    private static final List<String> IDS = List.of("id", "modelId", "model", "name");
    private static final List<String> PUBLISHERS = List.of("organization", "providerName", "owned_by");
    private static final List<String> CONTEXTS = List.of(
            "context_length",
            "max_context_length",
            "context_window",
            "max_model_len",
            "max_input_tokens",
            "inputTokenLimit",
            "loaded_context_length");

    /** Words of lists for what a model can do: types, endpoints, methods. */
    private static final Map<String, Capability> WORDS = Map.ofEntries(
            Map.entry("chat", Capability.chatCompletion),
            Map.entry("llm", Capability.chatCompletion),
            Map.entry("vlm", Capability.chatCompletion),
            Map.entry("generatecontent", Capability.chatCompletion),
            Map.entry("completion_chat", Capability.chatCompletion),
            Map.entry("language", Capability.completion),
            Map.entry("embed", Capability.embeddings),
            Map.entry("embedding", Capability.embeddings),
            Map.entry("embeddings", Capability.embeddings),
            Map.entry("embedcontent", Capability.embeddings),
            Map.entry("embed_image", Capability.imageEmbeddings),
            Map.entry("image", Capability.imageGeneration),
            Map.entry("rerank", Capability.rerank));

    private ListItem() {}

    /** The model, or nothing where the item has no id. */
    static Optional<ListedModel> read(JsonNode item, String provider) {
        return first(item, IDS)
                .map(id -> id.startsWith("models/") ? id.substring("models/".length()) : id)
                .map(id -> new ListedModel(
                        id, name(item, id), publisher(item, id, provider), capabilities(item, id), context(item)));
    }

    private static Optional<String> first(JsonNode item, List<String> names) {
        return names.stream()
                .map(item::path)
                .filter(value -> value.isTextual() && !value.asText().isBlank())
                .map(JsonNode::asText)
                .findFirst();
    }

    /** Deployments name their model beside their own id. */
    private static String name(JsonNode item, String id) {
        String model = item.path("id").isTextual() ? item.path("model").asText("") : "";
        return model.isBlank() ? id.substring(id.lastIndexOf('/') + 1) : model;
    }

    private static String publisher(JsonNode item, String id, String provider) {
        boolean inFolder = id.indexOf('/') > 0 && id.indexOf('/') == id.lastIndexOf('/');
        return first(item, PUBLISHERS)
                .filter(name -> !name.equals("system"))
                .orElseGet(() -> inFolder ? id.substring(0, id.indexOf('/')) : provider);
    }

    private static OptionalInt context(JsonNode item) {
        return CONTEXTS.stream()
                .map(item::path)
                .filter(value -> value.canConvertToInt() && value.asInt() > 0)
                .mapToInt(JsonNode::asInt)
                .findFirst();
    }

    private static List<Capability> capabilities(JsonNode item, String id) {
        List<Capability> told = new ArrayList<>();
        words(item)
                .map(word -> WORDS.get(word.toLowerCase(Locale.ROOT)))
                .filter(capability -> capability != null && !told.contains(capability))
                .forEach(told::add);
        return told.isEmpty() ? List.of(byName(id)) : List.copyOf(told);
    }

    private static Stream<String> words(JsonNode item) {
        List<String> words = new ArrayList<>();
        words.add(item.path("type").asText());
        for (String list : List.of("endpoints", "supportedGenerationMethods")) {
            item.path(list).forEach(word -> words.add(word.asText()));
        }
        item.path("capabilities").properties().forEach(one -> {
            if (one.getValue().asBoolean()) {
                words.add(one.getKey());
            }
        });
        // Bedrock: what comes out decides, and what goes in between vectors of texts and of pictures.
        for (JsonNode output : item.path("outputModalities")) {
            switch (output.asText()) {
                case "TEXT" -> words.add("chat");
                case "EMBEDDING" ->
                    item.path("inputModalities")
                            .forEach(input -> words.add(input.asText().equals("IMAGE") ? "embed_image" : "embed"));
                default -> words.add(output.asText());
            }
        }
        return words.stream();
    }

    private static Capability byName(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        if (name.contains("rerank")) {
            return Capability.rerank;
        }
        if (name.contains("embed") || name.contains("bge-") || name.contains("minilm") || name.contains("e5-")) {
            return Capability.embeddings;
        }
        return name.contains("dall-e") || name.contains("gpt-image") || name.contains("imagen")
                ? Capability.imageGeneration
                : Capability.chatCompletion;
    }
}
