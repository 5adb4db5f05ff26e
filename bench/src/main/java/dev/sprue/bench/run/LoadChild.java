package dev.sprue.bench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.bench.load.LoadPlan;
import dev.sprue.bench.load.LoadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The generator in a process of its own: a plan in, a result out, each a line of JSON. */
final class LoadChild {

    private static final long GRACE_MS = 40_000;
    private static final long WATCH_MS = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final BufferedReader out;

    /** Something that is called again and again while a plan runs. */
    interface Watch {
        void look() throws IOException;
    }

    /** Starts it. */
    LoadChild(Children children, CorePlan cores) throws IOException {
        process = children.start("load", cores.load(), Map.of(), ChildJvm.command("load", "--spin=" + cores.sound()));
        out = process.inputReader();
    }

    long pid() {
        return process.pid();
    }

    /** Runs a plan to its end; one that takes far longer than it should is an exception. */
    LoadResult run(LoadPlan plan, Watch watch) throws IOException {
        Writer in = process.outputWriter();
        in.write(json.writeValueAsString(plan));
        in.write('\n');
        in.flush();
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(line));
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.warmUpMs() + plan.measureMs() + GRACE_MS);
        while (System.nanoTime() < deadline) {
            try {
                return json.readValue(line.get(WATCH_MS, TimeUnit.MILLISECONDS), LoadResult.class);
            } catch (TimeoutException running) {
                watch.look();
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException("the load generator is gone", e);
            }
        }
        throw new IOException("the load generator got stuck, most likely waiting for an answer");
    }

    private void read(CompletableFuture<String> line) {
        try {
            String read = out.readLine();
            if (read == null) {
                line.completeExceptionally(new IOException("its output ended"));
            } else {
                line.complete(read);
            }
        } catch (IOException e) {
            line.completeExceptionally(e);
        }
    }
}
