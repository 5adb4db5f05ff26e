package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.VectorKernels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private static final Outcome NOTHING = new Outcome(List.of(), List.of(), FinishReason.LENGTH, new Usage(0, 0));
    private static final String QUESTION = "What is the capital of France?";

    private final ChatModel model = ChatModel.load(Shipped.bytes(), new VectorKernels());
    private final int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, QUESTION)));

    /** What a generation came to. */
    private record Outcome(List<String> pieces, List<LogProbabilities> tokens, FinishReason reason, Usage usage) {
        String text() {
            return String.join("", pieces);
        }

        Outcome with(GenerationEvent event, Usage now) {
            List<String> texts = new ArrayList<>(pieces);
            List<LogProbabilities> all = new ArrayList<>(tokens);
            return switch (event) {
                case GenerationEvent.Delta delta -> {
                    texts.add(delta.text());
                    all.addAll(delta.tokens());
                    yield new Outcome(texts, all, reason, now);
                }
                case GenerationEvent.PromptRead read -> throw new AssertionError(read);
                case GenerationEvent.CallStarted started -> throw new AssertionError(started);
                case GenerationEvent.CallArguments arguments -> throw new AssertionError(arguments);
                case GenerationEvent.Finished finished -> new Outcome(texts, all, finished.reason(), now);
            };
        }
    }

    @Test
    void answersAlikeWithBothKernels() {
        ChatModel scalar = ChatModel.load(Shipped.bytes(), new ScalarKernels());
        for (String text : List.of(QUESTION, "Hello", "Write a short story about a fox.", "What is 12 plus 30?")) {
            int[] ids = model.prompt(List.of(new ChatMessage(Role.USER, text)));
            Outcome fast = run(model, ids, greedy(60, List.of(), false)).getFirst();
            assertThat(fast.text()).isNotEmpty();
            assertThat(run(scalar, ids, greedy(60, List.of(), false)).getFirst().text())
                    .isEqualTo(fast.text());
        }
        assertThat(scalar.fingerprint()).isNotEqualTo(model.fingerprint());
    }

    @Test
    void countsTokensAndEndsWithTheTurn() {
        Outcome whole =
                run(model, prompt, greedy(Integer.MAX_VALUE, List.of(), true)).getFirst();
        assertThat(whole.reason()).isEqualTo(FinishReason.STOP);
        assertThat(whole.usage())
                .isEqualTo(new Usage(prompt.length, whole.tokens().size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.tokens()
                .forEach(token ->
                        bytes.writeBytes(model.tokenizer().bytes(token.chosen().token())));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(whole.text());
    }

    @Test
    void stopsAtTheTokenLimit() {
        Outcome whole =
                run(model, prompt, greedy(Integer.MAX_VALUE, List.of(), false)).getFirst();
        for (int limit = 1; limit <= whole.usage().completionTokens(); limit++) {
            Outcome cut = run(model, prompt, greedy(limit, List.of(), false)).getFirst();
            assertThat(cut.usage().completionTokens()).isEqualTo(limit);
            assertThat(cut.reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(whole.text()).startsWith(cut.text());
        }
    }

    @Test
    void cutsAtStopStringsAcrossEveryTokenBorder() {
        Outcome whole =
                run(model, prompt, greedy(Integer.MAX_VALUE, List.of(), true)).getFirst();
        String text = whole.text();
        int border = 0;
        for (LogProbabilities token : whole.tokens()) {
            border += new String(model.tokenizer().bytes(token.chosen().token()), StandardCharsets.UTF_8).length();
            if (border >= text.length()) {
                break;
            }
            String stop = text.substring(border - 1, border + 1);
            Outcome cut = run(model, prompt, greedy(Integer.MAX_VALUE, List.of("unseen", stop), true))
                    .getFirst();
            assertThat(cut.text()).isEqualTo(text.substring(0, text.indexOf(stop)));
            assertThat(cut.reason()).isEqualTo(FinishReason.STOP);
            assertThat(cut.tokens().size()).isLessThan(whole.tokens().size());
            assertThat(cut.usage().completionTokens())
                    .isGreaterThanOrEqualTo(cut.tokens().size());
        }
        assertThat(border).isGreaterThan(1);
    }

    @Test
    void givesSeveralAnswersFromOnePrompt() {
        GenerationParameters parameters = new GenerationParameters(
                new SamplingParameters(1.5f, 1, 0, 0, Map.of(), OptionalLong.of(5)), 12, List.of(), 3, false, 0);
        List<Outcome> three = run(model, prompt, parameters);
        assertThat(three).hasSize(3);
        assertThat(three.stream().map(Outcome::text).distinct().count()).isGreaterThan(1);
        assertThat(run(model, prompt, parameters)).isEqualTo(three);
        int each = three.stream().mapToInt(o -> o.pieces().size()).sum();
        int all =
                three.stream().mapToInt(o -> o.usage().completionTokens()).max().orElseThrow();
        assertThat(all).isGreaterThanOrEqualTo(each);
        // Greedy answers are all the same, so nothing of one leaks into the next.
        List<Outcome> same =
                run(model, prompt, new GenerationParameters(SamplingParameters.GREEDY, 40, List.of(), 3, false, 0));
        assertThat(same.stream().map(Outcome::text).distinct().count()).isEqualTo(1);
    }

    @Test
    void endsWithTheContext() {
        int context = model.contextLength();
        int[] longPrompt = new int[context - 3];
        java.util.Arrays.fill(longPrompt, prompt[3]);
        Outcome outcome = run(
                        model,
                        longPrompt,
                        new GenerationParameters(neverEnding(), Integer.MAX_VALUE, List.of(), 1, false, 0))
                .getFirst();
        assertThat(outcome.reason()).isEqualTo(FinishReason.LENGTH);
        assertThat(outcome.usage().totalTokens()).isEqualTo(context);
        assertThatThrownBy(() -> model.generate(new int[context], greedy(1, List.of(), false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsALongPromptInSeveralSteps() {
        Generation generation =
                model.generate(new int[100], new GenerationParameters(neverEnding(), 1, List.of(), 1, false, 0));
        int silent = 0;
        while (generation.usage().completionTokens() == 0) {
            generation.step();
            silent++;
        }
        assertThat(silent).isEqualTo(4);
    }

    private SamplingParameters neverEnding() {
        return new SamplingParameters(
                0, 1, 0, 0, Map.of(model.tokenizer().endToken(), -100f, 0, -100f), OptionalLong.empty());
    }

    private static GenerationParameters greedy(int maxTokens, List<String> stops, boolean logProbabilities) {
        return new GenerationParameters(SamplingParameters.GREEDY, maxTokens, stops, 1, logProbabilities, 0);
    }

    private static List<Outcome> run(ChatModel model, int[] prompt, GenerationParameters parameters) {
        try (Generation generation = model.generate(prompt, parameters)) {
            List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(parameters.choices(), NOTHING));
            while (!generation.isDone()) {
                for (GenerationEvent event : generation.step()) {
                    outcomes.set(event.choice(), outcomes.get(event.choice()).with(event, generation.usage()));
                }
            }
            return outcomes;
        }
    }
}
