package dev.sprue.engine.embedding;

/**
 * Makes small integers of the components of a vector of length 1, so that many vectors take less room. The same rule for
 * every vector, so that what is compared are the vectors and not their scales:
 *
 * <ul>
 *   <li>eight bits: {@code round(127 * v)}; {@code i / 127} gives each component back with an error of at most 1/254;
 *   <li>one bit: whether the component is above zero. Vectors are compared by how many of their bits differ.
 * </ul>
 */
public final class VectorQuantizer {
    private static final float INT8_SCALE = 127;

    private VectorQuantizer() {}

    /**
     * Rounds 127 times each component; halves go to the even neighbour, so that a vector and its opposite give opposite
     * integers.
     *
     * @return as many integers as there are components, -127 to 127; a component outside -1 to 1 counts as the bound
     */
    public static byte[] toInt8(float[] vector) {
        byte[] integers = new byte[vector.length];
        for (int i = 0; i < vector.length; i++) {
            float scaled = (float) Math.rint(vector[i] * INT8_SCALE);
            integers[i] = (byte) Math.clamp(scaled, -INT8_SCALE, INT8_SCALE);
        }
        return integers;
    }

    /**
     * Keeps one bit a component: 1 where it is above zero. The first component is the highest bit of the first byte; bits
     * that are left over in the last byte are 0.
     */
    public static byte[] toBits(float[] vector) {
        byte[] bits = new byte[(vector.length + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                bits[i / Byte.SIZE] |= (byte) (0x80 >> (i % Byte.SIZE));
            }
        }
        return bits;
    }
}
