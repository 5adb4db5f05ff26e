package dev.sprue.gateway.api.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.inference.Operation;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Models and deployments as the lists show them.
 *
 * @param since when the configuration was read, for what has no other date
 * @param scaleTypes whether the version has ways of scaling, which later ones have not
 */
record ModelJson(Instant since, boolean scaleTypes) {

    /** The API wants an end of support. Sprue takes no model away: 1 January 2100, which every client can read. */
    private static final long NEVER = 4_102_444_800L;

    /** Writes a model as Azure does on dated routes, with OpenAI's fields too: there are clients that insist on them. */
    void dated(JsonGenerator json, CatalogModel model) throws IOException {
        json.writeStartObject();
        facts(json, model);
        json.writeStringField("id", model.id());
        json.writeNumberField("created_at", created(model));
        json.writeStringField("object", "model");
        json.writeNumberField("created", created(model));
        json.writeStringField("owned_by", model.format());
        json.writeEndObject();
    }

    /** Writes a model as OpenAI does, with what Azure says of it as well. */
    void v1(JsonGenerator json, String id, CatalogModel model) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("object", "model");
        json.writeNumberField("created", created(model));
        json.writeStringField("owned_by", model.format());
        json.writeNumberField("created_at", created(model));
        facts(json, model);
        json.writeEndObject();
    }

    /** Writes a deployment. */
    void deployment(JsonGenerator json, Deployment deployment) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("scale_settings");
        json.writeStringField("scale_type", "standard");
        json.writeEndObject();
        json.writeStringField("model", deployment.model().name());
        json.writeStringField("owner", "organization-owner");
        json.writeStringField("id", deployment.name());
        json.writeStringField("status", "succeeded");
        json.writeNumberField("created_at", since.getEpochSecond());
        json.writeNumberField("updated_at", since.getEpochSecond());
        json.writeStringField("object", "deployment");
        json.writeEndObject();
    }

    private void facts(JsonGenerator json, CatalogModel model) throws IOException {
        json.writeStringField("status", "succeeded");
        json.writeObjectFieldStart("capabilities");
        json.writeBooleanField("fine_tune", false);
        json.writeBooleanField("inference", true);
        capability(json, "completion", model, Operation.COMPLETION);
        capability(json, "chat_completion", model, Operation.CHAT_COMPLETION);
        capability(json, "embeddings", model, Operation.EMBEDDINGS);
        if (scaleTypes) {
            json.writeArrayFieldStart("scale_types");
            json.writeString("standard");
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeStringField("lifecycle_status", "generally-available");
        json.writeObjectFieldStart("deprecation");
        json.writeNumberField("inference", NEVER);
        json.writeEndObject();
    }

    private static void capability(JsonGenerator json, String name, CatalogModel model, Operation operation)
            throws IOException {
        json.writeBooleanField(name, model.operations().contains(operation));
    }

    /** The day of a version that is one, as OpenAI's are; else when the model came into the configuration. */
    private long created(CatalogModel model) {
        if (model.version().length() == "2024-08-06".length()) {
            try {
                return LocalDate.parse(model.version())
                        .atStartOfDay(ZoneOffset.UTC)
                        .toEpochSecond();
            } catch (DateTimeException noDay) {
                // A version of as many characters.
            }
        }
        return since.getEpochSecond();
    }
}
