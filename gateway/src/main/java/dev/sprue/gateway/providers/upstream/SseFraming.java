package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.http.SseParser;

/** {@link SseParser} as a framing. */
final class SseFraming implements Framing {

    private static final byte[] EMPTY_LINE = {'\n', '\n'};

    private final SseParser parser;

    SseFraming(int maxBytes, Handler handler) {
        this.parser = new SseParser(maxBytes, handler::event);
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws BadFrameException {
        try {
            parser.feed(bytes, from, to);
        } catch (SseParser.EventTooLargeException tooLarge) {
            throw new BadFrameException(String.valueOf(tooLarge.getMessage()));
        }
    }

    @Override
    public int heldBytes() {
        return parser.heldBytes();
    }

    @Override
    public boolean hasRemainder() {
        return parser.hasRemainder();
    }

    @Override
    public void finish() throws BadFrameException {
        feed(EMPTY_LINE, 0, EMPTY_LINE.length);
    }
}
