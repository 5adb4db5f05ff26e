package dev.sprue.gateway.inference;

/** A call that is under way, seen from the side that waits for its answer. Methods are called on its event loop. */
public interface Flight {

    /** Asks for no more events until {@link #resume()}: the caller cannot take them as fast as they come. */
    void pause();

    /** Asks for events again. */
    void resume();

    /**
     * Gives the call up: the upstream's connection is reset and the sink hears nothing more. Has no effect on a call
     * that has ended.
     */
    void cancel();

    /** A call that ended before it could be handed out. */
    Flight ENDED = new Flight() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    };
}
