package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.ChatModelConfig.MaxTokensField;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * From the canonical request to OpenAI's: the caller's bytes with these edits and no others.
 *
 * <ul>
 *   <li>{@code model} is set to the provider's id of the model;
 *   <li>{@code max_tokens} and {@code max_completion_tokens} of chats get the one of the two names that the server wants, where the
 *       catalog tells, unless the body has both;
 *   <li>extra fields go when the caller asked for them to be dropped;
 *   <li>a stream is asked to report its usage, which metering needs;
 *   <li>{@code input_type} of text embeddings is left out, since the dialect has no such field, but for servers that take it,
 *       and a word that says nothing to these either;
 *   <li>what callers of another API say to the providers that know it is left out;
 *   <li>calls for pictures have the edits of {@link OpenAiImages};
 *   <li>servers that are known to have ways of their own get what their line in {@code servers.txt} says.
 * </ul>
 */
final class OpenAiRequestWriter {

    private static final byte[] REPORT_USAGE = "{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final String STREAM_OPTIONS = "stream_options";
    private static final String INCLUDE_USAGE = "include_usage";
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

    private static final Set<InputType> INPUT_TYPES = EnumSet.allOf(InputType.class);

    /** The two names of one limit, which the catalog decides between where it says anything. */
    private static final Set<String> LIMITS =
            Set.of(MaxTokensField.max_tokens.name(), MaxTokensField.max_completion_tokens.name());

    private OpenAiRequestWriter() {}

    static Buffer write(InferenceCall call, ProviderModel model, OpenAiVariant variant, OpenAiDialect.Edits edits) {
        JsonFields body = call.body();
        JsonSplicer splicer = new JsonSplicer(body);
        OptionalInt streamOptions = body.find(STREAM_OPTIONS);
        // Azure OpenAI on your data refuses the question.
        boolean asks = call.stream()
                && !variant.has(Difference.USAGE_UNASKED)
                && body.find("data_sources").isEmpty();
        boolean pictures = call.operation() == Operation.IMAGE_GENERATION && !variant.has(Difference.INFERENCE_IMAGES);
        switch (call.extraParameters()) {
            case ExtraParameters.PassThrough pass -> {}
            case ExtraParameters.Drop(var fields) -> {
                OptionalInt set = pictures && OpenAiImages.asksForBase64(model)
                        ? body.find(OpenAiImages.RESPONSE_FORMAT)
                        : asks ? streamOptions : OptionalInt.empty();
                for (int field : fields) {
                    // One that is set below is not removed as well.
                    if (set.isEmpty() || set.getAsInt() != field) {
                        splicer.remove(field);
                    }
                }
            }
        }
        splicer.set("model", JsonText.quote(model.modelId()));
        if (call.translated()) {
            TranslatedBodies.edit(call, splicer);
            // Edits of messages are made by one hand only: those of two could touch the same bytes.
            if (edits == OpenAiDialect.NO_EDITS) {
                new TranslatedMessages(variant, splicer).edit(call.body());
            }
        }
        if (call.operation() == Operation.EMBEDDINGS && !variant.has(Difference.INPUT_TYPE)) {
            body.find("input_type").stream()
                    .filter(field -> !takesInputType(model, JsonValue.of(body, field)))
                    .forEach(splicer::remove);
        }
        if (pictures) {
            OpenAiImages.edit(body, model, splicer);
        }
        boolean limitNamed = call.operation() == Operation.CHAT_COMPLETION
                && model.traits().maxTokensField().isPresent();
        if (limitNamed) {
            nameLimit(call, model.traits().maxTokensField().get(), splicer);
        }
        if (asks) {
            askForUsage(body, streamOptions, splicer);
        }
        FieldRules.keep(variant, call, limitNamed ? LIMITS : Set.of(), splicer);
        if (call.operation() == Operation.CHAT_COMPLETION && !call.translated()) {
            MessageEdits.make(variant, body, splicer);
        }
        edits.make(call, splicer);
        return Bodies.of(body, splicer);
    }

    private static boolean takesInputType(ProviderModel model, JsonValue type) {
        return switch (model.traits().inputTypeField()) {
            case none -> false;
            case input_type -> INPUT_TYPES.stream().anyMatch(known -> type.isText(known.name()));
        };
    }

    private static void nameLimit(InferenceCall call, MaxTokensField wanted, JsonSplicer splicer) {
        JsonFields body = call.body();
        MaxTokensField other =
                switch (wanted) {
                    case max_tokens -> MaxTokensField.max_completion_tokens;
                    case max_completion_tokens -> MaxTokensField.max_tokens;
                };
        OptionalInt field = body.find(other.name());
        if (field.isPresent()
                && !call.extraParameters().drops(field.getAsInt())
                && body.find(wanted.name()).stream()
                        .allMatch(rival -> call.extraParameters().drops(rival))) {
            splicer.rename(field.getAsInt(), wanted.name());
        }
    }

    private static void askForUsage(JsonFields body, OptionalInt streamOptions, JsonSplicer splicer) {
        if (streamOptions.isEmpty() || body.kind(streamOptions.getAsInt()) != JsonKind.OBJECT) {
            splicer.set(STREAM_OPTIONS, REPORT_USAGE);
            return;
        }
        try {
            JsonFields options = body.object(streamOptions.getAsInt());
            splicer.replace(streamOptions.getAsInt(), withUsage(options));
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("a field that was scanned cannot be scanned again", impossible);
        }
    }

    /** Every field of that name is set: here the object may have it twice, and nobody knows which one counts. */
    private static byte[] withUsage(JsonFields options) {
        JsonSplicer splicer = new JsonSplicer(options);
        boolean there = false;
        for (int i = 0; i < options.count(); i++) {
            if (options.name(i).equals(INCLUDE_USAGE)) {
                splicer.replace(i, TRUE);
                there = true;
            }
        }
        return there ? splicer.splice() : splicer.set(INCLUDE_USAGE, TRUE).splice();
    }
}
