package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Team;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GenerationRunTest {
    private final ChatModel model = ChatModel.load(Shipped.bytes(), new VectorKernels());
    private final int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, "Write a story.")));
    private final Scheduler scheduler = new Scheduler(2, 4, 4);
    private final Batcher batcher = new Batcher(
            model, new Compute(new VectorKernels(), new Team(2)), scheduler, new BatchLimits(4, 4, 64 << 20));
    private final GenerationParameters endless = new GenerationParameters(
            new SamplingParameters(
                    1, 1, 0, 0, Map.of(model.tokenizer().endToken(), -100f, 0, -100f), OptionalLong.of(1)),
            900,
            List.of(),
            1,
            false,
            0);

    @Test
    void givesTheSameEventsAsSteppingAlone() throws Exception {
        Transcript scheduled = new Transcript(1);
        try (GenerationRun run = batcher.start(prompt, endless)) {
            for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
                scheduled.add(event.get());
            }
            assertThat(run.usage()).isEqualTo(new Usage(prompt.length, 900));
        }
        assertThat(scheduled.texts()).isEqualTo(Transcript.alone(model, prompt, endless));
    }

    @Test
    void waitsForASlowReader() throws Exception {
        try (GenerationRun run = batcher.start(prompt, endless)) {
            run.next();
            // Other work goes through while the run is parked, and the run has not gone far ahead.
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                scheduler.submit(() -> {
                    done.complete(true);
                    return Stepped.Progress.DONE;
                });
                done.get();
            }
            assertThat(run.usage().completionTokens()).isLessThan(40);
        }
    }

    @Test
    void endsWhenTheReaderCloses() throws Exception {
        GenerationRun run = batcher.start(prompt, endless);
        run.next();
        run.close();
        while (batcher.load().running() > 0) {
            Thread.onSpinWait();
        }
        assertThat(run.usage().completionTokens()).isLessThan(40);
    }
}
