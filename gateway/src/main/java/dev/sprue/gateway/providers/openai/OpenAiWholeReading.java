package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Arrays;
import java.util.OptionalInt;

/** Gathers an answer that comes in one piece of JSON, or a refusal. */
final class OpenAiWholeReading implements OpenAiAnswerReading {

    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final byte[] NONE = new byte[0];

    private final OpenAiFlight flight;
    private final OpenAiFaults faults;
    private final AnswerHead head;
    private final String resultField;
    private final int maxBytes;

    /** Where the answer lies so far: most come in one piece, which then is the answer. */
    private byte[] gathered = NONE;

    private int from;
    private int to;

    /**
     * @param resultField the array without which an answer is none
     * @param maxAnswerBytes what an answer may have
     */
    OpenAiWholeReading(
            OpenAiFlight flight, OpenAiFaults faults, AnswerHead head, String resultField, int maxAnswerBytes) {
        this.flight = flight;
        this.faults = faults;
        this.head = head;
        this.resultField = resultField;
        this.maxBytes = head.status() == 200 ? maxAnswerBytes : MAX_ERROR_BYTES;
    }

    @Override
    public void piece(byte[] bytes, int pieceFrom, int pieceTo) {
        if (to - from + (long) (pieceTo - pieceFrom) <= maxBytes) {
            gather(bytes, pieceFrom, pieceTo);
        } else if (head.status() == 200) {
            flight.fail(faults.broken("its answer is larger than " + maxBytes + " bytes"));
        } else {
            // Enough of an error is as good as all of it.
            flight.fail(refusal());
        }
    }

    private void gather(byte[] bytes, int pieceFrom, int pieceTo) {
        int before = to - from;
        if (before == 0) {
            gathered = bytes;
            from = pieceFrom;
            to = pieceTo;
            return;
        }
        int length = before + pieceTo - pieceFrom;
        if (from > 0 || length > gathered.length) {
            byte[] grown = new byte[(int) Math.min(Math.max(length, before * 2L), Integer.MAX_VALUE - 64)];
            System.arraycopy(gathered, from, grown, 0, before);
            gathered = grown;
            from = 0;
        }
        System.arraycopy(bytes, pieceFrom, gathered, before, pieceTo - pieceFrom);
        to = length;
    }

    @Override
    public void ended() {
        if (head.status() != 200) {
            flight.refused(refusal());
            return;
        }
        try {
            JsonFields fields = JsonFields.scanAnswer(gathered, from, to, MAX_DEPTH);
            OptionalInt result = fields.find(resultField);
            if (result.isEmpty() || fields.kind(result.getAsInt()) != JsonKind.ARRAY) {
                flight.fail(noResult(fields));
                return;
            }
            Usage usage = OpenAiUsageReader.read(fields).orElse(Usage.NONE);
            flight.whole(new WholeAnswer(gathered, from, to, fields, usage));
        } catch (JsonSyntaxException garbage) {
            flight.fail(faults.broken("its answer cannot be read: " + garbage.getMessage()));
        }
    }

    private Failure noResult(JsonFields fields) {
        return fields.find("error").isPresent()
                ? OpenAiErrorReader.readEvent(faults.provider(), Arrays.copyOfRange(gathered, from, to))
                : faults.broken("its answer has no " + resultField);
    }

    private Failure refusal() {
        return OpenAiErrorReader.read(
                faults.provider(),
                head.status(),
                Arrays.copyOfRange(gathered, from, to),
                new OpenAiErrorReader.Headers(
                        head.header("x-request-id"), head.header("retry-after"), head.header("retry-after-ms")));
    }
}
