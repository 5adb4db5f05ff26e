package dev.sprue.gateway.api.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The bodies of the lists of models and deployments, which come straight from the configuration. */
final class ListAnswers {

    private static final int MAX_SHOWN_CHARS = 200;

    private ListAnswers() {}

    /** Writes one thing of a list. */
    @FunctionalInterface
    private interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    /**
     * A list on a dated route, or one thing of it.
     *
     * @param version one that has that list
     * @throws FailureException 404 where there is no such thing
     */
    static byte[] dated(ListPath path, DatedVersion version, ResourceModels models) {
        ModelJson shape = new ModelJson(models.since(), version.listsDeployments());
        if (path.list() == ListPath.List.DATED_MODELS) {
            return path.name()
                    .map(name -> one(shape::dated, model(models, name)))
                    .orElseGet(() -> all(shape::dated, models.catalogue()));
        }
        return path.name()
                .map(name -> one(shape::deployment, deployment(models, name)))
                .orElseGet(() -> all(shape::deployment, models.deployments()));
    }

    /**
     * The list of models on the v1 route, or one of them. A deployment is one too, by its name: that is what callers put into
     * {@code model}, and what their programs look for.
     *
     * @throws FailureException 404 where there is no such model
     */
    static byte[] v1(Optional<String> name, ResourceModels models) {
        ModelJson shape = new ModelJson(models.since(), false);
        if (name.isEmpty()) {
            return JsonBody.of(json -> {
                json.writeStartObject();
                json.writeStringField("object", "list");
                json.writeArrayFieldStart("data");
                Set<String> named = new HashSet<>();
                for (Deployment deployment : models.deployments()) {
                    named.add(deployment.name().toLowerCase(Locale.ROOT));
                    shape.v1(json, deployment.name(), deployment.model());
                }
                for (CatalogModel model : models.catalogue()) {
                    if (!named.contains(model.id().toLowerCase(Locale.ROOT))) {
                        shape.v1(json, model.id(), model);
                    }
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        }
        return models.deployment(name.get())
                .map(found -> JsonBody.of(json -> shape.v1(json, found.name(), found.model())))
                .orElseGet(() -> {
                    CatalogModel found = model(models, name.get());
                    return JsonBody.of(json -> shape.v1(json, found.id(), found));
                });
    }

    private static <T> byte[] one(Item<T> shape, T item) {
        return JsonBody.of(json -> shape.write(json, item));
    }

    private static <T> byte[] all(Item<T> shape, List<T> items) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (T item : items) {
                shape.write(json, item);
            }
            json.writeEndArray();
            json.writeStringField("object", "list");
            json.writeEndObject();
        });
    }

    private static CatalogModel model(ResourceModels models, String name) {
        return models.model(name).orElseThrow(() -> unknownModel(name));
    }

    private static FailureException unknownModel(String name) {
        String shown = Shown.text(name, MAX_SHOWN_CHARS);
        Failure failure = Failure.of(ErrorCode.MODEL_NOT_FOUND, shown);
        return failure.withDetails(List.of(new ParameterFault(
                        List.of("path", "model"),
                        new String(JsonText.quote(shown), StandardCharsets.UTF_8),
                        failure.code().code(),
                        failure.message())))
                .toException();
    }

    private static Deployment deployment(ResourceModels models, String name) {
        return models.deployment(name)
                .orElseThrow(() -> Failure.of(ErrorCode.UNKNOWN_MODEL, Shown.text(name, MAX_SHOWN_CHARS))
                        .toException());
    }
}
