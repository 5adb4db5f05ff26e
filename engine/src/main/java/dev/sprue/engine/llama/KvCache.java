package dev.sprue.engine.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys and values of a sequence's positions so far, in pages of a pool that are taken as the sequence grows, so that a
 * short chat in a model with a long context takes little memory. Not thread-safe.
 */
public final class KvCache implements AutoCloseable {
    private final KvPool pool;
    private final List<KvPage> pages = new ArrayList<>();
    private int length;
    /** Where the last page that is full and known to the pool stands there, and how many those are. */
    private PrefixIndex.Entry kept;

    private int keptPages;
    /** Positions that were taken over and not counted yet: who finds no memory for the rest gives them back. */
    private int adopted;

    /** Creates an empty cache. */
    public KvCache(KvPool pool) {
        this.pool = pool;
        this.kept = pool.root();
    }

    /** Returns the number of positions held. */
    public int length() {
        return length;
    }

    /** Returns the bytes of the pages held, those that are shared with others included. */
    public long bytes() {
        return pages.size() * KvPage.POSITIONS * pool.bytesPerPosition();
    }

    /**
     * Takes over what the pool has of the beginning of a sequence; at most {@code count - 1} positions, so that there is
     * something left to compute. Does nothing where the cache has pages already.
     */
    public void adopt(int[] tokens, int count) {
        if (!pages.isEmpty()) {
            return;
        }
        while ((pages.size() + 1) * KvPage.POSITIONS < count) {
            Optional<PrefixIndex.Entry> entry = pool.find(kept, tokens, length);
            if (entry.isEmpty()) {
                return;
            }
            kept = entry.get();
            keptPages++;
            pages.add(kept.page());
            length += KvPage.POSITIONS;
            adopted += KvPage.POSITIONS;
        }
    }

    /** Makes room for more positions, or takes nothing where there is not enough; returns whether that could be done. */
    public boolean reserve(int more) {
        int wanted = (length + more + KvPage.POSITIONS - 1) / KvPage.POSITIONS - pages.size();
        if (!pool.has(wanted)) {
            return false;
        }
        for (int i = 0; i < wanted; i++) {
            pages.add(pool.take());
        }
        pool.countReused(adopted);
        adopted = 0;
        return true;
    }

    /**
     * Lets the pool keep what is full, for sequences that begin alike.
     *
     * @param tokens the sequence's tokens, at least {@link #length()}
     */
    public void share(int[] tokens) {
        while ((keptPages + 1) * KvPage.POSITIONS <= length) {
            KvPage page = pages.get(keptPages);
            Optional<PrefixIndex.Entry> entry = pool.keep(kept, tokens, keptPages * KvPage.POSITIONS, page);
            if (entry.isEmpty()) {
                return;
            }
            kept = entry.get();
            if (kept.page() != page) {
                // Another sequence was first; what it computed is the same to the bit.
                kept.page().users++;
                pages.set(keptPages, kept.page());
                pool.release(page);
            }
            keptPages++;
        }
    }

    /** Gives all pages back; the cache is empty then, and can be used again. */
    @Override
    public void close() {
        pages.forEach(pool::release);
        pages.clear();
        length = 0;
        kept = pool.root();
        keptPages = 0;
        adopted = 0;
    }

    /** Takes note that positions for which there is room were computed. */
    void advance(int positions) {
        length += positions;
    }

    /** Returns the page in which a position lies. */
    KvPage page(int position) {
        return pages.get(position / KvPage.POSITIONS);
    }
}
