package dev.sprue.engine.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real worker in a process of its own. */
final class WorkerProcess implements AutoCloseable {
    static final String TOKEN = "the-secret-of-this-worker";
    private static final String READY = "sprue-engine ready ";

    private final Process process;
    private final BufferedReader stdout;
    private final CompletableFuture<String> stderr;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    private WorkerProcess(Process process) throws IOException {
        this.process = process;
        this.stderr = readInBackground(process.getErrorStream());
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
        String line = stdout.readLine();
        if (line == null || !line.startsWith(READY)) {
            // Ending a process closes its streams at once, whatever is still in them.
            String log =
                    stderr.completeOnTimeout("and no log", 20, TimeUnit.SECONDS).join();
            process.destroyForcibly();
            throw new IOException("not ready but: " + line + "; " + log);
        }
        this.port = Integer.parseInt(line.substring(READY.length()));
    }

    /** Starts a worker with the vector module. */
    static WorkerProcess start() throws IOException {
        return start(TOKEN, "--add-modules", "jdk.incubator.vector");
    }

    static WorkerProcess start(String token, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(WorkerMain.class.getName());
        Process process = new ProcessBuilder(command).start();
        OutputStream stdin = process.getOutputStream();
        stdin.write((token + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
        return new WorkerProcess(process);
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(String path, String body) throws IOException, InterruptedException {
        return client.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Returns how many objects of a class are reachable, for which the worker collects its whole heap. */
    long reachable(Class<?> type) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!histogram.contains("java.lang.String")) {
            throw new IOException("no histogram but: " + histogram);
        }
        return histogram
                .lines()
                .map(row -> row.strip().split("\\s+", -1))
                .filter(row -> row.length >= 4 && row[3].equals(type.getName()))
                .mapToLong(row -> Long.parseLong(row[1]))
                .sum();
    }

    /** Ends standard input, as the end of the parent would. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Asks the process to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    boolean awaitExit() throws InterruptedException {
        return process.waitFor(20, TimeUnit.SECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Returns what is left of standard output; to be called when the process has ended. */
    String restOfStdout() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    /** Returns the log; to be called when the process has ended. */
    String log() {
        return stderr.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** On a thread of its own: the common pool may have a single one, which would read as long as the worker lives. */
    private static CompletableFuture<String> readInBackground(InputStream in) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("worker-log").start(() -> text.complete(readAll(in)));
        return text;
    }

    /** Reads what comes until the process ends or is ended, which breaks off the reading. */
    private static String readAll(InputStream in) {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            char[] piece = new char[4096];
            for (int n = reader.read(piece); n > 0; n = reader.read(piece)) {
                text.append(piece, 0, n);
            }
        } catch (IOException ended) {
            // What was read until then is the log.
        }
        return text.toString();
    }
}
