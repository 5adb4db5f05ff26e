package dev.sprue.engine.sampling;

/** What to make of logits that are not finite. */
final class Logits {
    private static final float LARGEST = Float.MAX_VALUE / 4;

    private Logits() {}

    /** Returns a value that sums and differences leave finite: NaN counts as the least likely. */
    static float sane(float logit) {
        return Float.isNaN(logit) ? -LARGEST : Math.max(-LARGEST, Math.min(LARGEST, logit));
    }
}
