package dev.sprue.engine.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses the tokens of one answer. Remembers what it chose, for the penalties; so one answer, one sampler, one thread.
 *
 * <p>Whatever the logits are, a token comes out: NaN counts as impossible, infinity as the largest float.
 */
public final class Sampler {
    private final SamplingParameters parameters;
    private final SplittableRandom random;
    private final Map<Integer, Integer> counts = new HashMap<>();
    private float[] adjusted = new float[0];

    /**
     * Starts an answer.
     *
     * @param choice the number of the answer among those of one request, so that equal seeds differ between choices
     */
    public Sampler(SamplingParameters parameters, int choice) {
        this.parameters = parameters;
        long seed =
                parameters.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
        this.random = new SplittableRandom(seed + choice * 0x9E3779B97F4A7C15L);
    }

    /** Chooses among all tokens. The logits are not changed. */
    public int choose(float[] logits) {
        return choose(logits, Optional.empty());
    }

    /**
     * Chooses among the tokens that a mask allows, whatever biases and penalties say. The logits are not changed.
     *
     * @param mask allows at least one token; absent: all are allowed
     */
    public int choose(float[] logits, Optional<TokenMask> mask) {
        if (adjusted.length != logits.length) {
            adjusted = new float[logits.length];
        }
        for (int id = 0; id < logits.length; id++) {
            adjusted[id] = Logits.sane(logits[id]);
        }
        parameters.logitBias().forEach((id, bias) -> adjusted[id] += bias);
        counts.forEach(
                (id, count) -> adjusted[id] -= count * parameters.frequencyPenalty() + parameters.presencePenalty());
        mask.ifPresent(allowed -> allowed.apply(adjusted));
        int token = parameters.temperature() == 0 || parameters.topP() == 0 ? likeliest() : draw();
        counts.merge(token, 1, Integer::sum);
        return token;
    }

    private int likeliest() {
        int best = 0;
        for (int id = 1; id < adjusted.length; id++) {
            if (adjusted[id] > adjusted[best]) {
                best = id;
            }
        }
        return best;
    }

    private int draw() {
        float max = adjusted[likeliest()];
        double total = 0;
        for (int id = 0; id < adjusted.length; id++) {
            adjusted[id] = (float) Math.exp((adjusted[id] - max) / parameters.temperature());
            total += adjusted[id];
        }
        return parameters.topP() < 1 ? drawFromNucleus(total) : drawUpTo(random.nextDouble() * total);
    }

    private int drawUpTo(double mass) {
        double sum = 0;
        int last = 0;
        for (int id = 0; id < adjusted.length; id++) {
            if (adjusted[id] > 0) {
                last = id;
                sum += adjusted[id];
                if (sum > mass) {
                    return id;
                }
            }
        }
        return last;
    }

    /** Nucleus sampling (Holtzman et al., 2020): among the likeliest tokens that together reach the mass top_p. */
    private int drawFromNucleus(double total) {
        Descending order = new Descending(adjusted);
        int[] nucleus = new int[adjusted.length];
        int size = 0;
        double mass = 0;
        while (size < nucleus.length && mass < parameters.topP() * total) {
            nucleus[size] = order.next();
            mass += adjusted[nucleus[size++]];
        }
        double target = random.nextDouble() * mass;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += adjusted[nucleus[i]];
            if (sum > target) {
                return nucleus[i];
            }
        }
        return nucleus[0];
    }
}
