package dev.sprue.bench.load;

import dev.sprue.bench.stats.Histogram;
import dev.sprue.bench.stats.Quantiles;
import dev.sprue.bench.wire.BodySink;
import dev.sprue.bench.wire.SameBody;
import dev.sprue.bench.wire.StampedEvents;
import dev.sprue.bench.wire.WholeBody;
import dev.sprue.bench.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one {@link LoadPlan} on the calling thread.
 *
 * <p>The first thing that is wrong - a status, a length, a stream's end, a closed connection - ends the run.
 */
public final class LoadGenerator {

    private static final int READ_BYTES = 256 * 1024;
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_MS = 1;

    private final LoadPlan plan;
    private final boolean spin;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private final Histogram latency = new Histogram();
    private final Histogram delay = new Histogram();
    private final List<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private String failure = "";
    private int inFlight;
    private int begun;
    private long answers;
    private long counted;
    private long startNs;
    private long countFromNs;
    private long endNs;
    private long scheduled;

    private LoadGenerator(LoadPlan plan, boolean spin) {
        this.plan = plan;
        this.spin = spin;
    }

    /**
     * Runs the plan to its end, or to the first failure.
     *
     * @param spin whether to poll without rest, which needs a core for this alone
     */
    public static LoadResult run(LoadPlan plan, boolean spin) {
        return new LoadGenerator(plan, spin).run();
    }

    private LoadResult run() {
        long bodyBytes = 0;
        try (Selector selector = Selector.open()) {
            byte[] known = plan.expects() == LoadPlan.Expected.SAME_BODY ? firstAnswer() : new byte[0];
            bodyBytes = known.length;
            for (int i = 0; i < plan.connections(); i++) {
                Caller caller = new Caller(plan.port(), request(), sink(known));
                callers.add(caller);
                idle.add(caller);
                caller.register(selector);
            }
            loop(selector);
        } catch (IOException | WireException e) {
            fail(e);
        } finally {
            callers.forEach(LoadGenerator::close);
        }
        return new LoadResult(
                failure,
                answers,
                counted / (plan.measureMs() / 1_000.0),
                Quantiles.of(latency),
                Quantiles.of(delay),
                bodyBytes);
    }

    private void loop(Selector selector) throws IOException, WireException {
        startNs = System.nanoTime();
        countFromNs = startNs + TimeUnit.MILLISECONDS.toNanos(plan.warmUpMs());
        endNs = countFromNs + TimeUnit.MILLISECONDS.toNanos(plan.measureMs());
        while (failure.isEmpty()) {
            long now = System.nanoTime();
            if (now >= endNs) {
                if (inFlight == 0) {
                    return;
                }
                if (now >= endNs + GRACE_NS) {
                    throw new WireException(inFlight + " answers had not ended 10 s after the last request");
                }
            } else if (plan.ratePerSecond() > 0) {
                sendDue(now);
            } else if (begun < callers.size()) {
                beginDue(now);
            }
            if (spin) {
                selector.selectNow(this::ready);
            } else if (plan.ratePerSecond() > 0) {
                // The kernel's wait is in milliseconds, which is longer than a request may be late.
                selector.selectNow(this::ready);
                Thread.yield();
            } else {
                selector.select(this::ready, IDLE_MS);
            }
        }
    }

    /** Sends what is due by now, in turn on all connections, so that all loops and workers behind them are used. */
    private void sendDue(long now) throws IOException, WireException {
        long dueNs = startNs + scheduled * TimeUnit.SECONDS.toNanos(1) / plan.ratePerSecond();
        while (dueNs <= now && !idle.isEmpty()) {
            send(idle.remove(), dueNs);
            scheduled++;
            dueNs = startNs + scheduled * TimeUnit.SECONDS.toNanos(1) / plan.ratePerSecond();
        }
    }

    private void beginDue(long now) throws IOException, WireException {
        long spreadNs = TimeUnit.MILLISECONDS.toNanos(plan.spreadMs());
        long due = spreadNs == 0 ? callers.size() : (now - startNs) * callers.size() / spreadNs;
        while (begun < Math.min(due, callers.size())) {
            send(callers.get(begun++), System.nanoTime());
        }
    }

    private void send(Caller caller, long sinceNs) throws IOException, WireException {
        inFlight++;
        caller.send(sinceNs);
    }

    private void ready(SelectionKey key) {
        if (!(key.attachment() instanceof Caller caller) || !failure.isEmpty()) {
            return;
        }
        try {
            if (caller.read(in)) {
                answered(caller);
            }
        } catch (IOException | WireException e) {
            fail(e);
        }
    }

    private void answered(Caller caller) throws IOException, WireException {
        inFlight--;
        answers++;
        long now = System.nanoTime();
        // A closed loop counts by the end, an open one by when a request was due, so that slow answers count too.
        long at = plan.ratePerSecond() > 0 ? caller.sinceNs() : now;
        if (at >= countFromNs && at < endNs) {
            counted++;
            latency.add(now - caller.sinceNs());
        }
        if (plan.ratePerSecond() > 0) {
            idle.add(caller);
        } else if (now < endNs) {
            send(caller, now);
        }
    }

    private void stamp(long stampNs) {
        long now = System.nanoTime();
        if (now >= countFromNs && now < endNs) {
            delay.add(now - stampNs);
        }
    }

    private BodySink sink(byte[] known) {
        return switch (plan.expects()) {
            case SAME_BODY -> new SameBody(known);
            case STAMPED_EVENTS -> new StampedEvents(plan.streamEvents(), this::stamp);
        };
    }

    /** Asks once and looks at every byte, so that later answers only need to be the same. */
    private byte[] firstAnswer() throws IOException, WireException {
        WholeBody body = new WholeBody();
        try (Caller caller = new Caller(plan.port(), request(), body)) {
            caller.send(System.nanoTime());
            boolean complete = false;
            while (!complete) {
                complete = caller.read(in);
            }
        }
        byte[] known = body.get();
        if (plan.body().contains("\"stream\":true")) {
            StampedEvents events = new StampedEvents(plan.streamEvents(), stamp -> {});
            events.begin();
            events.bytes(known, 0, known.length);
            String complaint = events.complaint();
            if (complaint != null) {
                throw new WireException(complaint);
            }
        } else if (!new String(known, StandardCharsets.UTF_8).contains("\"object\":\"chat.completion\"")) {
            throw new WireException("an answer that is no chat completion");
        }
        return known;
    }

    private ByteBuffer request() {
        String head = "POST " + plan.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + plan.port()
                + "\r\nContent-Type: application/json\r\n"
                + (plan.apiKey().isEmpty() ? "" : "api-key: " + plan.apiKey() + "\r\n")
                + "Content-Length: " + plan.body().length() + "\r\n\r\n";
        byte[] bytes = (head + plan.body()).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private void fail(Exception e) {
        if (failure.isEmpty()) {
            String message = e.getMessage();
            failure = message == null ? e.toString() : message;
        }
    }

    private static void close(Caller caller) {
        try {
            caller.close();
        } catch (IOException gone) {
            // Nothing is left to be closed.
        }
    }
}
