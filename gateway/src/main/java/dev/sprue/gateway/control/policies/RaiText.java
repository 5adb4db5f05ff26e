package dev.sprue.gateway.control.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.config.RaiBlocklistUse;
import dev.sprue.gateway.config.RaiContentFilter;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.config.RaiSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Properties and tags as JSON text, as rows keep them; the same values always give the same text. */
final class RaiText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RaiText() {}

    static String of(RaiPolicyProperties policy) {
        ObjectNode json = MAPPER.createObjectNode().put("mode", policy.mode().name());
        policy.basePolicyName().ifPresent(base -> json.put("basePolicyName", base));
        ArrayNode filters = json.putArray("contentFilters");
        for (RaiContentFilter filter : policy.contentFilters()) {
            ObjectNode one = filters.addObject()
                    .put("name", filter.name())
                    .put("source", filter.source().name())
                    .put("enabled", filter.enabled())
                    .put("blocking", filter.blocking());
            filter.severityThreshold().ifPresent(least -> one.put("severityThreshold", least.name()));
        }
        ArrayNode lists = json.putArray("customBlocklists");
        for (RaiBlocklistUse use : policy.customBlocklists()) {
            lists.addObject()
                    .put("blocklistName", use.blocklistName())
                    .put("source", use.source().name())
                    .put("blocking", use.blocking());
        }
        return json.toString();
    }

    static RaiPolicyProperties policy(String text) {
        JsonNode json = read(text);
        List<RaiContentFilter> filters = new ArrayList<>();
        for (JsonNode one : json.path("contentFilters")) {
            filters.add(new RaiContentFilter(
                    one.path("name").asText(),
                    source(one),
                    one.path("enabled").asBoolean(),
                    one.path("blocking").asBoolean(),
                    word(one, "severityThreshold").map(RaiContentFilter.Severity::valueOf)));
        }
        List<RaiBlocklistUse> lists = new ArrayList<>();
        for (JsonNode one : json.path("customBlocklists")) {
            lists.add(new RaiBlocklistUse(
                    one.path("blocklistName").asText(),
                    source(one),
                    one.path("blocking").asBoolean()));
        }
        return new RaiPolicyProperties(
                RaiPolicyProperties.Mode.valueOf(json.path("mode").asText()),
                word(json, "basePolicyName"),
                filters,
                lists);
    }

    static String of(RaiBlocklistProperties list) {
        ObjectNode json = MAPPER.createObjectNode();
        list.description().ifPresent(text -> json.put("description", text));
        return json.toString();
    }

    static RaiBlocklistProperties blocklist(String text) {
        return new RaiBlocklistProperties(word(read(text), "description"));
    }

    static String of(RaiBlocklistItemProperties item) {
        return MAPPER.createObjectNode()
                .put("pattern", item.pattern())
                .put("isRegex", item.isRegex())
                .toString();
    }

    static RaiBlocklistItemProperties item(String text) {
        JsonNode json = read(text);
        return new RaiBlocklistItemProperties(
                json.path("pattern").asText(), json.path("isRegex").asBoolean());
    }

    static String ofTags(Map<String, String> tags) {
        ObjectNode json = MAPPER.createObjectNode();
        new TreeMap<>(tags).forEach(json::put);
        return json.toString();
    }

    static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        read(text)
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static RaiSource source(JsonNode json) {
        return RaiSource.valueOf(json.path("source").asText());
    }

    private static Optional<String> word(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::textValue);
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds text that is no JSON", e);
        }
    }
}
