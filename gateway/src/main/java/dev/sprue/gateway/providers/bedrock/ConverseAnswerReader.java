package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From {@code ConverseResponse} to a canonical answer, in one pass over its bytes. One for each answer. */
final class ConverseAnswerReader {

    private final AnswerWriter answer;
    private final Faults faults;
    private final JsonCursor cursor = new JsonCursor();
    private final JsonCursor inner = new JsonCursor();
    private final Citations citations = new Citations();
    private final AnswerExtras extras = new AnswerExtras();
    private int characters;
    private boolean hasMessage;
    private String stopReason = "";
    private CanonicalUsage usage = CanonicalUsage.NONE;
    private @Nullable JsonRange trace;
    private @Nullable JsonRange modelsOwn;

    /** @param answer takes the answer */
    ConverseAnswerReader(AnswerWriter answer, Faults faults) {
        this.answer = answer;
        this.faults = faults;
    }

    /**
     * Reads the answer.
     *
     * @throws dev.sprue.gateway.error.FailureException where it is none
     */
    WholeAnswer read(HeapBytes body) throws JsonSyntaxException {
        byte[] bytes = body.array();
        cursor.over(bytes, body.from(), body.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("output") && cursor.kind() == JsonKind.OBJECT) {
                output(bytes);
            } else if (cursor.isField("stopReason") && cursor.kind() == JsonKind.STRING) {
                JsonRange reason = JsonRange.of(cursor, bytes);
                stopReason = JsonText.unquote(bytes, reason.from(), reason.to());
            } else if (cursor.isField("usage")) {
                usage = ConverseUsage.read(cursor, bytes);
            } else if (cursor.isField("trace")) {
                trace = JsonRange.of(cursor, bytes);
            } else if (cursor.isField("additionalModelResponseFields")) {
                modelsOwn = JsonRange.of(cursor, bytes);
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        if (!hasMessage) {
            throw faults.broken("its answer has no message").toException();
        }
        Optional<FinishReason> reason = StopReasons.of(stopReason, answer.toolCalls() > 0);
        if (reason.isEmpty()) {
            throw malformed(faults, stopReason).toException();
        }
        fields();
        return answer.finish(0, reason.get()).answer(usage);
    }

    /** The failure of a model that gave something that is no answer, in the provider's word for it. */
    static Failure malformed(Faults faults, String stopReason) {
        return faults.broken("the model's output is malformed (" + stopReason + ")")
                .withUpstream(new UpstreamFault(
                        faults.provider(),
                        0,
                        Optional.of(stopReason),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void fields() {
        extras.handOn(answer::field);
        if (modelsOwn != null && modelsOwn.kind() != JsonKind.NULL) {
            answer.field(ConverseFields.MODELS_OWN, modelsOwn.copy());
        }
        if (trace != null && trace.kind() != JsonKind.NULL) {
            answer.field(ConverseFields.TRACE, trace.copy());
        }
    }

    private void output(byte[] bytes) throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!cursor.isField("message") || cursor.kind() != JsonKind.OBJECT) {
                cursor.skipValue();
                continue;
            }
            cursor.enterObject();
            while (cursor.nextField()) {
                if (cursor.isField("content") && cursor.kind() == JsonKind.ARRAY) {
                    hasMessage = true;
                    cursor.enterArray();
                    while (cursor.nextItem()) {
                        block(JsonRange.of(cursor, bytes));
                    }
                } else {
                    cursor.skipValue();
                }
            }
        }
    }

    private void block(JsonRange block) throws JsonSyntaxException {
        byte[] bytes = block.bytes();
        inner.over(bytes, block.from(), block.to());
        inner.enterObject();
        while (inner.nextField()) {
            if (inner.isField("text") && inner.kind() == JsonKind.STRING) {
                text(JsonRange.of(inner, bytes));
            } else if (inner.isField("toolUse") && inner.kind() == JsonKind.OBJECT) {
                toolUse(block);
            } else if (inner.isField("reasoningContent") && inner.kind() == JsonKind.OBJECT) {
                reasoning(block);
            } else if (inner.isField("citationsContent") && inner.kind() == JsonKind.OBJECT) {
                cited(bytes);
            } else {
                inner.skipValue();
                detail(block);
            }
        }
        inner.end();
        inner.clear();
    }

    private void text(JsonRange text) {
        characters += text.codePoints();
        answer.content(text.bytes(), text.from(), text.to());
    }

    private void detail(JsonRange block) {
        extras.giveBack(block.bytes(), block.from(), block.to());
    }

    /** A call that the caller has to make; one of a tool of the provider's own is only told of. */
    private void toolUse(JsonRange block) throws JsonSyntaxException {
        byte[] bytes = block.bytes();
        JsonRange id = null;
        JsonRange name = null;
        JsonRange input = null;
        boolean providersOwn = false;
        inner.enterObject();
        while (inner.nextField()) {
            if (inner.isField("toolUseId")) {
                id = JsonRange.of(inner, bytes);
            } else if (inner.isField("name")) {
                name = JsonRange.of(inner, bytes);
            } else if (inner.isField("input")) {
                input = JsonRange.of(inner, bytes);
            } else {
                providersOwn |= inner.isField("type") && inner.kind() == JsonKind.STRING;
                inner.skipValue();
            }
        }
        if (providersOwn) {
            detail(block);
        } else if (id == null || name == null || !id.isString() || !name.isString()) {
            throw faults.broken("its answer has a call of a tool without id or name")
                    .toException();
        } else if (input == null || input.kind() == JsonKind.NULL) {
            answer.toolCallOf(id.copy(), name.copy(), ConverseFields.NO_INPUT, 0, ConverseFields.NO_INPUT.length);
        } else {
            answer.toolCallOf(id.copy(), name.copy(), bytes, input.from(), input.to());
        }
    }

    /** Text of a thought is for the caller; what is signed or encrypted is for the model's next turn. */
    private void reasoning(JsonRange block) throws JsonSyntaxException {
        byte[] bytes = block.bytes();
        boolean wantedBack = false;
        inner.enterObject();
        while (inner.nextField()) {
            if (!inner.isField("reasoningText") || inner.kind() != JsonKind.OBJECT) {
                wantedBack = true;
                inner.skipValue();
                continue;
            }
            inner.enterObject();
            while (inner.nextField()) {
                if (inner.isField("text") && inner.kind() == JsonKind.STRING) {
                    JsonRange text = JsonRange.of(inner, bytes);
                    answer.reasoning(bytes, text.from(), text.to());
                } else {
                    wantedBack |= inner.isField("signature") && inner.kind() == JsonKind.STRING;
                    inner.skipValue();
                }
            }
        }
        if (wantedBack) {
            detail(block);
        }
    }

    private void cited(byte[] bytes) throws JsonSyntaxException {
        int start = characters;
        inner.enterObject();
        while (inner.nextField()) {
            boolean isContent = inner.isField("content");
            boolean isCitations = inner.isField("citations");
            if ((!isContent && !isCitations) || inner.kind() != JsonKind.ARRAY) {
                inner.skipValue();
                continue;
            }
            inner.enterArray();
            while (inner.nextItem()) {
                if (isCitations) {
                    citations.add(JsonRange.of(inner, bytes));
                } else {
                    generated(bytes);
                }
            }
        }
        citations.settle(start, characters, extras);
    }

    private void generated(byte[] bytes) throws JsonSyntaxException {
        inner.enterObject();
        while (inner.nextField()) {
            if (inner.isField("text") && inner.kind() == JsonKind.STRING) {
                text(JsonRange.of(inner, bytes));
            } else {
                inner.skipValue();
            }
        }
    }
}
