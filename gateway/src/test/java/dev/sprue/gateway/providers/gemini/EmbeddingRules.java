package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.providers.gemini.ProtoJson.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Google's servers refuse of a request for vectors that has the right fields. */
final class EmbeddingRules {

    private static final Set<String> TASKS = Set.of(
            "RETRIEVAL_QUERY",
            "RETRIEVAL_DOCUMENT",
            "SEMANTIC_SIMILARITY",
            "CLASSIFICATION",
            "CLUSTERING",
            "QUESTION_ANSWERING",
            "FACT_VERIFICATION",
            "CODE_RETRIEVAL_QUERY");

    private final List<Violation> violations = new ArrayList<>();

    private EmbeddingRules() {}

    static List<Violation> violations(JsonNode request, String model, String method) {
        EmbeddingRules rules = new EmbeddingRules();
        switch (method) {
            case "batchEmbedContents" -> rules.batch(request, model);
            case "embedContent" -> rules.content(request.path("content"), "content");
            default -> rules.predict(request, model);
        }
        return rules.violations;
    }

    private void refuse(boolean wrong, String field, String description) {
        if (wrong) {
            violations.add(new Violation(field, field + ": " + description));
        }
    }

    private void batch(JsonNode request, String model) {
        refuse(request.path("requests").isEmpty(), "requests", "there are none");
        refuse(request.path("requests").size() > 100, "requests", "at most 100 requests can be in one batch");
        for (JsonNode one : request.path("requests")) {
            refuse(
                    !one.path("model").asText().equals(model),
                    "requests.model",
                    "unexpected model name format, or another than the batch's");
            content(one.path("content"), "requests.content");
        }
    }

    private void content(JsonNode content, String at) {
        refuse(content.path("parts").isEmpty(), at, "content is empty");
        content.path("parts").forEach(part -> refuse(part.size() != 1, at, "a part without data"));
    }

    private void predict(JsonNode request, String model) {
        boolean multimodal = model.contains("multimodalembedding");
        refuse(request.path("instances").isEmpty(), "instances", "there are none");
        refuse(
                request.path("instances").size() > (multimodal || model.contains("gemini-embedding") ? 1 : 250),
                "instances",
                "too many for this model");
        for (JsonNode instance : request.path("instances")) {
            instance.fieldNames()
                    .forEachRemaining(name -> refuse(
                            !(multimodal ? Set.of("text", "image") : Set.of("content", "task_type", "title"))
                                    .contains(name),
                            "instances",
                            "unknown field " + name));
            refuse(
                    !multimodal && instance.path("content").asText().isEmpty(),
                    "instances",
                    "The text content is empty.");
            refuse(
                    instance.has("task_type")
                            && !TASKS.contains(instance.path("task_type").asText()),
                    "instances",
                    "unknown task_type");
            JsonNode image = instance.path("image");
            refuse(
                    !image.isMissingNode() && image.has("bytesBase64Encoded") == image.has("gcsUri"),
                    "instances",
                    "an image is bytes or a place");
        }
        request.path("parameters")
                .fieldNames()
                .forEachRemaining(name -> refuse(
                        !(multimodal ? Set.of("dimension") : Set.of("outputDimensionality", "autoTruncate"))
                                .contains(name),
                        "parameters",
                        "unknown field " + name));
    }
}
