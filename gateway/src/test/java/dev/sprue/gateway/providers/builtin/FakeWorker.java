package dev.sprue.gateway.providers.builtin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the supervisor starts in its tests: a worker that does one thing, badly or well. */
final class FakeWorker {

    private static final String BEGINNING = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n";

    private FakeWorker() {}

    public static void main(String[] args) throws Exception {
        String how = args[0];
        Path starts = Path.of(args[1]);
        Files.writeString(starts, "start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String token = in.readLine();
        switch (how) {
            case "well" -> serve(in, token, false);
            case "stalls" -> serve(in, token, Files.readAllLines(starts).size() < 2);
            case "second" -> {
                if (Files.readAllLines(starts).size() < 2) {
                    System.exit(3);
                }
                serve(in, token, false);
            }
            case "hangs" -> {
                if (Files.readAllLines(starts).size() > 1) {
                    serve(in, token, false);
                }
                // The system takes connections for it; nobody answers them.
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                System.out.println("sprue-engine ready " + server.getLocalPort());
                in.readLine();
            }
            case "dies" -> System.exit(3);
            case "garbage" -> {
                System.out.println("Exception in thread main, or some such");
                in.readLine();
            }
            case "noport" -> {
                System.out.println("sprue-engine ready 99999");
                in.readLine();
            }
            case "silent" -> in.readLine();
            case "env" -> {
                Files.writeString(starts, String.join("\n", System.getenv().keySet()));
                serve(in, token, false);
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** Answers every call with what it was called with, or none at all; ends when its standard input does. */
    private static void serve(BufferedReader in, String token, boolean stalls) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println("sprue-engine ready " + server.getLocalPort());
        System.err.println("one line of log\n" + "another");
        Thread.ofVirtual().start(() -> {
            while (true) {
                try (Socket socket = server.accept()) {
                    BufferedReader request =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    boolean known = false;
                    int length = 0;
                    for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
                        known |= line.equalsIgnoreCase("authorization: Bearer " + token);
                        if (line.startsWith("content-length: ")) {
                            length = Integer.parseInt(line.substring(16));
                        }
                    }
                    char[] body = new char[length];
                    for (int n = 0; n < length; ) {
                        n += request.read(body, n, length - n);
                    }
                    String asked = new String(body);
                    if (asked.contains("begin")) {
                        socket.getOutputStream().write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
                    }
                    if (asked.contains("die")) {
                        System.exit(4);
                    }
                    if (stalls) {
                        in.readLine();
                    }
                    String answer = "{\"choices\":[{\"known\":" + known + "}]}";
                    socket.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: " + answer.length()
                                            + "\r\n\r\n" + answer)
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException broken) {
                    return;
                }
            }
        });
        while (in.readLine() != null) {
            // The supervisor says nothing more; when it is gone, so is this.
        }
        System.exit(0);
    }
}
