package dev.sprue.gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.RateLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of a deployment that have no column of their own, as JSON text; the same parts always give the same text. */
final class SpecText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String NO_MAP = "{}";
    private static final String NO_LIST = "[]";

    private SpecText() {}

    /** The words of a deployment that have no effect. */
    record More(
            Optional<String> publisher,
            Optional<String> source,
            Optional<String> sourceAccount,
            Optional<String> tier,
            Optional<String> size,
            Optional<String> family,
            Optional<DeploymentSpec.CapacitySettings> capacitySettings,
            Optional<String> parentDeploymentName) {

        static More of(DeploymentSpec spec) {
            return new More(
                    spec.model().publisher(),
                    spec.model().source(),
                    spec.model().sourceAccount(),
                    spec.sku().tier(),
                    spec.sku().size(),
                    spec.sku().family(),
                    spec.capacitySettings(),
                    spec.parentDeploymentName());
        }
    }

    /** All of a deployment. */
    static String of(DeploymentSpec spec) {
        return String.join(
                "\n",
                spec.model().format(),
                spec.model().name(),
                spec.model().version().orElse(""),
                spec.sku().name(),
                Integer.toString(spec.sku().capacity()),
                String.valueOf(spec.raiPolicyName()),
                String.valueOf(spec.spilloverDeploymentName()),
                String.valueOf(spec.versionUpgradeOption()),
                String.valueOf(spec.serviceTier()),
                String.valueOf(spec.dynamicThrottlingEnabled()),
                ofLimits(spec.rateLimits()),
                ofMore(spec),
                ofTags(spec.tags()));
    }

    /** Tags. */
    static String ofTags(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return NO_MAP;
        }
        ObjectNode json = MAPPER.createObjectNode();
        new TreeMap<>(tags).forEach(json::put);
        return json.toString();
    }

    /** What {@link #ofTags} wrote. */
    static Map<String, String> tags(String text) {
        if (text.equals(NO_MAP)) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        read(text)
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
        return tags;
    }

    /** Rate limits. */
    static String ofLimits(List<RateLimit> limits) {
        if (limits.isEmpty()) {
            return NO_LIST;
        }
        ArrayNode json = MAPPER.createArrayNode();
        for (RateLimit limit : limits) {
            json.addObject()
                    .put("key", limit.key().name())
                    .put("renewalPeriod", limit.renewalPeriodSeconds())
                    .put("count", limit.count());
        }
        return json.toString();
    }

    /** What {@link #ofLimits} wrote. */
    static List<RateLimit> limits(String text) {
        if (text.equals(NO_LIST)) {
            return List.of();
        }
        List<RateLimit> limits = new ArrayList<>();
        for (JsonNode limit : read(text)) {
            limits.add(new RateLimit(
                    RateLimit.Counted.valueOf(limit.path("key").textValue()),
                    limit.path("renewalPeriod").doubleValue(),
                    limit.path("count").doubleValue()));
        }
        return limits;
    }

    /** The words that have no effect. */
    static String ofMore(DeploymentSpec spec) {
        ObjectNode json = MAPPER.createObjectNode();
        More more = More.of(spec);
        more.publisher().ifPresent(value -> json.put("publisher", value));
        more.source().ifPresent(value -> json.put("source", value));
        more.sourceAccount().ifPresent(value -> json.put("sourceAccount", value));
        more.tier().ifPresent(value -> json.put("tier", value));
        more.size().ifPresent(value -> json.put("size", value));
        more.family().ifPresent(value -> json.put("family", value));
        more.parentDeploymentName().ifPresent(value -> json.put("parentDeploymentName", value));
        more.capacitySettings().ifPresent(settings -> {
            ObjectNode inner = json.putObject("capacitySettings");
            settings.designatedCapacity().ifPresent(value -> inner.put("designatedCapacity", value));
            settings.priority().ifPresent(value -> inner.put("priority", value));
        });
        return json.toString();
    }

    /** What {@link #ofMore} wrote. */
    static More more(String text) {
        if (text.equals(NO_MAP)) {
            return new More(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        JsonNode json = read(text);
        return new More(
                word(json, "publisher"),
                word(json, "source"),
                word(json, "sourceAccount"),
                word(json, "tier"),
                word(json, "size"),
                word(json, "family"),
                json.has("capacitySettings") ? Optional.of(settings(json.path("capacitySettings"))) : Optional.empty(),
                word(json, "parentDeploymentName"));
    }

    private static DeploymentSpec.CapacitySettings settings(JsonNode json) {
        return new DeploymentSpec.CapacitySettings(number(json, "designatedCapacity"), number(json, "priority"));
    }

    private static Optional<String> word(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::textValue);
    }

    private static Optional<Integer> number(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::intValue);
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds text that is no JSON", e);
        }
    }
}
