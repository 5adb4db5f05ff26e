package dev.sprue.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    @Test
    void writesLinesInOrderAndEverythingBeforeItCloses() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        try (LineWriter writer = new LineWriter(out)) {
            for (int i = 0; i < 1_000; i++) {
                writer.write("line " + i + " \u00e9");
                expected.append("line ").append(i).append(" \u00e9\n");
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void neverWaitsForASlowOutputAndSaysWhatItDropped() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("not byte by byte");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                writing.countDown();
                try {
                    blocked.await();
                } catch (InterruptedException stop) {
                    throw new IOException(stop);
                }
                seen.write(bytes, from, length);
            }
        };
        try (LineWriter writer = new LineWriter(slow)) {
            writer.write("first");
            writing.await();
            // Nobody takes these; far more than are kept, and this thread is not held up.
            for (int i = 0; i < 20_000; i++) {
                writer.write("x");
            }
            blocked.countDown();
        }
        String text = seen.toString(StandardCharsets.UTF_8);
        int dropped = Integer.parseInt(text.replaceAll("(?s).*\\(([0-9]+) log lines were dropped.*", "$1"));
        long written = text.lines().filter(line -> line.equals("x")).count();
        assertThat(dropped).isPositive();
        assertThat(written + dropped).isEqualTo(20_000);
    }

    @Test
    void goesOnAfterItsOutputFailed() {
        AtomicInteger writes = new AtomicInteger();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (writes.getAndIncrement() == 0) {
                    throw new IOException("gone");
                }
                seen.write(bytes, from, length);
            }
        };
        try (LineWriter writer = new LineWriter(failing)) {
            writer.write("lost");
            Await.until("the failure has happened", () -> writes.get() > 0);
            Await.until("a later line is written", () -> {
                writer.write("kept");
                return seen.toString(StandardCharsets.UTF_8).contains("kept");
            });
        }
    }
}
