package dev.sprue.engine.llama;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds pages by the tokens that they and all pages before them were computed from, compared exactly. */
final class PrefixIndex {
    private final Entry root = new Entry(null, null);
    /** In the order of their last use, the one that was not used for longest first. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** A kept page and the one it follows. */
    static final class Entry {
        private final @Nullable Entry before;
        private final @Nullable KvPage page;
        private int followers;

        private Entry(@Nullable Entry before, @Nullable KvPage page) {
            this.before = before;
            this.page = page;
        }

        KvPage page() {
            if (page == null) {
                throw new IllegalStateException("the root has no page");
            }
            return page;
        }
    }

    /** The page before, by identity, and a page's tokens. */
    private static final class Key {
        private final Entry before;
        private final int[] tokens;
        private final int hash;

        Key(Entry before, int[] tokens, int at) {
            this.before = before;
            this.tokens = Arrays.copyOfRange(tokens, at, at + KvPage.POSITIONS);
            this.hash = 31 * System.identityHashCode(before) + Arrays.hashCode(this.tokens);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && before == key.before && Arrays.equals(tokens, key.tokens);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Returns what the first pages of sequences follow. */
    Entry root() {
        return root;
    }

    Optional<Entry> find(Entry before, int[] tokens, int at) {
        return Optional.ofNullable(entries.get(new Key(before, tokens, at)));
    }

    Entry add(Entry before, int[] tokens, int at, KvPage page) {
        Key key = new Key(before, tokens, at);
        Entry entry = new Entry(before, page);
        entries.put(key, entry);
        before.followers++;
        return entry;
    }

    /**
     * Returns whether {@link #evict} would find so many pages, one after the other: those that no sequence uses, since
     * whoever uses a page uses all that it follows.
     *
     * @param count at least 1
     */
    boolean canEvict(int count) {
        int left = count;
        for (Entry entry : entries.values()) {
            if (entry.page().users == 1 && --left == 0) {
                return true;
            }
        }
        return false;
    }

    /** Forgets the page that was not used for longest, of those that no sequence uses and no other page follows. */
    Optional<KvPage> evict() {
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.followers == 0 && entry.page().users == 1) {
                all.remove();
                if (entry.before != null) {
                    entry.before.followers--;
                }
                return Optional.of(entry.page());
            }
        }
        return Optional.empty();
    }
}
