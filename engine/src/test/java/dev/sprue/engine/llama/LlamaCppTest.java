package dev.sprue.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.Role;
import dev.sprue.engine.tensor.VectorKernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped chat model in this engine and in llama.cpp, which runs in a JVM of its own (see {@code
 * src/test/llamacpp}). The full run fetches llama.cpp through npm; the short one compares where that was done before.
 */
@Timeout(300)
class LlamaCppTest {
    /**
     * llama.cpp quantises what it multiplies Q8_0 weights with, this engine does not, so their logits cannot be the same; how
     * far PyTorch's, which are not quantised either, are from ours is in {@link GoldenLogitsTest}.
     */
    private static final double TOLERANCE = 0.25;

    private static final int GREEDY_TOKENS = 40;
    private static final Path CACHE = Path.of("..", "target", "llama-cpp");
    private static final Path PROGRAM = Path.of("src", "test", "llamacpp", "LlamaCpp.java");
    private static final List<String> QUESTIONS = List.of(
            "Hello",
            "What is the capital of France?",
            "What is the capital of Japan?",
            "Who are you?",
            "What is Sprue?",
            "Write a short story about a fox.",
            "Write a short story about an owl.",
            "Repeat after me: the quick brown fox",
            "What is 3 plus 4?",
            "Thank you!");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static String libraries = "";
    private static Path file = Path.of("");

    private final ChatModel chat = ChatModel.load(Shipped.bytes(), new VectorKernels());
    private final LlamaModel model = Shipped.model();

    @BeforeAll
    static void fetch() throws IOException, InterruptedException {
        boolean fetched = Files.isDirectory(CACHE.resolve("node_modules"));
        skipUnless(
                fetched || Boolean.getBoolean("sprue.test.full"),
                "llama.cpp was not fetched yet; the full run (./sprue test --full) does");
        Process process = start("natives", CACHE.toString());
        libraries = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        skipUnless(process.waitFor() == 0, error.strip());
        file = folder.resolve("sprue-chat.gguf");
        Files.write(file, Shipped.bytes());
    }

    private static void skipUnless(boolean there, String why) {
        if (!there) {
            System.out.println("SKIPPED, not compared with llama.cpp: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                PROGRAM.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /** Gives llama.cpp prompts, a line each, and returns the lines it answers. */
    private static List<String> ask(List<int[]> prompts, String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        Path log = folder.resolve("llama.log");
        Thread drain = Thread.ofVirtual().start(() -> {
            try {
                Files.copy(process.getErrorStream(), log, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException ended) {
                // What is there must do.
            }
        });
        Thread.ofVirtual().start(() -> {
            try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
                for (int[] prompt : prompts) {
                    in.write(Arrays.stream(prompt).mapToObj(Integer::toString).collect(Collectors.joining(" ")) + "\n");
                }
            } catch (IOException ended) {
                // The missing answer tells.
            }
        });
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            drain.join();
            assertThat(process.exitValue()).as(() -> tail(log)).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 2_000));
        } catch (IOException e) {
            return "no log";
        }
    }

    private List<int[]> prompts() {
        return QUESTIONS.stream()
                .map(text -> chat.prompt(List.of(new ChatMessage(Role.USER, text))))
                .toList();
    }

    @Test
    void givesTheSameLogits() throws Exception {
        List<int[]> prompts = prompts();
        List<String> lines = ask(prompts, "logits", libraries, file.toString(), "2", "f32");
        int line = 0;
        double farthest = 0;
        double squares = 0;
        long count = 0;
        for (int[] prompt : prompts) {
            Reader reader = new Reader(model, new VectorKernels());
            for (int token : prompt) {
                float[] ours = reader.next(token);
                String[] theirs = lines.get(line++).split(" ", -1);
                assertThat(theirs).hasSameSizeAs(ours);
                for (int i = 0; i < ours.length; i++) {
                    double difference = ours[i] - Double.parseDouble(theirs[i]);
                    farthest = Math.max(farthest, Math.abs(difference));
                    squares += difference * difference;
                    count++;
                }
            }
        }
        System.out.printf(
                "llama.cpp's logits and ours: %,d compared, farthest %.4f, root mean square %.5f apart%n",
                count, farthest, Math.sqrt(squares / count));
        assertThat(line).isEqualTo(lines.size());
        assertThat(farthest).isLessThan(TOLERANCE);
        assertThat(Math.sqrt(squares / count)).isCloseTo(0, within(TOLERANCE / 5));
    }

    @Test
    void givesTheSameGreedyText() throws Exception {
        List<int[]> prompts = prompts();
        List<String> lines =
                ask(prompts, "greedy", libraries, file.toString(), "2", "f32", Integer.toString(GREEDY_TOKENS));
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(greedy(prompts.get(i))).as(QUESTIONS.get(i)).isEqualTo(untilTheEnd(lines.get(i)));
        }
    }

    /** What comes after the end of a turn means nothing. */
    private List<Integer> untilTheEnd(String line) {
        List<Integer> ids =
                Arrays.stream(line.split(" ", -1)).map(Integer::valueOf).toList();
        int end = ids.indexOf(chat.tokenizer().endToken());
        return end < 0 ? ids : ids.subList(0, end + 1);
    }

    private List<Integer> greedy(int[] prompt) {
        Reader reader = new Reader(model, new VectorKernels());
        float[] logits = new float[0];
        for (int token : prompt) {
            logits = reader.next(token);
        }
        List<Integer> ids = new ArrayList<>();
        while (ids.size() < GREEDY_TOKENS
                && (ids.isEmpty() || ids.getLast() != chat.tokenizer().endToken())) {
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            ids.add(best);
            logits = reader.next(best);
        }
        return ids;
    }
}
