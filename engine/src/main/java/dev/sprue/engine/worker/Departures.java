package dev.sprue.engine.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices clients that close their connection while they wait for a whole answer. The JDK's server does not read from a
 * connection meanwhile, so the system is asked, where it can be: Linux lists the connections of a process in files. Elsewhere
 * nobody is seen leaving.
 */
final class Departures {
    private static final long PERIOD_MS = 200;
    private static final String ESTABLISHED = "01";
    private static final List<Path> LISTS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private final Map<Integer, Runnable> waiting = new ConcurrentHashMap<>();
    private final int serverPort;
    /** Who was not in the list at the last look. The system makes it piece by piece, so a single one says little. */
    private Set<Integer> missing = Set.of();

    /** Watches the connections to a port of this process. */
    Departures(int serverPort) {
        this.serverPort = serverPort;
        if (LISTS.stream().anyMatch(Files::isReadable)) {
            Thread.ofVirtual().name("departures").start(this::loop);
        }
    }

    /** A client that is watched until this is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code left} when the client has gone; from another thread, and once at most. */
    Watch watch(InetSocketAddress client, Runnable left) {
        int port = client.getPort();
        waiting.put(port, left);
        // Not that of a later connection with the same number.
        return () -> waiting.remove(port, left);
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MS);
                if (!waiting.isEmpty()) {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        // Whoever comes after the list was read is not in it.
        Map<Integer, Runnable> known = Map.copyOf(waiting);
        try {
            Set<Integer> there = established();
            Set<Integer> gone = new HashSet<>(known.keySet());
            gone.removeAll(there);
            for (int port : gone) {
                Runnable left = known.get(port);
                if (left != null && missing.contains(port) && waiting.remove(port, left)) {
                    left.run();
                }
            }
            missing = gone;
        } catch (IOException | RuntimeException e) {
            // Nobody is seen leaving this time; later looks come all the same.
        }
    }

    /** Returns the ports of the clients whose connections are open in both directions. */
    private Set<Integer> established() throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", serverPort);
        Set<Integer> ports = new HashSet<>();
        for (Path list : LISTS) {
            if (!Files.isReadable(list)) {
                continue;
            }
            for (String line : Files.readAllLines(list)) {
                String[] fields = line.strip().split("\\s+", 5);
                if (fields.length > 4 && fields[1].endsWith(local) && fields[3].equals(ESTABLISHED)) {
                    ports.add(Integer.parseInt(fields[2].substring(fields[2].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }
}
