package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.json.JsonBytes;

/** Hashes that are the same in every process, so that replicas send like calls to like places. */
final class Hashes {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1.0p-53;

    private Hashes() {}

    /** FNV-1a over the bytes {@code [from, to)}, mixed. */
    static long of(JsonBytes bytes, int from, int to) {
        long hash = FNV_BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes.at(i) & 0xFF) * FNV_PRIME;
        }
        return mixed(hash);
    }

    /** The same over the characters of a text. */
    static long of(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mixed(hash);
    }

    /** The last step of MurmurHash3 for 64 bits: each bit of the input changes about half of the output's. */
    static long mixed(long value) {
        long hash = value;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    /** A hash as a number above 0 and below 1. */
    static double unit(long hash) {
        return ((hash >>> 11) + 0.5) * UNIT;
    }
}
