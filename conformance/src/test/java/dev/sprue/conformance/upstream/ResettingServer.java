package dev.sprue.conformance.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A provider's server that dies in the middle of every stream: its operating system resets the connection, as it does
 * for a process that is killed. {@code HttpServer} can only close a connection in order, so this one is made of sockets.
 */
final class ResettingServer implements AutoCloseable {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final String CONTENT_LENGTH = "content-length:";

    private final ServerSocket listener;
    private final List<String> events;

    private ResettingServer(ServerSocket listener, List<String> events) {
        this.listener = listener;
        this.events = events;
    }

    /** Starts one on a free port of loopback that sends the framed {@code events} before each reset. */
    static ResettingServer start(List<String> events) throws IOException {
        ResettingServer server =
                new ResettingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.copyOf(events));
        Thread.ofVirtual().name("resetting-server").start(server::accept);
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().name("resetting-connection").start(() -> answer(socket));
            }
        } catch (IOException closed) {
            // the only way out: close() has been called
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            skipRequest(new BufferedInputStream(socket.getInputStream()));
            StringBuilder answer = new StringBuilder(HEAD);
            for (String event : events) {
                int bytes = event.getBytes(StandardCharsets.UTF_8).length;
                answer.append(Integer.toHexString(bytes))
                        .append("\r\n")
                        .append(event)
                        .append("\r\n");
            }
            OutputStream out = socket.getOutputStream();
            out.write(answer.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.setSoLinger(true, 0);
        } catch (IOException left) {
            // the caller went first
        }
    }

    private static void skipRequest(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH)) {
                length =
                        Integer.parseInt(line.substring(CONTENT_LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
