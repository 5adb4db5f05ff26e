package dev.sprue.gateway.testing;

import dev.sprue.gateway.testing.coverage.Evidence;
import dev.sprue.gateway.testing.specified.Judge;
import dev.sprue.gateway.testing.specified.Sent;
import dev.sprue.gateway.testing.specified.SentRequests;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One connection over which a test says exactly which bytes go out, and sees exactly what comes back. Every answer that it
 * reads whole is held to the specification.
 */
public final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final SentRequests sent = new SentRequests();

    /** What came back: header names in lower case; {@code whole} is false where the connection broke before the end. */
    public record Answer(int status, Map<String, String> headers, String body, boolean whole) {

        /** A header's value. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** The data of each event of a stream. */
        public List<String> events() {
            List<String> events = new ArrayList<>();
            for (String frame : body.split("\n\n")) {
                if (frame.startsWith("data: ")) {
                    events.add(frame.substring(6));
                }
            }
            return events;
        }
    }

    /** Connects to loopback. */
    public RawHttp(int port) {
        this(port, 0);
    }

    /** Connects to loopback with a receive buffer of so many bytes; 0 for the system's. */
    public RawHttp(int port, int receiveBufferBytes) {
        try {
            socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends a text, its line feeds as CR LF. */
    public RawHttp send(String text) {
        return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public RawHttp sendBytes(byte[] bytes) {
        sent.add(bytes);
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends a request with a body and its length; {@code head} without the last empty line. */
    public RawHttp send(String head, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(head + "\ncontent-length: " + bytes.length + "\n\n").sendBytes(bytes);
    }

    /** Reads one answer to its end, or to the end of the connection. */
    public Answer answer() {
        return read(false, () -> {});
    }

    /** Reads one answer to its end, or to the end of the connection; runs {@code begun} when its head has come. */
    public Answer answer(Runnable begun) {
        return read(false, begun);
    }

    /** Reads one answer that has no body, whatever its headers say. */
    public Answer answerWithoutBody() {
        return read(true);
    }

    private Answer read(boolean noBody) {
        return read(noBody, () -> {});
    }

    private Answer read(boolean noBody, Runnable begun) {
        try {
            String status = line();
            Map<String, String> headers = headers();
            int code = Integer.parseInt(status.split(" ")[1]);
            begun.run();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean whole = noBody || code < 200 || code == 204 || readBody(headers, body);
            Answer answer = new Answer(code, headers, body.toString(StandardCharsets.UTF_8), whole);
            Optional<Sent> request = code < 200 ? Optional.empty() : sent.next();
            if (!noBody && code >= 200) {
                Judge.check(request, answer);
                request.ifPresent(known -> Evidence.take(known, answer));
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads an answer's status line and headers only. */
    public Answer head() {
        return read(true);
    }

    /** Reads the next chunk of a chunked body; empty for the last one. */
    public String chunk() {
        try {
            return new String(nextChunk(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private byte[] nextChunk() throws IOException {
        int length = Integer.parseInt(line().strip(), 16);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a chunk was cut");
        }
        line();
        return bytes;
    }

    private boolean readBody(Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
        try {
            if ("chunked".equals(headers.get("transfer-encoding"))) {
                for (byte[] chunk = nextChunk(); chunk.length > 0; chunk = nextChunk()) {
                    body.write(chunk);
                }
                return true;
            }
            if (headers.containsKey("content-length")) {
                int length = Integer.parseInt(headers.get("content-length"));
                byte[] bytes = in.readNBytes(length);
                body.write(bytes);
                return bytes.length == length;
            }
            body.write(in.readAllBytes());
            return true;
        } catch (EOFException | java.net.SocketException cut) {
            return false;
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side has closed the connection, after everything that it sent. */
    public boolean closedByOther() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Says that no more will be sent, and goes on reading. */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
