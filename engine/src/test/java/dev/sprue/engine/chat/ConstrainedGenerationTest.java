package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schema.JsonGrammars;
import dev.sprue.engine.schema.RandomSchemas;
import dev.sprue.engine.schema.SchemaException;
import dev.sprue.engine.schema.SchemaValidator;
import dev.sprue.engine.schema.ToolCallGrammar;
import dev.sprue.engine.schema.ToolFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the model, what comes out and is not cut off satisfies its schema. */
class ConstrainedGenerationTest {
    private static final int SCHEMAS = Boolean.getBoolean("sprue.test.full") ? 10_000 : 400;
    private static final int CONTEXT = 1_200;
    private static final List<Float> TEMPERATURES = List.of(0f, 1f, 2f);

    private final List<ChatModel> models =
            List.of(RandomModel.create(1, CONTEXT), RandomModel.create(2, CONTEXT), RandomModel.create(3, CONTEXT));

    /** One answer: its text, its calls, and why it ended. */
    private record Outcome(String text, List<String> names, List<String> arguments, FinishReason reason) {}

    @Test
    void everyFinishedAnswerSatisfiesItsSchema() {
        int finished = 0;
        int contradictory = 0;
        for (int seed = 0; seed < SCHEMAS; seed++) {
            ObjectNode schema = new RandomSchemas(seed).next();
            AnswerForm form;
            try {
                form = new AnswerForm(Optional.of(JsonGrammars.ofSchema(schema, true)), Optional.empty());
            } catch (SchemaException e) {
                assertThat(e.kind()).as("%s of %s", e.text(), schema).isEqualTo(SchemaException.Kind.INVALID);
                contradictory++;
                continue;
            }
            Outcome outcome = run(seed, form);
            if (outcome.reason() == FinishReason.STOP) {
                assertThat(SchemaValidator.faults(schema, outcome.text()))
                        .as("seed %d: %s by %s", seed, outcome.text(), schema)
                        .isEmpty();
                finished++;
            } else {
                assertThat(outcome.reason()).isEqualTo(FinishReason.LENGTH);
            }
        }
        assertThat(finished).isGreaterThan(SCHEMAS / 2);
        assertThat(contradictory).isLessThan(SCHEMAS / 10);
    }

    @Test
    void everyFinishedCallSatisfiesItsParameters() {
        int called = 0;
        for (int seed = 0; seed < SCHEMAS / 4; seed++) {
            RandomSchemas schemas = new RandomSchemas(1_000_000 + seed);
            Map<String, JsonNode> parameters = new HashMap<>();
            List<ToolFunction> functions = new ArrayList<>();
            for (String name : List.of("get", "get_2", "x-Y")) {
                ObjectNode schema = schemas.next();
                parameters.put(name, schema);
                functions.add(new ToolFunction(name, Optional.of(schema), true));
            }
            AnswerForm form;
            try {
                form = new AnswerForm(
                        Optional.empty(),
                        Optional.of(new AnswerForm.ToolUse(
                                ToolCallGrammar.compile(functions), true, seed % 2 == 0, FinishReason.TOOL_CALLS)));
            } catch (ToolCallGrammar.FunctionException e) {
                assertThat(e.fault().kind()).isEqualTo(SchemaException.Kind.INVALID);
                continue;
            }
            Outcome outcome = run(seed, form);
            assertThat(outcome.text()).isEmpty();
            int whole = outcome.reason() == FinishReason.TOOL_CALLS
                    ? outcome.names().size()
                    : Math.max(0, outcome.names().size() - 1);
            for (int i = 0; i < whole; i++) {
                assertThat(SchemaValidator.faults(
                                Objects.requireNonNull(
                                        parameters.get(outcome.names().get(i))),
                                outcome.arguments().get(i)))
                        .as("seed %d: %s", seed, outcome.arguments().get(i))
                        .isEmpty();
                called++;
            }
            assertThat(seed % 2 == 1 && outcome.names().size() > 1).isFalse();
        }
        assertThat(called).isGreaterThan(SCHEMAS / 8);
    }

    @Test
    void everyObjectParses() {
        int finished = 0;
        for (int seed = 0; seed < SCHEMAS / 4; seed++) {
            Outcome outcome = run(seed, new AnswerForm(Optional.of(JsonGrammars.anyObject()), Optional.empty()));
            if (outcome.reason() == FinishReason.STOP) {
                assertThat(SchemaValidator.parse(outcome.text()).isObject()).isTrue();
                finished++;
            }
        }
        assertThat(finished).isGreaterThan(SCHEMAS / 16);
    }

    private Outcome run(int seed, AnswerForm form) {
        Random random = new Random(seed);
        ChatModel model = models.get(random.nextInt(models.size()));
        Map<Integer, Float> biases = new HashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            biases.put(random.nextInt(model.tokenizer().size()), random.nextBoolean() ? 100f : -100f);
        }
        if (random.nextInt(4) > 0) {
            // a model that closes what it opens, so that most answers end
            for (String closing : List.of("\"", "}", "]", "\"}", "\"]")) {
                biases.put(model.tokenizer().encode(closing)[0], 4f);
            }
        }
        SamplingParameters sampling = new SamplingParameters(
                TEMPERATURES.get(seed % 3),
                random.nextBoolean() ? 1 : 0.9f,
                random.nextInt(3) - 1,
                random.nextInt(3) - 1,
                biases,
                OptionalLong.of(seed));
        int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, "" + seed)));
        Generation generation = model.generate(
                prompt, new GenerationParameters(sampling, Integer.MAX_VALUE, List.of(), 1, false, 0, form, false));
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        FinishReason reason = FinishReason.LENGTH;
        while (!generation.isDone()) {
            for (GenerationEvent event : generation.step()) {
                switch (event) {
                    case GenerationEvent.Delta delta -> text.append(delta.text());
                    case GenerationEvent.PromptRead read -> throw new AssertionError(read);
                    case GenerationEvent.CallStarted started -> {
                        assertThat(started.call()).isEqualTo(names.size());
                        names.add(started.name());
                        arguments.add("");
                    }
                    case GenerationEvent.CallArguments piece ->
                        arguments.set(piece.call(), arguments.get(piece.call()) + piece.text());
                    case GenerationEvent.Finished finished -> reason = finished.reason();
                }
            }
        }
        return new Outcome(text.toString(), names, arguments, reason);
    }
}
