package dev.sprue.engine.wire;

import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import java.util.List;

/** Turns a generation's events into the chunks of a stream, one JSON document each. */
public interface StreamedAnswer {

    /** Returns what is to be sent because of the next event; often one chunk. */
    List<byte[]> chunks(GenerationEvent event);

    /** Returns what is to be sent after the last event. */
    List<byte[]> end(Usage usage);
}
