package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.config.RaiBlocklistUse;
import dev.sprue.gateway.config.RaiContentFilter;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.control.policies.RaiObject;
import java.io.IOException;

/** Content-filter policies, blocklists and their entries as answers show them. */
final class RaiJson {

    private RaiJson() {}

    /** Writes the inside of {@code properties}. */
    @FunctionalInterface
    interface Properties<P> {

        /** Writes it. */
        void write(JsonGenerator json, RaiObject<P> object) throws IOException;
    }

    /** Writes an object. */
    static <P> void write(JsonGenerator json, String id, String type, RaiObject<P> object, Properties<P> properties)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("type", ArmId.NAMESPACE + "/accounts/" + type);
        json.writeStringField("name", object.name());
        json.writeObjectFieldStart("properties");
        properties.write(json, object);
        json.writeEndObject();
        Json.systemData(json, object.systemData());
        json.writeStringField("etag", EntityTags.quoted(object.etag()));
        if (!object.tags().isEmpty()) {
            Json.texts(json, "tags", object.tags());
        }
        json.writeEndObject();
    }

    static void policy(JsonGenerator json, RaiObject<RaiPolicyProperties> object) throws IOException {
        RaiPolicyProperties policy = object.properties();
        json.writeStringField("type", object.owner().isEmpty() ? "SystemManaged" : "UserManaged");
        json.writeStringField("mode", policy.mode().name());
        Json.optional(json, "basePolicyName", policy.basePolicyName());
        json.writeArrayFieldStart("contentFilters");
        for (RaiContentFilter filter : policy.contentFilters()) {
            json.writeStartObject();
            json.writeStringField("name", filter.name());
            json.writeStringField("source", filter.source().name());
            json.writeBooleanField("enabled", filter.enabled());
            json.writeBooleanField("blocking", filter.blocking());
            Json.optional(json, "severityThreshold", filter.severityThreshold().map(Enum::name));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("customBlocklists");
        for (RaiBlocklistUse use : policy.customBlocklists()) {
            json.writeStartObject();
            json.writeStringField("blocklistName", use.blocklistName());
            json.writeStringField("source", use.source().name());
            json.writeBooleanField("blocking", use.blocking());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void blocklist(JsonGenerator json, RaiObject<RaiBlocklistProperties> object) throws IOException {
        Json.optional(json, "description", object.properties().description());
    }

    static void item(JsonGenerator json, RaiObject<RaiBlocklistItemProperties> object) throws IOException {
        json.writeStringField("pattern", object.properties().pattern());
        json.writeBooleanField("isRegex", object.properties().isRegex());
    }
}
