package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.Gathered;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.UnreadableValueException;

/** Gathers an answer that comes in one piece, or a refusal. */
final class WholeReading implements AnswerReading {

    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int SUCCESS = 200;

    private final UpstreamFlight flight;
    private final AnswerHead head;
    private final int maxBytes;
    private final Gathered gathered = new Gathered();

    /** @param maxAnswerBytes what an answer may have */
    WholeReading(UpstreamFlight flight, AnswerHead head, int maxAnswerBytes) {
        this.flight = flight;
        this.head = head;
        this.maxBytes = head.status() == SUCCESS ? maxAnswerBytes : MAX_ERROR_BYTES;
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        if (gathered.length() + (long) (to - from) <= maxBytes) {
            gathered.add(bytes, from, to);
            flight.holds(gathered.length());
        } else if (head.status() == SUCCESS) {
            flight.fail(flight.faults().broken("its answer is larger than " + maxBytes + " bytes"));
        } else {
            // Enough of an error is as good as all of it.
            flight.refused(head, gathered.joined().copy());
        }
    }

    @Override
    public void ended() {
        if (head.status() != SUCCESS) {
            flight.refused(head, gathered.joined().copy());
            return;
        }
        try {
            flight.answered(head, gathered.joined());
        } catch (FailureException unusable) {
            flight.fail(unusable.failure());
        } catch (JsonSyntaxException | UnreadableValueException garbage) {
            flight.fail(flight.faults().broken("its answer cannot be read: " + garbage.getMessage()));
        }
    }
}
