package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Team;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once: everybody gets what they would have got alone, whatever the memory, and nobody waits for ever. */
@Timeout(120)
class BatcherTest {
    private static final VectorKernels KERNELS = new VectorKernels();
    private static final int IN_STEP = Boolean.getBoolean("sprue.test.full") ? 2_000 : 100;

    private final ChatModel model = ChatModel.load(Shipped.bytes(), KERNELS);
    private final long bytesPerToken = model.newPool(1).bytesPerPosition();

    private Batcher batcher(int running, int waiting, int tokensOfMemory) {
        return new Batcher(
                model,
                new Compute(KERNELS, new Team(2)),
                new Scheduler(2, 4, 4),
                new BatchLimits(running, waiting, tokensOfMemory * bytesPerToken));
    }

    private record Request(int[] prompt, GenerationParameters parameters) {}

    /** A request whose answer has so many tokens, and is the same each time. */
    private Request endless(int tokens) {
        SamplingParameters sampling = new SamplingParameters(
                1, 1, 0, 0, Map.of(model.tokenizer().endToken(), -100f, 0, -100f), OptionalLong.of(4));
        return new Request(
                model.prompt(List.of(new ChatMessage(Role.USER, "Write a short story about a fox."))),
                new GenerationParameters(sampling, tokens, List.of(), 1, false, 0));
    }

