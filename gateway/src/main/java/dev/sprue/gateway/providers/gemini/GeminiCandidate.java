package dev.sprue.gateway.providers.gemini;

/** What has come of one candidate so far. */
final class GeminiCandidate {

    private final int index;
    private final TextPlaces text = new TextPlaces();
    private int calls;
    private boolean ended;

    GeminiCandidate(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /** Its text, for places in it. */
    TextPlaces text() {
        return text;
    }

    int calls() {
        return calls;
    }

    /** Counts a call of a function; its place among them, from 0. */
    int nextCall() {
        return calls++;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
