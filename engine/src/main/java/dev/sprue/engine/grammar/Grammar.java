package dev.sprue.engine.grammar;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may consist of, byte by byte, and so token by token.
 *
 * <p>A network is made deterministic while it is used: the sets of frames in which it can be become positions, kept with
 * their transitions and their tokens, so that a step that was taken before costs a look-up. What is kept is bounded and
 * dropped when the bound is reached. Thread-safe: all answers with one grammar share what it has learnt.
 */
public final class Grammar {
    private static final int MAX_POSITIONS = 4_096;
    private static final long MAX_MASK_BYTES = 8L << 20;

    private final Network network;
    private final ReentrantLock lock = new ReentrantLock();
    private Stepper stepper;
    private long maskBytes;
    private @Nullable TokenTrie maskedTrie;

    /**
     * Takes a network.
     *
     * @throws IllegalArgumentException where nothing satisfies it
     */
    public Grammar(Network network) {
        if (!network.isSatisfiable(network.start())) {
            throw new IllegalArgumentException("the network cannot be satisfied");
        }
        this.network = network;
        this.stepper = new Stepper(network, MAX_POSITIONS, 0);
    }

    /** Begins to read. */
    public Cursor start() {
        lock.lock();
        try {
            renew();
            return new Cursor(stepper, stepper.start());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was learnt where it has become too much. */
    private void renew() {
        if (stepper.isFull() || maskBytes > MAX_MASK_BYTES) {
            stepper = new Stepper(network, MAX_POSITIONS, stepper.visits());
            maskBytes = 0;
        }
    }

    /** Where one answer stands. Not thread-safe itself. */
    public final class Cursor {
        private Stepper owner;
        private Position position;

        private Cursor(Stepper owner, Position position) {
            this.owner = owner;
            this.position = position;
        }

        /** Returns whether what was read is complete. */
        public boolean isComplete() {
            return position.complete;
        }

        /** Returns whether something can follow. */
        public boolean canContinue() {
            return !position.frames.isEmpty();
        }

        /** Reads bytes; returns whether they were allowed, and stays where it was if not. */
        public boolean read(byte[] bytes) {
            lock.lock();
            try {
                refresh();
                Position at = position;
                for (byte value : bytes) {
                    at = owner.step(at, value & 0xFF);
                    if (at.isDead()) {
                        return false;
                    }
                }
                position = at;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Returns the tokens that can be read next. Do not change the set. */
        public BitSet tokens(TokenTrie trie) {
            lock.lock();
            try {
                refresh();
                if (maskedTrie != trie) {
                    maskedTrie = trie;
                    maskBytes = Long.MAX_VALUE;
                    refresh();
                }
                BitSet known = position.tokens();
                if (known == null) {
                    known = compute(trie);
                    position.tokens(known);
                }
                return known;
            } finally {
                lock.unlock();
            }
        }

        /** A token has fewer bytes than counters are clamped to, so it cannot tell the two positions apart. */
        private BitSet compute(TokenTrie trie) {
            Position clamped = owner.clamped(position, trie.longestBytes() + 1);
            BitSet known = clamped.tokens();
            if (known == null) {
                known = trie.readable(clamped, owner);
                clamped.tokens(known);
                maskBytes += known.size() / Byte.SIZE;
            }
            return known;
        }

        private void refresh() {
            renew();
            if (owner != stepper) {
                owner = stepper;
                position = stepper.adopt(position);
            }
        }
    }
}
