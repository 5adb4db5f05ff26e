package dev.sprue.bench.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** llama.cpp in processes of its own: the program that the engine's differential tests use, run from its source. */
final class LlamaCppChild {
    private static final int UNAVAILABLE = 3;

    private final Path program;
    private final Path libraries;

    /** Tokens a second. */
    record Speed(double prefill, double decode) {}

    private LlamaCppChild(Path program, Path libraries) {
        this.program = program;
        this.libraries = libraries;
    }

    /** Fetches the natives through npm, unless they are in {@code cache}; nothing, with the reason told, where that fails. */
    static Optional<LlamaCppChild> find(Path root, Path cache, List<String> notes)
            throws IOException, InterruptedException {
        Path program = root.resolve("engine/src/test/llamacpp/LlamaCpp.java");
        Process process = start(program, List.of("natives", cache.toString()));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.waitFor();
        if (exit == 0) {
            return Optional.of(new LlamaCppChild(program, Path.of(out)));
        }
        notes.add("NOT COMPARED with llama.cpp: " + (exit == UNAVAILABLE ? error : "its program failed: " + error));
        return Optional.empty();
    }

    private static Process start(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                program.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }

    /** Reads a prompt and goes on by tokens, once to warm up and once to measure. */
    Speed measure(Path model, int threads, int promptTokens, int tokens) throws IOException, InterruptedException {
        Process process = start(
                program,
                List.of(
                        "speed",
                        libraries.toString(),
                        model.toString(),
                        Integer.toString(threads),
                        Integer.toString(promptTokens),
                        Integer.toString(tokens),
                        "1"));
        StringBuilder error = new StringBuilder();
        Thread drain = Thread.ofVirtual().start(() -> {
            try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> error.append(line).append('\n'));
            } catch (IOException ended) {
                // What was read must do.
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.waitFor();
        drain.join();
        String[] figures = out.split(" ", -1);
        if (exit != 0 || figures.length != 2) {
            throw new IOException("llama.cpp failed with " + exit + ": " + error);
        }
        return new Speed(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }
}
