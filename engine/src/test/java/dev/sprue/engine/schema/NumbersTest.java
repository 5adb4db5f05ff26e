package dev.sprue.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.grammar.Grammar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounds and steps are exact: compared with arithmetic on random numbers, many of them at the bounds. */
class NumbersTest {
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 20_000 : 1_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final Random random = new Random(8);

    @Test
    void agreesWithArithmetic() {
        int accepted = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode schema = NODES.objectNode().put("type", random.nextBoolean() ? "integer" : "number");
            BigDecimal low = decimal(3);
            BigDecimal high = low.add(decimal(3).abs());
            maybe(schema, random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
            maybe(schema, random.nextBoolean() ? "maximum" : "exclusiveMaximum", high);
            if (random.nextInt(3) == 0) {
                schema.put("multipleOf", BigDecimal.valueOf(random.nextInt(1, 130), random.nextInt(3)));
            }
            Grammar grammar;
            try {
                grammar = JsonGrammars.ofSchema(schema, true);
            } catch (SchemaException e) {
                assertThat(e.text()).contains("satisfied by no value");
                for (int i = 0; i < 20; i++) {
                    assertThat(satisfies(schema, candidate(schema, low, high)))
                            .as("%s", schema)
                            .isFalse();
                }
                continue;
            }
            for (int i = 0; i < 20; i++) {
                BigDecimal number = candidate(schema, low, high);
                boolean accepts = accepts(grammar, number.toPlainString());
                assertThat(accepts).as("%s in %s", number, schema).isEqualTo(satisfies(schema, number));
                accepted += accepts ? 1 : 0;
                refused += accepts ? 0 : 1;
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS);
        assertThat(refused).isGreaterThan(ROUNDS);
    }

    private void maybe(ObjectNode schema, String keyword, BigDecimal value) {
        if (random.nextInt(4) > 0) {
            schema.put(keyword, value);
        }
    }

    private BigDecimal decimal(int scale) {
        BigDecimal number = BigDecimal.valueOf(random.nextInt(-3_000, 3_000), random.nextInt(scale + 1))
                .stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** A number of a length that the grammar always knows, near a bound or a multiple of the step as a rule. */
    private BigDecimal candidate(ObjectNode schema, BigDecimal low, BigDecimal high) {
        BigDecimal near = random.nextBoolean() ? low : high;
        BigDecimal number =
                switch (random.nextInt(4)) {
                    case 0 -> near;
                    case 1 -> near.add(BigDecimal.valueOf(random.nextInt(-3, 4), 1));
                    case 2 -> {
                        BigDecimal step = schema.has("multipleOf")
                                ? schema.get("multipleOf").decimalValue()
                                : BigDecimal.ONE;
                        yield step.multiply(BigDecimal.valueOf(random.nextInt(-50, 50)));
                    }
                    default -> BigDecimal.valueOf(random.nextInt(-3_000, 3_000));
                };
        number = number.stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static boolean satisfies(ObjectNode schema, BigDecimal number) {
        boolean fits = !schema.get("type").textValue().equals("integer") || number.scale() <= 0;
        fits &= !schema.has("minimum") || number.compareTo(schema.get("minimum").decimalValue()) >= 0;
        fits &= !schema.has("maximum") || number.compareTo(schema.get("maximum").decimalValue()) <= 0;
        fits &= !schema.has("exclusiveMinimum")
                || number.compareTo(schema.get("exclusiveMinimum").decimalValue()) > 0;
        fits &= !schema.has("exclusiveMaximum")
                || number.compareTo(schema.get("exclusiveMaximum").decimalValue()) < 0;
        return fits
                && (!schema.has("multipleOf")
                        || number.remainder(schema.get("multipleOf").decimalValue())
                                        .signum()
                                == 0);
    }

    private static boolean accepts(Grammar grammar, String text) {
        Grammar.Cursor cursor = grammar.start();
        return cursor.read(text.getBytes(StandardCharsets.UTF_8)) && cursor.isComplete();
    }
}
