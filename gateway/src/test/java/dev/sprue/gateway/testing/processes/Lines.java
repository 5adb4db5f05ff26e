package dev.sprue.gateway.testing.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a process prints, line by line, read as it comes so that no pipe fills. */
public final class Lines {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /** Reads to the end on a thread of its own. */
    Lines(BufferedReader from) {
        Thread.ofPlatform().daemon().name("lines").start(() -> read(from));
    }

    private void read(BufferedReader from) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                add(line);
            }
        } catch (IOException broken) {
            // With the process.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first line that is wanted, waited for; empty where everything ended without one. */
    public Optional<String> first(Predicate<String> wanted, Duration limit) throws InterruptedException {
        return nth(1, wanted, limit);
    }

    /** The {@code number}th line that is wanted, waited for; empty where everything ended before. */
    public synchronized Optional<String> nth(int number, Predicate<String> wanted, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int looked = 0;
        int found = 0;
        while (true) {
            for (; looked < lines.size(); looked++) {
                if (wanted.test(lines.get(looked)) && ++found == number) {
                    return Optional.of(lines.get(looked));
                }
            }
            if (ended) {
                return Optional.empty();
            }
            waitUntil(end);
        }
    }

    /** Everything, once the process has ended and nothing more can come. */
    public synchronized List<String> whole(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!ended) {
            waitUntil(end);
        }
        return List.copyOf(lines);
    }

    private void waitUntil(long end) throws InterruptedException {
        long leftMs = Math.ceilDiv(end - System.nanoTime(), 1_000_000);
        if (leftMs <= 0) {
            throw new AssertionError("not in time; so far: " + this);
        }
        wait(leftMs);
    }

    /** What came so far. */
    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
