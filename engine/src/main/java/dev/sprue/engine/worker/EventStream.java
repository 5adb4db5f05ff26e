package dev.sprue.engine.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A response of server-sent events, each sent at once. */
final class EventStream implements AutoCloseable {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /**
     * Sends an event.
     *
     * @throws IOException where the client has gone
     */
    void send(byte[] json) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream(DATA.length + json.length + END.length);
        event.writeBytes(DATA);
        event.writeBytes(json);
        event.writeBytes(END);
        event.writeTo(out);
        out.flush();
    }

    /** Sends the mark that says that the stream is whole. */
    void done() throws IOException {
        send(DONE);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
