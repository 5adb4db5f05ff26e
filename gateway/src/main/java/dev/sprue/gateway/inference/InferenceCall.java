package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call as a surface hands it to the pipeline.
 *
 * @param id the request's id
 * @param operation what is asked for
 * @param model the deployment named by the caller; empty where it named none
 * @param body the canonical body, checked and scanned
 * @param stream whether the answer is wanted piece by piece
 * @param extraParameters what to do with fields that the surface's API does not define
 * @param inputs how many things are to be turned into vectors, at least 1; 1 for other operations
 * @param translated whether the caller speaks another API than OpenAI's: then the body may say what the canonical form has no
 *     words for, by fields of that API's, which {@link TranslatedFields} lists
 */
public record InferenceCall(
        String id,
        Operation operation,
        Optional<String> model,
        JsonFields body,
        boolean stream,
        ExtraParameters extraParameters,
        int inputs,
        boolean translated) {

    /** A call whose body is as the caller sent it. */
    public InferenceCall(
            String id,
            Operation operation,
            Optional<String> model,
            JsonFields body,
            boolean stream,
            ExtraParameters extraParameters,
            int inputs) {
        this(id, operation, model, body, stream, extraParameters, inputs, false);
    }

    /** The same with another body, whose fields are the same in number and order: {@code extraParameters} counts them. */
    public InferenceCall with(JsonFields otherBody) {
        return with(otherBody, inputs);
    }

    /** The same with another body, likewise, that has so many inputs. */
    public InferenceCall with(JsonFields otherBody, int otherInputs) {
        return new InferenceCall(id, operation, model, otherBody, stream, extraParameters, otherInputs, translated);
    }

    /** The value of a field of the body; empty where there is none, where it is {@code null}, and where the caller wants it dropped. */
    public Optional<JsonValue> field(String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty()
                        || body.kind(field.getAsInt()) == JsonKind.NULL
                        || extraParameters.drops(field.getAsInt())
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, field.getAsInt()));
    }
}
