package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.llama.KvPool;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generations of many prompts and answers, with the probabilities of the prompts' tokens. */
@Timeout(120)
class ManyPromptsTest {
    private static final int CONTEXT = 200;

    private final ChatModel model = RandomModel.create(11, CONTEXT);

    private record Request(List<int[]> prompts, GenerationParameters parameters) {}

    private Request request(Random random) {
        List<int[]> prompts = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            // Many begin alike, so that they could take over what others have read.
            prompts.add(random.ints(1 + random.nextInt(120), 10, 12).toArray());
        }
        SamplingParameters sampling = new SamplingParameters(1, 1, 0, 0, Map.of(), OptionalLong.of(random.nextLong()));
        return new Request(
                prompts,
                new GenerationParameters(
                        sampling,
                        random.nextInt(30),
                        List.of(),
                        1 + random.nextInt(6),
                        true,
                        random.nextInt(3),
                        AnswerForm.FREE,
                        random.nextInt(4) > 0));
    }

    private static int answers(Request request) {
        return request.prompts().size() * request.parameters().choices();
    }

    /** What was told of each answer; the pieces do not matter. */
    private static List<List<Object>> collect(Request request) {
        List<List<Object>> told = new ArrayList<>();
        for (int i = 0; i < answers(request); i++) {
            told.add(new ArrayList<>());
        }
        return told;
    }

    private static void collect(GenerationEvent event, List<List<Object>> told) {
        List<Object> own = told.get(event.choice());
        switch (event) {
            case GenerationEvent.PromptRead read -> {
                assertThat(own).isEmpty();
                own.addAll(read.tokens());
                own.add("read");
            }
            case GenerationEvent.Delta delta -> own.addAll(delta.tokens());
            case GenerationEvent.CallStarted started -> throw new AssertionError(started);
            case GenerationEvent.CallArguments arguments -> throw new AssertionError(arguments);
            case GenerationEvent.Finished finished -> own.add(finished.reason());
        }
    }

    private List<List<Object>> alone(Request request) {
        List<List<Object>> told = collect(request);
        KvPool pool = model.newPool(64 << 20);
        try (Generation generation = model.generate(request.prompts(), request.parameters(), pool)) {
            while (!generation.isDone()) {
                generation.step().forEach(event -> collect(event, told));
            }
            int promptTokens =
                    request.prompts().stream().mapToInt(prompt -> prompt.length).sum();
            assertThat(generation.usage().promptTokens()).isEqualTo(promptTokens);
        }
        return told;
    }

    /** Whatever the memory and whoever is beside: the same tokens and the same probabilities, to the bit. */
    @ParameterizedTest
    @ValueSource(ints = {CONTEXT + 16, 3 * CONTEXT, 100 * CONTEXT})
    void tellsTheSameWhateverTheMemory(int tokensOfMemory) throws Exception {
        Random random = new Random(tokensOfMemory);
        Batcher batcher = new Batcher(
                model,
                new Compute(new ScalarKernels(), new Team(2)),
                new Scheduler(2, 4, 4),
                new BatchLimits(4, 100, tokensOfMemory * model.newPool(1).bytesPerPosition()));
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(request(random));
        }
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<List<Object>>>> all = requests.stream()
                    .map(request -> readers.submit(() -> together(batcher, request)))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get()).as("request " + i).isEqualTo(alone(requests.get(i)));
            }
        }
        for (Request request : requests) {
            assertThat(together(batcher, request)).isEqualTo(alone(request));
        }
    }

    private static List<List<Object>> together(Batcher batcher, Request request) throws Exception {
        List<List<Object>> told = collect(request);
        try (GenerationRun run = batcher.start(request.prompts(), request.parameters())) {
            for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
                collect(event.get(), told);
            }
        }
        return told;
    }

    @Test
    void tellsTheProbabilityOfEveryTokenButTheFirst() {
        for (int length = 1; length < 70; length++) {
            int[] prompt = new Random(length).ints(length, 6, 200).toArray();
            GenerationParameters parameters = new GenerationParameters(
                    SamplingParameters.GREEDY, 0, List.of(), 1, true, 2, AnswerForm.FREE, true);
            List<Object> told = alone(new Request(List.of(prompt), parameters)).getFirst();
            assertThat(told).hasSize(length - 1 + 2).endsWith("read", FinishReason.LENGTH);
        }
    }
}