    private List<Request> requests(int count, Random random) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = random.nextBoolean() ? "Write a short story about a fox. " : "What is the capital of Peru? ";
            int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, text.repeat(1 + random.nextInt(6)))));
            SamplingParameters sampling =
                    new SamplingParameters(1.2f, 1, 0, 0, Map.of(), OptionalLong.of(random.nextLong()));
            requests.add(new Request(
                    prompt,
                    new GenerationParameters(
                            sampling, 5 + random.nextInt(60), List.of(), 1 + random.nextInt(3), false, 0)));
        }
        return requests;
    }

    private static List<String> read(GenerationRun run, int choices) throws InterruptedException {
        Transcript transcript = new Transcript(choices);
        for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
            transcript.add(event.get());
        }
        return transcript.texts();
    }

    private List<String> alone(Request request) {
        return Transcript.alone(model, request.prompt(), request.parameters());
    }

    private static List<List<String>> together(Batcher batcher, List<Request> requests)
            throws InterruptedException, ExecutionException {
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<List<String>>> texts = requests.stream()
                    .map(request -> readers.submit(() -> {
                        try (GenerationRun run = batcher.start(request.prompt(), request.parameters())) {
                            return read(run, request.parameters().choices());
                        }
                    }))
                    .toList();
            List<List<String>> all = new ArrayList<>();
            for (Future<List<String>> text : texts) {
                all.add(text.get());
            }
            return all;
        } finally {
            // Where the time is up, they would never end by themselves.
            readers.shutdownNow();
        }
    }

    @Test
    void givesEverybodyWhatTheyWouldHaveGotAlone() throws Exception {
        List<Request> requests = requests(24, new Random(1));
        List<List<String>> expected = requests.stream().map(this::alone).toList();
        assertThat(together(batcher(16, 100, 20_000), requests)).isEqualTo(expected);
        assertThat(together(batcher(3, 100, 20_000), requests)).isEqualTo(expected);
    }

    /** So little memory that answers must give theirs away and be read again, and prompts must wait. */
    @Test
    void givesTheSameWhereMemoryIsShort() throws Exception {
        List<Request> requests = requests(24, new Random(2));
        List<List<String>> expected = requests.stream().map(this::alone).toList();
        Batcher batcher = batcher(16, 100, 480);
        List<List<String>> texts = together(batcher, requests);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(texts.get(i)).as("request " + i).isEqualTo(expected.get(i));
        }
        assertThat(batcher.memory().bytes()).isLessThanOrEqualTo(480 * bytesPerToken);
    }

    @Test
    void readsThePromptOfOneWhoComesAgainOnlyOnce() throws Exception {
        Batcher batcher = batcher(4, 4, 20_000);
        Request request = requests(1, new Random(3)).getFirst();
        List<List<String>> first = together(batcher, List.of(request));
        long before = batcher.memory().reusedTokens();
        assertThat(together(batcher, List.of(request))).isEqualTo(first);
        assertThat(batcher.memory().reusedTokens() - before)
                .isGreaterThanOrEqualTo((request.prompt().length - 1) / 16 * 16);
    }

    @Test
    void endsAnAnswerThatNoMemoryIsLeftForWithLength() throws Exception {
        Batcher batcher = batcher(4, 4, 64);
        assertThat(batcher.maxTokens()).isEqualTo(64);
        int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, "Hello")));
        SamplingParameters endless = new SamplingParameters(
                0, 1, 0, 0, Map.of(model.tokenizer().endToken(), -100f, 0, -100f), OptionalLong.empty());
        GenerationParameters parameters = new GenerationParameters(endless, Integer.MAX_VALUE, List.of(), 1, false, 0);
        try (GenerationRun run = batcher.start(prompt, parameters)) {
            assertThat(read(run, 1).getFirst()).endsWith("/LENGTH");
            assertThat(run.usage().totalTokens()).isEqualTo(64);
        }
        assertThatThrownBy(() -> batcher.start(new int[64], parameters)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReaderWhoSleepsHoldsUpNobodyAndKeepsNoMemoryThatOthersNeed() throws Exception {
        Batcher batcher = batcher(4, 4, 160);
        Request longOne = endless(100);
        try (GenerationRun sleeper = batcher.start(longOne.prompt(), longOne.parameters())) {
            sleeper.next();
            assertThat(together(batcher, List.of(longOne, longOne))).isEqualTo(List.of(alone(longOne), alone(longOne)));
            // And it gets the rest of its own when it wakes.
            assertThat(alone(longOne).getFirst()).endsWith(read(sleeper, 1).getFirst());
        }
    }

    /** Sleepers have no part in a step, so they have no place in it either. */
    @Test
    void asManySleepersAsThereArePlacesHoldUpNobody() throws Exception {
        Batcher batcher = batcher(2, 4, 20_000);
        Request request = endless(200);
        try (GenerationRun first = batcher.start(request.prompt(), request.parameters());
                GenerationRun second = batcher.start(request.prompt(), request.parameters())) {
            first.next();
            second.next();
            assertThat(together(batcher, List.of(request, request, request)))
                    .isEqualTo(Collections.nCopies(3, alone(request)));
            assertThat(alone(request).getFirst()).endsWith(read(first, 1).getFirst());
        }
    }

    /** All of them fill a page in the same step, and find the same in it; all of them end in the same step. */
    @Test
    void thoseWhoGoOnInStepLoseNoMemory() throws Exception {
        ChatModel tiny = RandomModel.create(1, 256);
        long pageBytes = 16 * tiny.newPool(1).bytesPerPosition();
        Batcher batcher = new Batcher(
                tiny, new Compute(KERNELS, new Team(2)), new Scheduler(1, 1, 0), new BatchLimits(8, 8, 64 * pageBytes));
        SamplingParameters sampling =
                new SamplingParameters(1, 1, 0, 0, Map.of(1, -100f, 2, -100f), OptionalLong.of(4));
        Request request = new Request(
                tiny.prompt(List.of(new ChatMessage(Role.USER, "Hello"))),
                new GenerationParameters(sampling, 100, List.of(), 1, false, 0));
        for (int round = 0; round < IN_STEP; round++) {
            together(batcher, Collections.nCopies(4, request));
        }
        while (batcher.load().running() > 0) {
            Thread.onSpinWait();
        }
        batcher.memory().forgetPrefixes();
        assertThat(batcher.memory().bytes()).isZero();
    }

    @Test
    void aLongPromptDoesNotHoldUpShortOnes() throws Exception {
        Batcher batcher = batcher(16, 16, 16 * model.contextLength());
        int[] longPrompt = new int[model.contextLength() - 10];
        java.util.Arrays.setAll(longPrompt, i -> i % 200 + 10);
        int[] shortPrompt = model.prompt(List.of(new ChatMessage(Role.USER, "Hello")));
        GenerationParameters one = new GenerationParameters(SamplingParameters.GREEDY, 1, List.of(), 1, false, 0);
        List<GenerationRun> runs = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            longPrompt[0] = i;
            runs.add(batcher.start(longPrompt, one));
        }
        try (GenerationRun quick = batcher.start(shortPrompt, one)) {
            read(quick, 1);
        }
        assertThat(runs.stream()
                        .filter(run -> run.usage().completionTokens() == 0)
                        .count())
                .as("long prompts that are still being read")
                .isEqualTo(15);
        runs.forEach(GenerationRun::close);
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        Batcher batcher = batcher(1, 1, 20_000);
        Request request = requests(1, new Random(5)).getFirst();
        try (GenerationRun first = batcher.start(request.prompt(), endless(900).parameters());
                GenerationRun second = batcher.start(request.prompt(), request.parameters())) {
            assertThatThrownBy(
                            () -> batcher.start(request.prompt(), endless(900).parameters()))
                    .isInstanceOf(QueueFullException.class);
            first.close();
            assertThat(read(second, request.parameters().choices())).isEqualTo(alone(request));
        }
    }
}
