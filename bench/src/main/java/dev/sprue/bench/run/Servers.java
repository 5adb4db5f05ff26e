package dev.sprue.bench.run;

import dev.sprue.bench.upstream.Answers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Starts the relays that others made, where they are installed. */
final class Servers {

    private static final String OPENAI_PATH = "/v1/chat/completions";
    private static final long READY_MS = 10_000;
    private static final int RETRY_MS = 50;

    private final Children children;
    private final Path folder;
    private final CorePlan cores;
    private final int upstreamPort;

    Servers(Children children, Path folder, CorePlan cores, int upstreamPort) {
        this.children = children;
        this.folder = folder;
        this.cores = cores;
        this.upstreamPort = upstreamPort;
    }

    /** The upstream itself. */
    Target direct() {
        return new Target(
                Target.DIRECT, upstreamPort, OPENAI_PATH, "", Answers.MODEL, Answers.EVENTS, OptionalLong.empty());
    }

    /** nginx, if it is installed. */
    Optional<Target> nginx() throws IOException {
        Optional<String> program = Programs.find("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Path config = folder.resolve("nginx.conf");
        Files.writeString(
                config,
                ServerConfigs.nginx(folder, port, upstreamPort, cores.gateway().size()));
        return Optional.of(start(Target.NGINX, port, List.of(program.get(), "-c", config.toString())));
    }

    /** HAProxy, if it is installed. */
    Optional<Target> haproxy() throws IOException {
        Optional<String> program = Programs.find("haproxy");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Path config = folder.resolve("haproxy.cfg");
        Files.writeString(
                config,
                ServerConfigs.haproxy(port, upstreamPort, cores.gateway().size()));
        return Optional.of(start(Target.HAPROXY, port, List.of(program.get(), "-db", "-f", config.toString())));
    }

    private Target start(String name, int port, List<String> command) throws IOException {
        Process process = children.start(name, cores.gateway(), Map.of(), command);
        long deadline = System.nanoTime() + READY_MS * 1_000_000;
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(name + " did not start: " + Files.readString(children.log(name)));
            }
            pause();
        }
        return new Target(name, port, OPENAI_PATH, "", Answers.MODEL, Answers.EVENTS, OptionalLong.of(process.pid()));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
