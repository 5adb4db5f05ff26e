package dev.sprue.engine.wire;

import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;

/** Collects a generation's events into the one JSON document that answers a request. */
public interface WholeAnswer {

    /** Takes the next event. */
    void add(GenerationEvent event);

    /** Returns the JSON body. */
    byte[] write(Usage usage);
}
