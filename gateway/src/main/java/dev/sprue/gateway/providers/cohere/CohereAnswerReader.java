package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.canonical.MadeIds;
import dev.sprue.gateway.providers.upstream.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From a whole answer of Cohere's to the canonical one. Blocks of thinking, and the plan of tool calls, are
 * {@code reasoning_content}; that it was a plan alone stands in {@code reasoning_details}, so that it goes back as one.
 * {@code citations} stay as they are.
 */
final class CohereAnswerReader {

    /** {@code reasoning_details} of a plan. */
    static final byte[] PLANNED =
            ("[{\"type\":\"" + CohereMessages.TOOL_PLAN + "\"}]").getBytes(StandardCharsets.US_ASCII);

    /** The arguments of a call that has none. */
    static final byte[] NO_ARGUMENTS = {'"', '{', '}', '"'};

    private static final int MAX_DEPTH = 64;

    private final InferenceCall call;
    private final HeapBytes bytes;
    private final AnswerWriter out;
    private boolean thinks;

    private CohereAnswerReader(InferenceCall call, HeapBytes bytes, AnswerWriter out) {
        this.call = call;
        this.bytes = bytes;
        this.out = out;
    }

    /** @throws FailureException where it is no answer */
    static WholeAnswer read(ProviderCall call, AnswerHead head, HeapBytes bytes, Faults faults)
            throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        JsonValue message = field(fields, "message")
                .orElseThrow(() -> faults.broken("its answer has no message").toException());
        if (message.kind() != JsonKind.OBJECT) {
            throw CohereErrorReader.underSuccess(
                            faults.provider(),
                            Optional.of(message)
                                    .filter(words -> words.kind() == JsonKind.STRING)
                                    .map(JsonValue::text))
                    .toException();
        }
        String id = JsonValue.of(fields, "id", JsonKind.STRING)
                .map(JsonValue::text)
                .orElseGet(() -> MadeIds.answer(call.call()));
        AnswerWriter out = new AnswerWriter(id, System.currentTimeMillis() / 1_000, call.modelId());
        Optional<JsonValue> reason = JsonValue.of(fields, "finish_reason", JsonKind.STRING);
        reason.flatMap(word -> CohereFinish.failure(word, faults)).ifPresent(failure -> {
            throw failure.toException();
        });
        new CohereAnswerReader(call.call(), bytes, out).message(message);
        JsonValue.of(fields, "logprobs", JsonKind.ARRAY)
                .flatMap(CohereAnswerReader::logprobs)
                .ifPresent(out::logprobs);
        FinishReason ordinary = out.toolCalls() > 0 ? FinishReason.tool_calls : FinishReason.stop;
        return out.finish(0, reason.map(CohereFinish::reason).orElse(ordinary))
                .answer(CohereUsage.read(fields, "usage"));
    }

    private static Optional<JsonValue> field(JsonFields fields, String name) {
        OptionalInt field = fields.find(name);
        return field.isEmpty() || fields.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(fields, field.getAsInt()));
    }

    private static Optional<byte[]> logprobs(JsonValue pieces) {
        CohereLogprobs all = new CohereLogprobs();
        pieces.items(all::add);
        return all.written();
    }

    private void message(JsonValue message) {
        message.field("content").ifPresent(this::content);
        message.field(CohereMessages.TOOL_PLAN, JsonKind.STRING).ifPresent(plan -> {
            if (plan.rawLength() > 2) {
                out.reasoning(bytes.array(), plan.start(), plan.end());
                if (!thinks) {
                    out.field("reasoning_details", PLANNED);
                }
            }
        });
        message.field("tool_calls")
                .filter(calls -> calls.kind() == JsonKind.ARRAY)
                .ifPresent(calls -> calls.items(this::toolCall));
        message.field("citations")
                .filter(citations -> citations.kind() == JsonKind.ARRAY && !citations.isEmpty())
                .ifPresent(citations -> out.field("citations", citations.copy(citations.start(), citations.end())));
    }

    private void content(JsonValue content) {
        switch (content.kind()) {
            case STRING -> out.content(bytes.array(), content.start(), content.end());
            case ARRAY -> content.items(this::block);
            default -> {}
        }
    }

    private void block(JsonValue block) {
        if (block.kind() != JsonKind.OBJECT) {
            return;
        }
        block.field("thinking", JsonKind.STRING).ifPresent(text -> {
            thinks = true;
            out.reasoning(bytes.array(), text.start(), text.end());
        });
        block.field("text", JsonKind.STRING).ifPresent(text -> out.content(bytes.array(), text.start(), text.end()));
    }

    private void toolCall(JsonValue made) {
        Optional<JsonValue> function = Optional.of(made)
                .filter(value -> value.kind() == JsonKind.OBJECT)
                .flatMap(value -> value.field("function"))
                .filter(value -> value.kind() == JsonKind.OBJECT);
        Optional<JsonValue> name = function.flatMap(value -> value.field("name", JsonKind.STRING));
        if (name.isPresent()) {
            out.toolCall(
                    made.field("id", JsonKind.STRING)
                            .filter(id -> id.rawLength() > 2)
                            .map(CohereAnswerReader::copy)
                            .orElseGet(() -> MadeIds.toolCall(call, out.toolCalls())),
                    copy(name.get()),
                    function.flatMap(value -> value.field("arguments", JsonKind.STRING))
                            .filter(arguments -> arguments.rawLength() > 2)
                            .map(CohereAnswerReader::copy)
                            .orElse(NO_ARGUMENTS));
        }
    }

    private static byte[] copy(JsonValue value) {
        return value.copy(value.start(), value.end());
    }
}
