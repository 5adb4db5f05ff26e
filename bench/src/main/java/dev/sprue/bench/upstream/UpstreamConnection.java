package dev.sprue.bench.upstream;

import dev.sprue.bench.wire.HeadFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection to the upstream: at most one answer at a time, the next request waits in the buffer. */
final class UpstreamConnection {

    private static final int MAX_REQUEST_BYTES = 8 * 1024;

    private final UpstreamServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_REQUEST_BYTES);
    private @Nullable ByteBuffer unsent;
    private RequestKind kind = RequestKind.WHOLE;
    private Answers answers;
    private boolean streaming;
    private int chunksLeft;
    private long dueNs;

    UpstreamConnection(UpstreamServer server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.answers = server.answers(Provider.OPENAI);
        this.channel = channel;
        this.key = key;
    }

    void ready() {
        try {
            if (unsent != null && key.isWritable()) {
                resume();
            }
            if (key.isReadable()) {
                if (channel.read(in) < 0) {
                    close();
                    return;
                }
                answerRequests();
            }
        } catch (IOException reset) {
            close();
        }
    }

    private void answerRequests() throws IOException {
        while (!streaming && unsent == null) {
            byte[] bytes = in.array();
            int have = in.position();
            int bodyAt = endOfHead(bytes, have);
            if (bodyAt < 0) {
                return;
            }
            int end = bodyAt + (int) HeadFields.contentLength(bytes, bodyAt, 0);
            if (end > MAX_REQUEST_BYTES || HeadFields.isChunked(bytes, bodyAt)) {
                throw new IOException("a request that this upstream does not take");
            }
            if (have < end) {
                return;
            }
            boolean get = bytes[0] == 'G';
            if (!get) {
                Kinds.Seen seen = server.kinds().of(bytes, bodyAt, end);
                kind = seen.kind();
                answers = server.answers(seen.provider());
            }
            in.flip().position(end);
            in.compact();
            answer(get);
        }
    }

    private void answer(boolean get) throws IOException {
        if (get) {
            write(server.countsAnswer());
            return;
        }
        switch (kind) {
            case MISNAMED -> {
                server.countMisnamed();
                write(server.misnamedAnswer());
            }
            case WHOLE -> {
                server.countWhole();
                write(answers.whole());
            }
            case BURST, BURST_USAGE, BURST_NULLS -> {
                streaming = true;
                server.countStarted();
                chunksLeft = 0;
                if (write(answers.burst(kind))) {
                    streamEnded();
                }
            }
            case PACED, PACED_USAGE -> {
                streaming = true;
                server.countStarted();
                chunksLeft = Answers.CHUNKS;
                dueNs = System.nanoTime();
                write(answers.streamHead());
                server.schedule(this);
            }
        }
    }

    /** When the next chunk of a paced stream is to be sent, on the monotonic clock. */
    long dueNs() {
        return dueNs;
    }

    /** Sends the next chunk; returns whether another one is to follow. */
    boolean tick(long nowNs) {
        if (!streaming) {
            return false;
        }
        try {
            if (unsent != null) {
                // The reader is behind: it gets this chunk a pause later.
                server.countLate();
            } else if (chunksLeft > 1) {
                chunksLeft--;
                write(answers.stamped(nowNs));
            } else {
                chunksLeft = 0;
                if (write(answers.pacedEnd(kind.reportsUsage()))) {
                    streamEnded();
                    answerRequests();
                }
                return false;
            }
        } catch (IOException reset) {
            close();
            return false;
        }
        dueNs += UpstreamServer.PAUSE_NS;
        return true;
    }

    private boolean write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (!bytes.hasRemaining()) {
            return true;
        }
        // A copy: the original may be a buffer that is used again.
        unsent = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return false;
    }

    private void resume() throws IOException {
        ByteBuffer rest = unsent;
        if (rest == null) {
            return;
        }
        channel.write(rest);
        if (rest.hasRemaining()) {
            return;
        }
        unsent = null;
        key.interestOps(SelectionKey.OP_READ);
        if (streaming && chunksLeft == 0) {
            streamEnded();
        }
        answerRequests();
    }

    private void streamEnded() {
        streaming = false;
        server.countFinished();
    }

    private void close() {
        if (streaming) {
            streaming = false;
            server.countAborted();
        }
        key.cancel();
        try {
            channel.close();
        } catch (IOException gone) {
            // Nothing is left to be closed.
        }
    }

    /** Where the body begins; negative while the head is not complete. */
    private static int endOfHead(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n' && bytes[i - 1] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Knows the kind of a request that is the same as the one before, which is nearly always, without reading it. */
    static final class Kinds {

        /** What a request is. */
        record Seen(Provider provider, RequestKind kind) {}

        private byte[] lastPath = {};
        private byte[] lastBody = {};
        private Seen seen = new Seen(Provider.OPENAI, RequestKind.MISNAMED);

        /** The request at the beginning of {@code buffer}, whose body is at {@code [from, to)}. */
        Seen of(byte[] buffer, int from, int to) {
            int pathAt = "POST ".length();
            int pathEnd = pathAt;
            while (buffer[pathEnd] != ' ') {
                pathEnd++;
            }
            if (!Arrays.equals(buffer, from, to, lastBody, 0, lastBody.length)
                    || !Arrays.equals(buffer, pathAt, pathEnd, lastPath, 0, lastPath.length)) {
                lastBody = Arrays.copyOfRange(buffer, from, to);
                lastPath = Arrays.copyOfRange(buffer, pathAt, pathEnd);
                String path = new String(lastPath, StandardCharsets.US_ASCII);
                Provider provider = Provider.of(path);
                String body = new String(lastBody, StandardCharsets.UTF_8);
                seen = new Seen(provider, RequestKind.of(provider, path, body));
            }
            return seen;
        }
    }
}
