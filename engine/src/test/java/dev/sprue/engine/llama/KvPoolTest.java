package dev.sprue.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KvPoolTest {
    private static final LlamaConfig CONFIG = new LlamaConfig(128, 8, 1, 8, 1, 1, 8, 8, 10_000, 1e-5f);
    private static final int PAGE = KvPage.POSITIONS;

    private final KvPool pool = KvPool.bounded(CONFIG, 4 * KvPage.bytes(CONFIG));

    private KvCache read(int[] tokens) {
        KvCache cache = new KvCache(pool);
        assertThat(cache.reserve(tokens.length)).isTrue();
        cache.advance(tokens.length);
        cache.share(tokens);
        return cache;
    }

    private int known(int[] tokens) {
        KvCache cache = new KvCache(pool);
        cache.adopt(tokens, tokens.length);
        int length = cache.length();
        cache.close();
        return length;
    }

    @Test
    void whoDoesNotGetAllThatItNeedsTakesNothing() {
        int[] kept = new int[PAGE + 1];
        read(kept).close();
        KvCache holder = new KvCache(pool);
        assertThat(holder.reserve(2 * PAGE)).isTrue();
        KvCache waits = new KvCache(pool);
        assertThat(waits.reserve(3 * PAGE)).isFalse();
        assertThat(waits.bytes()).isZero();
        assertThat(known(kept)).as("what is kept for others").isEqualTo(PAGE);
        assertThat(waits.reserve(2 * PAGE)).as("with the page that was kept").isTrue();
        assertThat(known(kept)).isZero();
    }

    @Test
    void countsWhatWasTakenOverWhereItServedOnly() {
        int[] tokens = new int[2 * PAGE + 1];
        KvCache first = read(tokens);
        KvCache second = new KvCache(pool);
        second.adopt(tokens, tokens.length);
        assertThat(second.reserve(3 * PAGE)).isFalse();
        second.close();
        assertThat(pool.reusedTokens()).isZero();
        second.adopt(tokens, tokens.length);
        assertThat(second.reserve(1)).isTrue();
        assertThat(second.reserve(1)).isTrue();
        assertThat(pool.reusedTokens()).isEqualTo(2 * PAGE);
        first.close();
        second.close();
        pool.forgetPrefixes();
        assertThat(pool.bytes()).isZero();
    }
}
