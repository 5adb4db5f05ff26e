package dev.sprue.engine.chat;

/**
 * Divides what a pass reads among those who have something to read: one token to each who only wants to go on, and an even
 * share of a limited number to each who has more. The limit follows what the machine can do, so that a pass that answers
 * wait for takes some 20 ms.
 */
final class PromptShares {
    private static final int LEAST = 16;
    private static final int MOST = 512;
    private static final long TARGET_NS = 20_000_000;

    private int limit = 64;
    private int turn;

    /**
     * Returns how many tokens each may read.
     *
     * @param unread how many each could read, at least 1
     */
    int[] divide(int[] unread) {
        int[] shares = new int[unread.length];
        int readers = 0;
        for (int i = 0; i < unread.length; i++) {
            if (unread[i] == 1) {
                shares[i] = 1;
            } else {
                readers++;
            }
        }
        int left = limit;
        // Whoever begins gets what does not divide evenly; it is somebody else each time.
        turn++;
        for (int n = 0; n < unread.length && left > 0; n++) {
            int i = (turn + n) % unread.length;
            if (unread[i] > 1) {
                shares[i] = Math.min(unread[i], Math.max(1, left / readers));
                left -= shares[i];
                readers--;
            }
        }
        return shares;
    }

    /** Learns how long a pass took. */
    void took(int tokens, long elapsedNs) {
        if (tokens >= limit / 2 && tokens >= LEAST) {
            long fits = tokens * TARGET_NS / Math.max(1, elapsedNs);
            // Half of the way, since one pass says little.
            limit = (int) Math.clamp((limit + fits) / 2, LEAST, MOST);
        }
    }
}
