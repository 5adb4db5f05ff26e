package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A model that can be deployed, found by what people say of it.
 *
 * @param listed the model as the service lists it, in the version that was meant
 * @param version the version, where it was named
 */
record DeployableModel(JsonNode listed, Optional<String> version) {

    private static final String USUAL_SKU = "GlobalStandard";

    /**
     * The model of that name, case aside.
     *
     * @param format its publisher; empty where no other publisher has one of that name
     * @param version its version; empty: the default one
     */
    static DeployableModel find(List<JsonNode> models, String name, Optional<String> format, Optional<String> version) {
        List<JsonNode> named = models.stream()
                .filter(model -> text(model, "name").equalsIgnoreCase(name))
                .toList();
        if (named.isEmpty()) {
            List<String> known = texts(models, "name");
            throw new CommandFailure("the service has no model '" + name + "'" + Nearest.hint(name, known)
                    + (known.isEmpty() ? "" : "; it has: " + String.join(", ", known)));
        }
        List<String> formats = texts(named, "format");
        if (format.isEmpty() && formats.size() > 1) {
            throw new CommandFailure("several publishers have a model '" + name + "'; say which with --format: "
                    + String.join(", ", formats));
        }
        List<JsonNode> published = named.stream()
                .filter(model -> format.isEmpty() || text(model, "format").equalsIgnoreCase(format.get()))
                .toList();
        if (published.isEmpty()) {
            throw new CommandFailure("the model '" + name + "' is not by '" + format.orElse("") + "'; it is by: "
                    + String.join(", ", formats));
        }
        return new DeployableModel(
                published.stream()
                        .filter(model -> version.isEmpty()
                                ? model.path("isDefaultVersion").asBoolean()
                                : text(model, "version").equals(version.get()))
                        .findFirst()
                        .orElseGet(() -> only(published, name, version)),
                version);
    }

    private static JsonNode only(List<JsonNode> published, String name, Optional<String> version) {
        if (version.isPresent()) {
            throw new CommandFailure("the model '" + name + "' has no version '" + version.get() + "'; it has: "
                    + String.join(", ", texts(published, "version")));
        }
        return published.getFirst();
    }

    /** Whether it is the model of that publisher and name, in whatever version. */
    boolean isOf(String format, String name) {
        return text(listed, "format").equalsIgnoreCase(format)
                && text(listed, "name").equalsIgnoreCase(name);
    }

    /** The model as a deployment names it. */
    ObjectNode reference() {
        ObjectNode reference = JsonNodeFactory.instance
                .objectNode()
                .put("format", text(listed, "format"))
                .put("name", text(listed, "name"));
        version.ifPresent(chosen -> reference.put("version", chosen));
        return reference;
    }

    /**
     * What a deployment of it gets where nothing is said.
     *
     * @param wanted the capacity type, where it was named
     */
    ObjectNode sku(Optional<String> wanted) {
        List<JsonNode> skus =
                StreamSupport.stream(listed.path("skus").spliterator(), false).toList();
        List<String> names = texts(skus, "name");
        String name = wanted.orElse(names.isEmpty() || names.contains(USUAL_SKU) ? USUAL_SKU : names.getFirst());
        int capacity = skus.stream()
                .filter(sku -> text(sku, "name").equalsIgnoreCase(name))
                .mapToInt(sku -> sku.path("capacity").path("default").asInt(1))
                .findFirst()
                .orElse(1);
        return JsonNodeFactory.instance.objectNode().put("name", name).put("capacity", capacity);
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }

    private static List<String> texts(List<JsonNode> objects, String field) {
        return objects.stream().map(object -> text(object, field)).distinct().toList();
    }
}
