package dev.sprue.engine.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * The probability of a chosen token and of the likeliest ones, from the model's own distribution: before temperature,
 * penalties, biases and top_p.
 *
 * @param chosen the token that was generated
 * @param top the likeliest tokens, likeliest first; as many as were asked for
 */
public record LogProbabilities(LogProbability chosen, List<LogProbability> top) {
    /** Stands for a probability too small to write down, as in OpenAI's API. */
    public static final float FLOOR = -9999f;

    /** Copies the list. */
    public LogProbabilities {
        top = List.copyOf(top);
    }

    /** Computes the log-softmax of {@code logits} where it is wanted. */
    public static LogProbabilities of(float[] logits, int chosen, int topCount) {
        float[] sane = new float[logits.length];
        float max = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < sane.length; id++) {
            sane[id] = Logits.sane(logits[id]);
            max = Math.max(max, sane[id]);
        }
        double sum = 0;
        for (float logit : sane) {
            sum += Math.exp(logit - max);
        }
        double normaliser = max + Math.log(sum);
        List<LogProbability> top = new ArrayList<>(topCount);
        if (topCount > 0) {
            Descending order = new Descending(sane);
            for (int i = 0; i < Math.min(topCount, sane.length); i++) {
                top.add(entry(sane, order.next(), normaliser));
            }
        }
        return new LogProbabilities(entry(sane, chosen, normaliser), top);
    }

    private static LogProbability entry(float[] logits, int token, double normaliser) {
        return new LogProbability(token, (float) Math.clamp(logits[token] - normaliser, FLOOR, 0));
    }
}
