package dev.sprue.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider's server that does on the wire what a test tells it to, down to the byte: answers, hangs, breaks, lies.
 *
 * <p>One thread a connection; a connection serves requests until the script or the other side closes it.
 */
public final class ScriptedUpstream implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        void answer(Request request, Connection connection) throws IOException, InterruptedException;
    }

    /** What came in: header names in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {}

    private final ServerSocket server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Script script = (request, connection) -> connection.close();

    /** Listens on a free port of loopback. */
    public ScriptedUpstream() {
        this(0);
    }

    /** Listens on that port of loopback, where another one perhaps did before. */
    public ScriptedUpstream(int port) {
        try {
            server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on requests are answered like this. */
    public ScriptedUpstream script(Script next) {
        script = next;
        return this;
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** The next request that has come and was not asked for before; waits for it. */
    public Request request() throws InterruptedException {
        Request request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request reached the upstream");
        }
        return request;
    }

    /** Forgets the requests that came. */
    public void forget() {
        requests.clear();
    }

    /** Requests that came and were not asked for. */
    public int waiting() {
        return requests.size();
    }

    /** Connections that neither side has closed. */
    public int open() {
        return open.get();
    }

    /** Connections ever made. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            for (Request request = connection.read(); request != null; request = connection.read()) {
                requests.add(request);
                script.answer(request, connection);
            }
        } catch (IOException broken) {
            // The other side left, or the script closed the connection.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        connections.forEach(Connection::close);
    }

    /** One connection, from this side. */
    public static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            socket.setTcpNoDelay(true);
        }

        /** Sends bytes as they are. */
        public Connection send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        }

        /** Sends a text in UTF-8 as it is. */
        public Connection send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends an answer with its length; {@code headers} as {@code name: value} lines. */
        public Connection answer(int status, String contentType, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\ncontent-length: " + bytes.length
                    + "\r\ncontent-type: " + contentType + "\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return send(head + "\r\n").send(bytes);
        }

        /** Begins an event stream. */
        public Connection stream() throws IOException {
            return send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        }

        /** Sends one chunk of a body. */
        public Connection chunk(byte[] bytes) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            return send(out.toByteArray());
        }

        /** Sends one chunk of a body in UTF-8. */
        public Connection chunk(String text) throws IOException {
            return chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Ends a chunked body. */
        public Connection end() throws IOException {
            return send("0\r\n\r\n");
        }

        /** Lets what was sent arrive by itself. */
        public Connection pause(long ms) throws InterruptedException {
            Thread.sleep(ms);
            return this;
        }

        /** Waits until the other side closes the connection; false if it does not within ten seconds. */
        public boolean otherCloses() throws IOException {
            socket.setSoTimeout(10_000);
            try {
                while (in.read() >= 0) {
                    // What it still sends does not matter.
                }
                return true;
            } catch (java.net.SocketTimeoutException open) {
                return false;
            } catch (IOException reset) {
                return true;
            }
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

        private @Nullable Request read() throws IOException {
            String first = line();
            if (first == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(); line != null && !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon < 0) {
                    throw new IOException("this is no HTTP, but TLS perhaps");
                }
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Request(first, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private @Nullable String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return null;
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
