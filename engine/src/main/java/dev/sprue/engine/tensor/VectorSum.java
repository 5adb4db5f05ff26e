package dev.sprue.engine.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds up the lanes of a vector in an order of its own. {@link FloatVector#reduceLanes} leaves the order open, and takes
 * another one when it has been compiled: the same prompt could then get another answer a second later.
 */
final class VectorSum {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_1 = rotation(1);

    private VectorSum() {}

    static float of(FloatVector v) {
        FloatVector sum = v;
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (LANES > 2) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.iota(FLOATS, by % LANES, 1, true);
    }
}
