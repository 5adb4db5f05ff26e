package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import java.util.HashMap;
import java.util.Map;

/** Chains of bytes from one state that share their beginnings. */
final class LiteralTree {
    private final Map<Long, Integer> next = new HashMap<>();

    /** Adds a chain and returns its last state. */
    int add(NetworkBuilder network, int from, byte[] bytes) {
        int at = from;
        for (byte value : bytes) {
            long key = (long) at << Byte.SIZE | value & 0xFF;
            Integer known = next.get(key);
            if (known == null) {
                known = network.state();
                next.put(key, known);
                network.read(at, value & 0xFF, value & 0xFF, known);
            }
            at = known;
        }
        return at;
    }
}
