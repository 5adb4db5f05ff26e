package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.Gathered;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.reasoning.ReasoningFields;
import java.util.OptionalInt;

/** Gathers an answer that comes in one piece of JSON, or a refusal. */
final class OpenAiWholeReading implements OpenAiAnswerReading {

    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 64;

    private final OpenAiFlight flight;
    private final OpenAiFaults faults;
    private final AnswerHead head;
    private final InferenceCall call;
    private final int maxBytes;
    private final Gathered gathered = new Gathered();

    /**
     * @param call what is answered
     * @param maxAnswerBytes what an answer may have
     */
    OpenAiWholeReading(
            OpenAiFlight flight, OpenAiFaults faults, AnswerHead head, InferenceCall call, int maxAnswerBytes) {
        this.flight = flight;
        this.faults = faults;
        this.head = head;
        this.call = call;
        this.maxBytes = head.status() == 200 ? maxAnswerBytes : MAX_ERROR_BYTES;
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        if (gathered.length() + (long) (to - from) <= maxBytes) {
            gathered.add(bytes, from, to);
            flight.holds(gathered.length());
        } else if (head.status() == 200) {
            flight.fail(faults.broken("its answer is larger than " + maxBytes + " bytes"));
        } else {
            // Enough of an error is as good as all of it.
            flight.fail(refusal());
        }
    }

    @Override
    public void ended() {
        if (head.status() != 200) {
            flight.refused(refusal());
            return;
        }
        try {
            HeapBytes bytes = gathered.joined();
            JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
            OptionalInt result = fields.find(call.operation().resultField());
            if (result.isEmpty() || fields.kind(result.getAsInt()) != JsonKind.ARRAY) {
                flight.fail(noResult(fields, bytes));
                return;
            }
            Usage usage = OpenAiUsageReader.read(fields).orElse(Usage.NONE);
            WholeAnswer answer = new WholeAnswer(bytes.array(), bytes.from(), bytes.to(), fields, usage);
            boolean isChat = call.operation() == Operation.CHAT_COMPLETION;
            flight.whole(isChat ? canonical(answer, result.getAsInt()) : answer);
        } catch (JsonSyntaxException garbage) {
            flight.fail(faults.broken("its answer cannot be read: " + garbage.getMessage()));
        }
    }

    private static WholeAnswer canonical(WholeAnswer answer, int result) throws JsonSyntaxException {
        int found = MessageLook.look(answer.bytes(), answer.fields(), result);
        WholeAnswer canonical = answer;
        if ((found & MessageLook.REASONING_BY_OTHER_NAME) != 0) {
            canonical = edited(answer, ReasoningFields.renamed(answer.fields(), "message"));
        }
        if ((found & MessageLook.BARE_TOOL_CALLS) != 0) {
            canonical = edited(answer, ToolCallRepair.ofWhole().repaired(canonical.fields()));
        }
        boolean reasons = (found & (MessageLook.REASONING | MessageLook.REASONING_BY_OTHER_NAME)) != 0;
        return reasons ? canonical.withReasoning() : canonical;
    }

    private static WholeAnswer edited(WholeAnswer answer, byte[] bytes) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH);
        return new WholeAnswer(bytes, 0, bytes.length, fields, answer.usage());
    }

    private Failure noResult(JsonFields fields, HeapBytes bytes) {
        return fields.find("error").isPresent()
                ? OpenAiErrorReader.readEvent(faults.provider(), bytes.array(), bytes.from(), bytes.to())
                : faults.broken("its answer has no " + call.operation().resultField());
    }

    private Failure refusal() {
        return OpenAiErrorReader.read(
                faults.provider(),
                head.status(),
                gathered.joined().copy(),
                new OpenAiErrorReader.Headers(
                        head.header("x-request-id"), head.header("retry-after"), head.header("retry-after-ms")),
                call.body());
    }
}
