package dev.sprue.conformance.wire;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Trust;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One TLS connection whose bytes the test sees: to reuse it after errors, and to tell an end from a cut. */
final class RawConnection implements AutoCloseable {
    private static final int LIMIT_MS = 60_000;

    private final Endpoint endpoint;
    private final Socket socket;
    private final InputStream in;

    RawConnection(Endpoint endpoint) throws IOException {
        this.endpoint = endpoint;
        this.socket = Trust.context(endpoint.ca())
                .getSocketFactory()
                .createSocket(endpoint.base().getHost(), endpoint.base().getPort());
        socket.setSoTimeout(LIMIT_MS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Writes a request with a body and the headers that every request has. */
    void send(String method, String target, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(
                method + " " + target + " HTTP/1.1",
                "Host: " + endpoint.base().getAuthority(),
                "Content-Type: application/json",
                "Content-Length: " + bytes.length));
        lines.addAll(List.of(headers));
        write(String.join("\r\n", lines) + "\r\n\r\n");
        socket.getOutputStream().write(bytes);
    }

    /** A chat with the resource's key. */
    void chat(String body) throws IOException {
        send("POST", Wire.route("chat/completions"), body, "api-key: " + endpoint.key());
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the next answer. */
    RawAnswer read() throws IOException {
        Answer head = readHead();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean whole = head.status() < 200 || readBody(head.headers(), body);
        return new RawAnswer(new Answer(head.status(), head.headers(), body.toString(StandardCharsets.UTF_8)), whole);
    }

    /** Reads the head of the next answer only. */
    Answer readHead() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Answer(status, headers, "");
    }

    /** Reads on in a chunked body until {@code text} has come, or the body has ended. */
    String readUntil(String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (!body.toString(StandardCharsets.UTF_8).contains(text) && readChunk(body)) {
            // the next one
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Whether the product has closed the connection. */
    boolean isClosedByPeer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Returns whether the body ended the way its head announced. */
    private boolean readBody(Map<String, List<String>> headers, ByteArrayOutputStream body) throws IOException {
        try {
            if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
                while (readChunk(body)) {
                    // the next one
                }
            } else {
                copy(
                        Integer.parseInt(headers.getOrDefault("content-length", List.of("0"))
                                .getFirst()),
                        body);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether there was one before the body's end. */
    private boolean readChunk(ByteArrayOutputStream to) throws IOException {
        int size = chunkSize();
        copy(size, to);
        line();
        return size > 0;
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private void copy(int size, ByteArrayOutputStream to) throws IOException {
        for (int left = size; left > 0; left--) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            to.write(next);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended; before that came: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
