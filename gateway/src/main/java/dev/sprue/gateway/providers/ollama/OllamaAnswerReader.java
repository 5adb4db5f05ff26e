package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.canonical.MadeIds;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.Arrays;
import java.util.Optional;

/** From a whole answer of Ollama's to the canonical one. Pictures that a model made stay as they are, in {@code images} of the message. */
final class OllamaAnswerReader {

    private static final int MAX_DEPTH = 64;

    private OllamaAnswerReader() {}

    /** @throws dev.sprue.gateway.error.FailureException where it is no answer */
    static WholeAnswer read(ProviderCall call, HeapBytes bytes, Faults faults) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        Optional<JsonValue> message = JsonValue.of(fields, "message", JsonKind.OBJECT);
        if (message.isEmpty()) {
            throw fields.find("error").isPresent()
                    ? OllamaErrorReader.underSuccess(
                                    faults.provider(), Arrays.copyOfRange(bytes.array(), fields.start(), fields.end()))
                            .toException()
                    : faults.broken("its answer has no message").toException();
        }
        AnswerWriter out = new AnswerWriter(
                MadeIds.answer(call.call()), OllamaFacts.created(text(fields, "created_at")), call.modelId());
        message.get()
                .field("thinking", JsonKind.STRING)
                .ifPresent(text -> out.reasoning(bytes.array(), text.start(), text.end()));
        message.get()
                .field("content", JsonKind.STRING)
                .ifPresent(text -> out.content(bytes.array(), text.start(), text.end()));
        list(message.get(), "tool_calls").ifPresent(calls -> calls.items(entry -> toolCall(call, entry, out)));
        list(message.get(), "images").ifPresent(images -> out.field("images", copy(images)));
        JsonValue.of(fields, "logprobs", JsonKind.ARRAY)
                .flatMap(OllamaFacts::logprobs)
                .ifPresent(out::logprobs);
        return out.finish(0, OllamaFacts.finish(text(fields, "done_reason"), out.toolCalls() > 0))
                .answer(usage(fields));
    }

    /** What a call used; parts of a prompt that the engine had kept are not counted by some versions. */
    static CanonicalUsage usage(JsonFields fields) {
        return new CanonicalUsage(
                fields.number("prompt_eval_count").orElse(0),
                fields.number("eval_count").orElse(0),
                0,
                0,
                0);
    }

    private static void toolCall(ProviderCall call, JsonValue entry, AnswerWriter out) {
        OllamaToolCall.of(entry, call.call(), out.toolCalls())
                .ifPresent(
                        made -> out.toolCallOf(made.id(), made.name(), made.arguments(), 0, made.arguments().length));
    }

    static String text(JsonFields fields, String name) {
        return JsonValue.of(fields, name, JsonKind.STRING).map(JsonValue::text).orElse("");
    }

    /** A list of a message that has anything in it. */
    static Optional<JsonValue> list(JsonValue holder, String name) {
        return holder.field(name).filter(value -> value.kind() == JsonKind.ARRAY && !value.isEmpty());
    }

    private static byte[] copy(JsonValue value) {
        return value.copy(value.start(), value.end());
    }
}
