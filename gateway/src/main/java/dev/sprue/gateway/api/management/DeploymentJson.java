package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.control.DeploymentSpec;
import dev.sprue.gateway.control.ManagedDeployment;
import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.control.ModelChoice;
import dev.sprue.gateway.control.Sku;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments as answers show them. */
final class DeploymentJson {

    static final String TYPE = "deployments";

    private DeploymentJson() {}

    /**
     * Writes a deployment.
     *
     * @param capabilities what its model can do, as the catalog says it
     */
    static void write(
            JsonGenerator json, ManagedResource account, ManagedDeployment deployment, Map<String, String> capabilities)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ArmId.child(account, TYPE, deployment.name()));
        json.writeStringField("type", ArmId.NAMESPACE + "/accounts/" + TYPE);
        json.writeStringField("name", deployment.name());
        sku(json, deployment.spec().sku());
        json.writeObjectFieldStart("properties");
        properties(json, deployment.spec());
        if (!capabilities.isEmpty()) {
            Json.texts(json, "capabilities", capabilities);
        }
        limits(json, deployment.spec().effectiveRateLimits());
        json.writeStringField("provisioningState", "Succeeded");
        json.writeEndObject();
        Json.systemData(json, deployment.systemData());
        json.writeStringField("etag", EntityTags.quoted(deployment.etag()));
        if (!deployment.spec().tags().isEmpty()) {
            Json.texts(json, "tags", deployment.spec().tags());
        }
        json.writeEndObject();
    }

    /** Writes a capacity type and capacity. */
    static void sku(JsonGenerator json, Sku sku) throws IOException {
        json.writeObjectFieldStart("sku");
        json.writeStringField("name", sku.name());
        Json.optional(json, "tier", sku.tier());
        Json.optional(json, "size", sku.size());
        Json.optional(json, "family", sku.family());
        json.writeNumberField("capacity", sku.capacity());
        json.writeEndObject();
    }

    private static void properties(JsonGenerator json, DeploymentSpec spec) throws IOException {
        model(json, spec.model());
        Json.optional(json, "raiPolicyName", spec.raiPolicyName());
        Json.optional(json, "versionUpgradeOption", spec.versionUpgradeOption().map(Enum::name));
        Json.optional(json, "spilloverDeploymentName", spec.spilloverDeploymentName());
        Json.optional(json, "serviceTier", spec.serviceTier().map(Enum::name));
        if (spec.dynamicThrottlingEnabled().isPresent()) {
            json.writeBooleanField(
                    "dynamicThrottlingEnabled", spec.dynamicThrottlingEnabled().get());
        }
        if (spec.capacitySettings().isPresent()) {
            json.writeObjectFieldStart("capacitySettings");
            whole(json, "designatedCapacity", spec.capacitySettings().get().designatedCapacity());
            whole(json, "priority", spec.capacitySettings().get().priority());
            json.writeEndObject();
        }
        Json.optional(json, "parentDeploymentName", spec.parentDeploymentName());
        json.writeNumberField("currentCapacity", spec.sku().capacity());
    }

    private static void model(JsonGenerator json, ModelChoice model) throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("format", model.format());
        json.writeStringField("name", model.name());
        Json.optional(json, "version", model.version());
        Json.optional(json, "publisher", model.publisher());
        Json.optional(json, "source", model.source());
        Json.optional(json, "sourceAccount", model.sourceAccount());
        json.writeEndObject();
    }

    private static void limits(JsonGenerator json, List<RateLimit> limits) throws IOException {
        json.writeArrayFieldStart("rateLimits");
        for (RateLimit limit : limits) {
            json.writeStartObject();
            json.writeStringField("key", limit.key().name());
            Json.number(json, "renewalPeriod", limit.renewalPeriodSeconds());
            Json.number(json, "count", limit.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void whole(JsonGenerator json, String name, Optional<Integer> number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.get());
        }
    }
}
