package dev.sprue.bench.engine;

import dev.sprue.bench.stats.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Measures the engine worker over HTTP, as the gateway calls it, and llama.cpp in its process on the same file, in turn:
 * whatever else the machine does, it does to both.
 */
final class EngineBench {
    private static final int AT_ONCE = 8;
    private static final int SHORT_ANSWER = 32;
    private static final double GOAL = 0.7;
    /** Words of the built-in tokenizer's own kind, a token or two each. */
    private static final List<String> WORDS =
            List.of("the", "fox", "river", "stone", "quiet", "morning", "bridge", "letter", "found", "capital");

    private final Path root;
    private final Path folder;
    private final int rounds;
    private final int promptTokens;
    private final List<Integer> promptsRead = new ArrayList<>();
    private final int tokens;
    private final PrintWriter progress;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private int asked;
    /** Words of a prompt of about {@link #promptTokens} tokens. */
    private int words;

    EngineBench(Path root, Path folder, int rounds, int promptTokens, int tokens, PrintWriter progress) {
        this.root = root;
        this.folder = folder;
        this.rounds = rounds;
        this.promptTokens = promptTokens;
        this.words = promptTokens / 2;
        this.tokens = tokens;
        this.progress = progress;
    }

    EngineReport run(String command, String machine, String date)
            throws IOException, InterruptedException, ExecutionException {
        Path model = folder.resolve("random-85m-q8_0.gguf");
        Path resources = root.resolve("engine/src/main/resources/dev/sprue/engine/models/sprue-chat.gguf");
        long weights = RandomModel.write(resources, model);
        notes.add(String.format(
                java.util.Locale.ROOT,
                "model: %.1f million random weights, Q8_0, %.1f MB; prompt of %d tokens, then %d more",
                weights / 1e6,
                Files.size(model) / 1e6,
                promptTokens,
                tokens));
        Optional<LlamaCppChild> llama = LlamaCppChild.find(root, root.resolve("target/llama-cpp"), notes);
        int all = Runtime.getRuntime().availableProcessors();
        for (int threads : all == 1 ? new int[] {1} : new int[] {1, all}) {
            String name = threads == 1 ? "1 thread" : threads + " threads";
            progress.println("measuring " + name + "...");
            try (Worker worker = Worker.start(jars(), model, threads, folder.resolve("worker-" + threads + ".log"))) {
                warm(worker);
                for (int round = 0; round < rounds; round++) {
                    measure(worker, name);
                    if (llama.isPresent()) {
                        LlamaCppChild.Speed speed = llama.get().measure(model, threads, promptTokens, tokens);
                        add("prefill, tokens/s, " + name + "|llama.cpp", speed.prefill());
                        add("decode, tokens/s, " + name + "|llama.cpp", speed.decode());
                    }
                }
                if (threads == all) {
                    together(worker);
                }
            }
        }
        notes.add("Sprue's prompts had " + Collections.min(promptsRead) + " to " + Collections.max(promptsRead)
                + " tokens");
        return report(command, machine, date);
    }

    private Path jars() {
        Path assembled = root.resolve("target/sprue/engine");
        return Files.isDirectory(assembled) ? assembled : root.resolve("engine/target/app");
    }

    /** A text that takes about so many tokens and that no earlier one begins like. */
    private String text(int words) {
        StringBuilder text = new StringBuilder("No. " + ++asked);
        for (int i = 0; i < words; i++) {
            text.append(' ').append(WORDS.get((i * 7 + asked) % WORDS.size()));
        }
        return text.toString();
    }

    private void warm(Worker worker) throws IOException, InterruptedException {
        for (int i = 0; i < 6; i++) {
            Worker.Answer answer = worker.ask(text(words), tokens);
            // How many tokens a word takes is the tokenizer's matter; llama.cpp reads exactly so many tokens.
            words = Math.max(1, Math.round((float) words * promptTokens / answer.promptTokens()));
        }
    }

    private void measure(Worker worker, String name) throws IOException, InterruptedException {
        String text = text(words);
        Worker.Answer first = worker.ask(text, 1);
        promptsRead.add(first.promptTokens());
        add("prefill, tokens/s, " + name + "|sprue", first.promptTokens() * 1e9 / first.wholeNs());
        // The same prompt twice: its beginning is kept, so the difference is what the further tokens took.
        Worker.Answer one = worker.ask(text, 1);
        Worker.Answer many = worker.ask(text, tokens + 1);
        add("decode, tokens/s, " + name + "|sprue", tokens * 1e9 / (many.wholeNs() - one.wholeNs()));
    }

    private void together(Worker worker) throws InterruptedException, ExecutionException, IOException {
        for (int round = 0; round < rounds; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                texts.add(text(SHORT_ANSWER));
            }
            long startNs = System.nanoTime();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Worker.Answer>> answers = texts.stream()
                        .map(text -> callers.submit(() -> worker.ask(text, tokens)))
                        .toList();
                List<Worker.Answer> all = new ArrayList<>();
                for (Future<Worker.Answer> answer : answers) {
                    all.add(answer.get());
                }
                double seconds = (System.nanoTime() - startNs) / 1e9;
                add("first byte, ms, median of 8 at once|sprue", median(all, a -> a.firstNs() / 1e6));
                add(
                        "first byte, ms, slowest of 8 at once|sprue",
                        all.stream().mapToDouble(a -> a.firstNs() / 1e6).max().orElse(0));
                add("8 at once, tokens/s together|sprue", all.size() * tokens / seconds);
                int read = all.stream()
                        .mapToInt(a -> a.promptTokens() + a.completionTokens())
                        .sum();
                notes.removeIf(note -> note.startsWith("a request of 8"));
                notes.add("a request of 8 at once has " + read / AT_ONCE + " tokens in all");
            }
        }
        String text = text(promptTokens / 2);
        long before = worker.kvBytes();
        Worker.Answer one = worker.ask(text, tokens);
        long held = worker.kvBytes() - before;
        add("keys and values, kB a token|sprue", held / 1024.0 / (one.promptTokens() + one.completionTokens()));
        add("memory of the worker, MB resident|sprue", worker.residentKb() / 1024.0);
    }

    private static double median(List<Worker.Answer> answers, ToDoubleFunction<Worker.Answer> figure) {
        return Spread.of(answers.stream().map(figure::applyAsDouble).toList()).median();
    }

    private void add(String figure, double value) {
        figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
    }

    private EngineReport report(String command, String machine, String date) {
        List<EngineReport.Row> rows = new ArrayList<>();
        figures.forEach((name, values) -> {
            String[] parts = name.split("\\|", -1);
            List<Double> base = figures.get(parts[0] + "|llama.cpp");
            Double ratio = parts[1].equals("sprue") && base != null
                    ? Spread.of(values).median() / Spread.of(base).median()
                    : null;
            boolean goal = parts[0].startsWith("decode");
            rows.add(new EngineReport.Row(
                    parts[0],
                    parts[1],
                    Spread.of(values),
                    ratio,
                    ratio != null && goal ? ">= " + GOAL + " x llama.cpp" : null,
                    ratio != null && goal ? ratio >= GOAL : null));
        });
        return new EngineReport(date, command, machine, notes, rows);
    }
}
