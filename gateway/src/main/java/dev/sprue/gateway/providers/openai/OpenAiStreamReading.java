package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.http.SseParser;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonSyntaxException;

/** Reads a streamed answer, event by event, and hands it on. */
final class OpenAiStreamReading implements OpenAiAnswerReading {

    private static final byte[] EMPTY_LINE = {'\n', '\n'};

    private final OpenAiFlight flight;
    private final OpenAiFaults faults;
    private final AnswerSink sink;
    private final SseParser parser;
    private final OpenAiStreamReader reader = new OpenAiStreamReader();
    private boolean opened;
    private boolean finishSeen;
    private boolean endsInHalf;

    /** @param maxEventBytes what one event may have */
    OpenAiStreamReading(OpenAiFlight flight, OpenAiFaults faults, AnswerSink sink, int maxEventBytes) {
        this.flight = flight;
        this.faults = faults;
        this.sink = sink;
        this.parser = new SseParser(maxEventBytes, this::event);
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        try {
            parser.feed(bytes, from, to);
            // Twice: what it holds is copied when it grows.
            flight.holds(2L * parser.heldBytes());
        } catch (SseParser.EventTooLargeException tooLarge) {
            flight.fail(faults.broken("it sent " + tooLarge.getMessage()));
        }
    }

    @Override
    public void turnOver() {
        if (opened) {
            sink.flush();
        }
    }

    private void event(byte[] data, int from, int to) {
        if (flight.isOver()) {
            return;
        }
        if (OpenAiStreamReader.isDone(data, from, to)) {
            done();
        } else if (!endsInHalf) {
            chunk(data, from, to);
        }
    }

    private void chunk(byte[] data, int from, int to) {
        try {
            StreamEvent event = reader.read(data, from, to);
            if (event == null) {
                flight.fail(OpenAiErrorReader.readEvent(faults.provider(), data, from, to));
                return;
            }
            if (!opened) {
                // Only now: what fails before the first event can still be answered with a status of its own.
                opened = true;
                sink.opened();
            }
            finishSeen |= event.finishes();
            sink.event(event);
        } catch (JsonSyntaxException garbage) {
            flight.fail(faults.broken("an event of its stream cannot be read: " + garbage.getMessage()));
        }
    }

    private void done() {
        if (opened) {
            flight.completed();
        } else {
            flight.fail(faults.broken("its stream held no answer"));
        }
    }

    /**
     * Some servers leave out {@code [DONE]}, or the empty line behind it; a stream whose choices are finished is whole
     * all the same.
     */
    @Override
    public void ended() {
        if (parser.hasRemainder()) {
            endsInHalf = true;
            piece(EMPTY_LINE, 0, EMPTY_LINE.length);
        }
        if (flight.isOver()) {
            return;
        }
        if (finishSeen && !endsInHalf) {
            flight.completed();
        } else {
            flight.fail(faults.broken("its stream ended before the answer was complete"));
        }
    }
}
