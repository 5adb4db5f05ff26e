package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.UnreadableValueException;

/** Reads a streamed answer, event by event, and hands it on. */
final class StreamReading implements AnswerReading, StreamOut {

    private final UpstreamFlight flight;
    private final AnswerSink sink;
    private final StreamReader reader;
    private final Framing framing;
    private boolean opened;
    private boolean endsInHalf;

    /**
     * @param dialect cuts the stream
     * @param maxEventBytes what one event may have
     */
    StreamReading(UpstreamFlight flight, AnswerSink sink, StreamReader reader, Dialect dialect, int maxEventBytes) {
        this.flight = flight;
        this.sink = sink;
        this.reader = reader;
        this.framing = dialect.framing(maxEventBytes, this::read);
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        try {
            framing.feed(bytes, from, to);
            // Twice: what it holds is copied when it grows.
            flight.holds(2L * framing.heldBytes());
        } catch (BadFrameException bad) {
            flight.fail(flight.faults().broken("it sent " + bad.what()));
        }
    }

    @Override
    public void turnOver() {
        if (opened) {
            sink.flush();
        }
    }

    private void read(byte[] data, int from, int to) {
        if (flight.isOver()) {
            return;
        }
        try {
            if (endsInHalf) {
                reader.remainder(data, from, to, this);
            } else {
                reader.event(data, from, to, this);
            }
        } catch (JsonSyntaxException | UnreadableValueException garbage) {
            flight.fail(flight.faults()
                    .broken(
                            endsInHalf
                                    ? "its stream ended before the answer was complete"
                                    : "an event of its stream cannot be read: " + garbage.getMessage()));
        }
    }

    @Override
    public void event(StreamEvent event) {
        if (flight.isOver()) {
            return;
        }
        if (!opened) {
            // Only now: what fails before the first event can still be answered with a status of its own.
            opened = true;
            sink.opened();
        }
        sink.event(event);
    }

    @Override
    public void completed() {
        if (opened) {
            flight.completed();
        } else {
            flight.fail(flight.faults().broken("its stream held no answer"));
        }
    }

    @Override
    public void failed(Failure failure) {
        flight.fail(failure);
    }

    /** Some servers leave out the mark at the end, or the empty line behind it. */
    @Override
    public void ended() {
        if (framing.hasRemainder()) {
            endsInHalf = true;
            try {
                framing.finish();
            } catch (BadFrameException half) {
                // It says no more than that the end is missing.
            }
        }
        if (flight.isOver()) {
            return;
        }
        if (!endsInHalf && reader.endsHere(this)) {
            completed();
        } else {
            flight.fail(flight.faults().broken("its stream ended before the answer was complete"));
        }
    }
}
