package dev.sprue.gateway.providers.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command for what it prints, bounded in time and size. It has this process's environment and no input. */
final class CommandOutput {

    private static final int MAX_BYTES = 1024 * 1024;

    private CommandOutput() {}

    /**
     * What a command prints on standard output; what it prints on standard error is dropped, for it may be secret too.
     *
     * @param run the program and its arguments
     * @param folder where it runs
     */
    static String of(List<String> run, Path folder, Duration limit) throws IOException, InterruptedException {
        String name = "the command " + run.getFirst();
        Process process;
        try {
            process = new ProcessBuilder(run)
                    .directory(folder.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException(name + " cannot be started; look whether it is there and may be run");
        }
        try {
            process.getOutputStream().close();
            byte[] bytes = printed(process).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(name + " prints more than " + MAX_BYTES + " bytes");
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        name + " ended with " + process.exitValue() + "; run it by hand to see what it says");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (TimeoutException slow) {
            throw new IOException(name + " and its output did not end within " + limit.toMillis() + " ms");
        } catch (ExecutionException broken) {
            throw new IOException("the output of " + name + " broke off");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * All that it prints, read on a thread that nobody waits for: something that the command left behind may hold its output
     * open for ever.
     */
    private static CompletableFuture<byte[]> printed(Process process) {
        CompletableFuture<byte[]> printed = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("credential-command").start(() -> {
            try (InputStream out = process.getInputStream()) {
                printed.complete(out.readNBytes(MAX_BYTES + 1));
            } catch (IOException broken) {
                printed.completeExceptionally(broken);
            }
        });
        return printed;
    }
}
