package dev.sprue.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int DRAWS = 40_000;
    private static final float[] LOGITS = {1, 3, 2, 0, -1};

    @Test
    void drawsFromTheSoftmax() {
        double[] seen = frequencies(parameters(1, 1, 11), LOGITS);
        double[] expected = softmax(LOGITS, 1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(seen[i]).isCloseTo(expected[i], within(0.012));
        }
    }

    @Test
    void sharpensWithTemperature() {
        double[] seen = frequencies(parameters(0.5f, 1, 12), LOGITS);
        double[] expected = softmax(LOGITS, 0.5);
        for (int i = 0; i < expected.length; i++) {
            assertThat(seen[i]).isCloseTo(expected[i], within(0.012));
        }
    }

    @Test
    void narrowsToTheNucleus() {
        double[] p = softmax(LOGITS, 1); // 1: 0.64, 2: 0.24, 0: 0.09, ...
        double[] seen = frequencies(parameters(1, 0.8f, 13), LOGITS);
        assertThat(seen[1]).isCloseTo(p[1] / (p[1] + p[2]), within(0.012));
        assertThat(seen[2]).isCloseTo(p[2] / (p[1] + p[2]), within(0.012));
        assertThat(seen[0] + seen[3] + seen[4]).isZero();
        assertThat(frequencies(parameters(1, 0, 14), LOGITS)[1]).isEqualTo(1);
        assertThat(frequencies(parameters(1, 0.3f, 15), LOGITS)[1]).isEqualTo(1);
    }

    @Test
    void takesTheLikeliestAtTemperatureZero() {
        Sampler sampler = new Sampler(SamplingParameters.GREEDY, 0);
        assertThat(sampler.choose(LOGITS)).isEqualTo(1);
        assertThat(sampler.choose(new float[] {2, 2, 1})).isZero();
        assertThat(LOGITS).containsExactly(1, 3, 2, 0, -1);
    }

    /** NaN, infinities and the largest biases included. */
    @Test
    void choosesNothingThatIsMasked() {
        Random random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            float[] logits = new float[20];
            BitSet allowed = new BitSet();
            Map<Integer, Float> biases = new HashMap<>();
            for (int id = 0; id < logits.length; id++) {
                logits[id] = switch (random.nextInt(8)) {
                    case 0 -> Float.NaN;
                    case 1 -> Float.POSITIVE_INFINITY;
                    case 2 -> Float.NEGATIVE_INFINITY;
                    default -> (float) random.nextGaussian() * 10;
                };
                biases.put(id, random.nextBoolean() ? 100f : -100f);
                allowed.set(id, random.nextInt(6) == 0);
            }
            allowed.set(random.nextInt(logits.length));
            float temperature = List.of(0f, 1e-30f, 1f, 2f).get(random.nextInt(4));
            float topP = random.nextBoolean() ? 1 : random.nextFloat();
            Sampler sampler =
                    new Sampler(new SamplingParameters(temperature, topP, -2, 2, biases, OptionalLong.of(round)), 0);
            TokenMask mask = new TokenMask(allowed);
            for (int draw = 0; draw < 5; draw++) {
                assertThat(mask.allows(sampler.choose(logits, Optional.of(mask))))
                        .isTrue();
            }
        }
    }

    @Test
    void repeatsWithASeedAndVariesWithTheChoice() {
        int[] first = draws(new Sampler(parameters(1, 1, 99), 0));
        assertThat(draws(new Sampler(parameters(1, 1, 99), 0))).containsExactly(first);
        assertThat(draws(new Sampler(parameters(1, 1, 99), 1))).isNotEqualTo(first);
        assertThat(draws(new Sampler(parameters(1, 1, 100), 0))).isNotEqualTo(first);
        assertThat(draws(new Sampler(SamplingParameters.DEFAULT, 0)))
                .isNotEqualTo(draws(new Sampler(SamplingParameters.DEFAULT, 0)));
    }

    @Test
    void countsWhatItGeneratedForThePenalties() {
        Sampler frequency = new Sampler(penalties(0.6f, 0), 0);
        // 3, 2.4, 1.8 for token 1 against 2, 1.4 for token 2 and 1 for token 0.
        assertThat(draws(frequency, LOGITS, 4)).containsExactly(1, 1, 2, 1);
        Sampler presence = new Sampler(penalties(0, 1.5f), 0);
        assertThat(draws(presence, LOGITS, 4)).containsExactly(1, 2, 1, 1);
        Sampler reward = new Sampler(penalties(-2, 0), 0);
        assertThat(draws(reward, new float[] {1, 0.5f}, 3)).containsExactly(0, 0, 0);
    }

    @Test
    void addsBiases() {
        SamplingParameters banned = new SamplingParameters(0, 1, 0, 0, Map.of(1, -100f, 4, 100f), OptionalLong.empty());
        assertThat(new Sampler(banned, 0).choose(LOGITS)).isEqualTo(4);
    }

    @Test
    void survivesAnyLogits() {
        float[] odd = {
            Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, 0, 1
        };
        Random random = new Random(17);
        for (int round = 0; round < 3_000; round++) {
            float[] logits = new float[1 + random.nextInt(6)];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = odd[random.nextInt(odd.length)];
            }
            SamplingParameters parameters = new SamplingParameters(
                    random.nextInt(3), random.nextInt(5) / 4f, 2, -2, Map.of(), OptionalLong.of(round));
            int token = new Sampler(parameters, 0).choose(logits);
            assertThat(token).isBetween(0, logits.length - 1);
            LogProbabilities probabilities = LogProbabilities.of(logits, token, 3);
            assertThat(probabilities.chosen().value()).isBetween(LogProbabilities.FLOOR, 0f);
        }
    }

    @Test
    void neverChoosesAnImpossibleToken() {
        float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NaN, 0};
        double[] seen = frequencies(parameters(2, 1, 18), logits);
        assertThat(seen[0] + seen[2]).isZero();
        assertThat(seen[1]).isCloseTo(0.5, within(0.012));
    }

    @Test
    void reportsTheModelsOwnProbabilities() {
        LogProbabilities probabilities = LogProbabilities.of(LOGITS, 3, 2);
        double[] p = softmax(LOGITS, 1);
        assertThat((double) probabilities.chosen().value()).isCloseTo(Math.log(p[3]), within(1e-5));
        assertThat(probabilities.top()).extracting(LogProbability::token).containsExactly(1, 2);
        assertThat((double) probabilities.top().get(0).value()).isCloseTo(Math.log(p[1]), within(1e-5));
        assertThat(LogProbabilities.of(LOGITS, 0, 20).top()).hasSize(5);
        assertThat(LogProbabilities.of(LOGITS, 0, 0).top()).isEmpty();
    }

    private static double[] frequencies(SamplingParameters parameters, float[] logits) {
        double[] seen = new double[logits.length];
        Sampler sampler = new Sampler(parameters, 0);
        for (int i = 0; i < DRAWS; i++) {
            seen[sampler.choose(logits)] += 1.0 / DRAWS;
        }
        for (int i = 0; i < seen.length; i++) {
            seen[i] = Math.round(seen[i] * DRAWS) / (double) DRAWS;
        }
        return seen;
    }

    private static int[] draws(Sampler sampler) {
        return draws(sampler, LOGITS, 50);
    }

    private static int[] draws(Sampler sampler, float[] logits, int count) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = sampler.choose(logits);
        }
        return tokens;
    }

    private static SamplingParameters parameters(float temperature, float topP, long seed) {
        return new SamplingParameters(temperature, topP, 0, 0, Map.of(), OptionalLong.of(seed));
    }

    private static SamplingParameters penalties(float frequency, float presence) {
        return new SamplingParameters(0, 1, frequency, presence, Map.of(), OptionalLong.empty());
    }

    private static double[] softmax(float[] logits, double temperature) {
        double[] p = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i] / temperature);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }
}
