package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Streams that do not end by themselves, for tests of callers who leave and of a product that is told to stop. */
public final class LongStreams {
    /** A last message that is answered without end. */
    public static final String ENDLESS = "endless";

    /** A last message whose answer stops after {@code Hello} until {@link #release}. */
    public static final String HELD = "held";

    private static final int LIMIT_S = 30;
    private static final int STALL_POLL_MS = 250;
    private static final String DELTA = "x".repeat(1_000);

    private final Semaphore abandoned = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sentDeltas = new AtomicLong();

    LongStreams() {}

    static boolean isOne(String message) {
        return message.equals(ENDLESS) || message.equals(HELD);
    }

    /** Lets every held answer go on, now and later. */
    public void release() {
        released.countDown();
    }

    /** Waits for an endless answer to be given up by its reader; false: nobody gave it up in time. */
    public boolean awaitAbandoned() throws InterruptedException {
        return awaitAbandoned(1);
    }

    /**
     * Waits for every endless answer that was begun, and not waited for yet, to be given up by its reader.
     *
     * @return how many there were
     */
    public int awaitAllAbandoned() throws InterruptedException {
        int all = open.get();
        if (!awaitAbandoned(all)) {
            throw new AssertionError("of " + all + " readers not all went away");
        }
        return all;
    }

    private boolean awaitAbandoned(int answers) throws InterruptedException {
        boolean went = abandoned.tryAcquire(answers, LIMIT_S, TimeUnit.SECONDS);
        if (went) {
            open.addAndGet(-answers);
        }
        return went;
    }

    /**
     * Waits until an endless answer gets no further, since nobody reads it.
     *
     * @return how many thousand characters it got rid of
     */
    public long awaitStalled() throws InterruptedException {
        long before;
        long now = -1;
        do {
            before = now;
            // a permit would mean that the reader went away; there is nothing else to wait for
            if (abandoned.tryAcquire(STALL_POLL_MS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the reader went away");
            }
            now = sentDeltas.get();
        } while (now != before);
        return now;
    }

    void answer(String message, Answering answering, ChatAnswers answers) throws IOException {
        if (message.equals(HELD)) {
            hold(answering, answers);
        } else {
            goOn(answering, answers);
        }
    }

    private void hold(Answering answering, ChatAnswers answers) throws IOException {
        List<ObjectNode> chunks = answers.chunks(Scripts.named("plain").orElseThrow(), true);
        try (OutputStream out = answering.startStream()) {
            Answering.write(out, chunks.subList(0, 2));
            released.await();
            Answering.write(out, chunks.subList(2, chunks.size()));
            out.write(Framing.PLAIN.frame("[DONE]").getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(Answering answering, ChatAnswers answers) throws IOException {
        open.incrementAndGet();
        sentDeltas.set(0);
        List<ObjectNode> chunks = answers.chunks(Script.text(ENDLESS, DELTA), false);
        List<ObjectNode> delta = chunks.subList(1, 2);
        OutputStream out = answering.startStream();
        try {
            Answering.write(out, chunks.subList(0, 1));
            while (!Thread.currentThread().isInterrupted()) {
                Answering.write(out, delta);
                sentDeltas.incrementAndGet();
            }
        } catch (IOException e) {
            abandoned.release();
        }
    }
}
