package dev.sprue.engine.llama;

import java.util.Optional;

/**
 * The memory for keys and values of all sequences of a model: pages up to a bound. What no sequence needs keeps what was
 * read lately, so that a sequence which begins like an earlier one need not read that beginning again.
 *
 * <p>For one thread at a time, but for the counts, which anybody may read.
 */
public final class KvPool {
    private final LlamaConfig config;
    private final int maxPages;
    private final PrefixIndex index = new PrefixIndex();
    private final boolean keepsPrefixes;
    private volatile int pages;
    private volatile long reusedTokens;

    private KvPool(LlamaConfig config, int maxPages, boolean keepsPrefixes) {
        this.config = config;
        this.maxPages = maxPages;
        this.keepsPrefixes = keepsPrefixes;
    }

    /** Creates a pool that takes at most {@code maxBytes}, but one page at the least. */
    public static KvPool bounded(LlamaConfig config, long maxBytes) {
        long fit = Math.max(1, maxBytes / KvPage.bytes(config));
        return new KvPool(config, (int) Math.min(Integer.MAX_VALUE, fit), true);
    }

    /** Creates a pool without a bound, which keeps nothing. */
    public static KvPool unbounded(LlamaConfig config) {
        return new KvPool(config, Integer.MAX_VALUE, false);
    }

    /** Returns the most positions that a single sequence can have: the context, or less where memory is short. */
    public int maxPositions() {
        return (int) Math.min(config.contextLength(), (long) maxPages * KvPage.POSITIONS);
    }

    /** Returns the bytes that the keys and values of a position take. */
    public long bytesPerPosition() {
        return KvPage.bytes(config) / KvPage.POSITIONS;
    }

    /** Returns the bytes in use, by sequences or to be used again. */
    public long bytes() {
        return pages * KvPage.bytes(config);
    }

    /** Returns the tokens that were not read, since an earlier sequence had begun with them. */
    public long reusedTokens() {
        return reusedTokens;
    }

    /** Forgets what is kept for sequences to come. */
    public void forgetPrefixes() {
        for (Optional<KvPage> page = index.evict(); page.isPresent(); page = index.evict()) {
            release(page.get());
        }
    }

    /** Returns what the first pages of sequences follow. */
    PrefixIndex.Entry root() {
        return index.root();
    }

    /** Returns whether so many pages can be taken: new ones, or those of what is kept for sequences to come. */
    boolean has(int more) {
        int missing = more - (maxPages - pages);
        return missing <= 0 || index.canEvict(missing);
    }

    /** Returns an empty page; there {@linkplain #has is} one. */
    KvPage take() {
        if (pages >= maxPages) {
            release(index.evict().orElseThrow());
        }
        KvPage page = new KvPage(config);
        page.users = 1;
        pages++;
        return page;
    }

    /** Takes note of tokens that need not be read. */
    void countReused(int tokens) {
        reusedTokens += tokens;
    }

    void release(KvPage page) {
        if (--page.users == 0) {
            pages--;
        }
    }

    /** Finds the page of the {@code POSITIONS} tokens from {@code at} where one is kept that follows {@code before}. */
    Optional<PrefixIndex.Entry> find(PrefixIndex.Entry before, int[] tokens, int at) {
        Optional<PrefixIndex.Entry> found = keepsPrefixes ? index.find(before, tokens, at) : Optional.empty();
        found.ifPresent(entry -> entry.page().users++);
        return found;
    }

    /** Keeps a full page for sequences to come; returns where it, or one with the same content, now stands. */
    Optional<PrefixIndex.Entry> keep(PrefixIndex.Entry before, int[] tokens, int at, KvPage page) {
        if (!keepsPrefixes) {
            return Optional.empty();
        }
        Optional<PrefixIndex.Entry> known = index.find(before, tokens, at);
        if (known.isPresent()) {
            return known;
        }
        page.users++;
        return Optional.of(index.add(before, tokens, at, page));
    }
}
