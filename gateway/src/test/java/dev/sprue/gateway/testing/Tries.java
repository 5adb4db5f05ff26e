package dev.sprue.gateway.testing;

/** How often a property or a fault is tried: few times by default, often with {@code -Dsprue.test.full=true}. */
public final class Tries {

    private static final boolean FULL = Boolean.getBoolean("sprue.test.full");

    private Tries() {}

    /** {@code usual} tries, or {@code full} ones in the full run. */
    public static int of(int usual, int full) {
        return FULL ? full : usual;
    }
}
