package dev.sprue.gateway.testing.databases;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A stretch of network before a server on loopback, which a test can cut or silence. */
public final class Gate implements AutoCloseable {

    /** What becomes of the bytes that a client sends once they hold a certain text. */
    public enum Cut {
        /** They get there; the connection breaks before the answer comes back. */
        AFTER,
        /** The connection breaks before they get there. */
        BEFORE
    }

    private record Trap(String text, Cut cut) {}

    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile Optional<Trap> trap = Optional.empty();

    /** One before the port {@code server}, which lets all pass. */
    public Gate(int server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** Where it listens, on loopback. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on bytes get lost in both directions: connections seem open, and nothing comes of them, even when it passes again. */
    public void silence() {
        silent = true;
    }

    /** Lets new connections pass again. Those that lost bytes break. */
    public void restore() {
        silent = false;
        cut();
    }

    /** Breaks all connections there are. */
    public void cut() {
        sockets.forEach(Gate::close);
    }

    /** Breaks, once, the connection on which a client sends {@code text}. */
    public void breakAt(String text, Cut cut) {
        trap = Optional.of(new Trap(text, cut));
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(behind);
                Thread.startVirtualThread(() -> relay(client, behind, true));
                Thread.startVirtualThread(() -> relay(behind, client, false));
            } catch (IOException noServer) {
                if (listener.isClosed()) {
                    return;
                }
                cut();
            }
        }
    }

    private void relay(Socket from, Socket to, boolean byClient) {
        byte[] bytes = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                Optional<Trap> sprung = byClient ? sprung(bytes, n) : Optional.empty();
                if (sprung.isPresent()) {
                    // First this side, so that no answer can come through.
                    close(from);
                    if (sprung.get().cut() == Cut.AFTER) {
                        out.write(bytes, 0, n);
                    }
                    return;
                }
                if (!silent) {
                    out.write(bytes, 0, n);
                }
            }
        } catch (IOException broken) {
            // The other direction hears of it through its own end.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private Optional<Trap> sprung(byte[] bytes, int length) {
        Optional<Trap> set = trap;
        if (set.isEmpty()
                || !new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                        .contains(set.get().text())) {
            return Optional.empty();
        }
        trap = Optional.empty();
        return set;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // As wanted.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException gone) {
            // As wanted.
        }
        cut();
    }
}
