package dev.sprue.gateway.providers.bedrock.eventstream;

import dev.sprue.gateway.providers.upstream.BadFrameException;
import dev.sprue.gateway.providers.upstream.Framing;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into the messages of {@code application/vnd.amazon.eventstream}, however the network cut them. Each
 * is handed on whole and checked, from its prelude to its last checksum, for {@link Message} to read.
 *
 * <p>The length of a message is believed only when its own checksum is right: otherwise nobody knows where the next one
 * begins.
 *
 * <p>A message that lies whole in one piece, as nearly all do, is handed on where it lies, without a copy.
 */
public final class EventStreamFraming implements Framing {

    private static final byte[] NONE = new byte[0];

    private final int maxBytes;
    private final Handler handler;
    private final Message message = new Message();

    /** The beginning of a message whose end has not come yet. */
    private byte[] partial = NONE;

    private int partialLength;

    /** Where that message ends; before its prelude has come, where that ends. */
    private int goal = Message.PRELUDE_BYTES;

    /** Cuts messages of at most {@code maxBytes} and hands them to {@code handler}. */
    public EventStreamFraming(int maxBytes, Handler handler) {
        this.maxBytes = maxBytes;
        this.handler = handler;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws BadFrameException {
        int i = from;
        while (i < to) {
            i = partialLength == 0 && to - i >= Message.PRELUDE_BYTES ? inPlace(bytes, i, to) : pieced(bytes, i, to);
        }
    }

    /** Hands on the message that begins at {@code at}, or begins to keep it where its end is not there yet. */
    private int inPlace(byte[] bytes, int at, int to) throws BadFrameException {
        int length = length(bytes, at);
        if (to - at < length) {
            goal = length;
            keep(bytes, at, to);
            return to;
        }
        handOn(bytes, at, at + length);
        return at + length;
    }

    /** Goes on with the message that has been begun. */
    private int pieced(byte[] bytes, int at, int to) throws BadFrameException {
        int after = Math.min(to, at + goal - partialLength);
        keep(bytes, at, after);
        if (partialLength == Message.PRELUDE_BYTES && goal == Message.PRELUDE_BYTES) {
            goal = length(partial, 0);
        } else if (partialLength == goal) {
            byte[] whole = partial;
            int length = partialLength;
            partial = NONE;
            partialLength = 0;
            goal = Message.PRELUDE_BYTES;
            handOn(whole, 0, length);
        }
        return after;
    }

    private int length(byte[] bytes, int at) throws BadFrameException {
        int length = message.length(bytes, at);
        if (length > maxBytes) {
            throw BadFrameException.tooLarge(maxBytes);
        }
        return length;
    }

    private void handOn(byte[] bytes, int from, int to) throws BadFrameException {
        message.check(bytes, from, to);
        message.clear();
        handler.event(bytes, from, to);
    }

    /** Never keeps room for more than twice what has come: a length is quickly said. */
    private void keep(byte[] bytes, int from, int to) {
        int needed = partialLength + to - from;
        if (needed > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(needed, Math.min(partial.length * 2, goal)));
        }
        System.arraycopy(bytes, from, partial, partialLength, to - from);
        partialLength = needed;
    }

    @Override
    public int heldBytes() {
        return partial.length;
    }

    @Override
    public boolean hasRemainder() {
        return partialLength > 0;
    }

    @Override
    public void finish() throws BadFrameException {
        throw new BadFrameException("half a message");
    }
}
