package dev.sprue.bench.upstream;

/** What a request asks the upstream for; {@link #of} finds it in the path and the body. */
public enum RequestKind {
    /** A whole answer. */
    WHOLE(false),
    /** A stream at once. */
    BURST(false),
    /** A stream at once, with a chunk that reports usage. */
    BURST_USAGE(true),
    /** The same, and {@code "usage":null} in every chunk before, as OpenAI's service has it. */
    BURST_NULLS(true),
    /** A stream with pauses. */
    PACED(false),
    /** A stream with pauses, and a chunk that reports usage. */
    PACED_USAGE(true),
    /** A model's name that is not this upstream's: whatever stands before it did not rewrite it. */
    MISNAMED(false);

    /** The word in a prompt that asks for a stream with pauses. */
    public static final String PACED_WORD = "[paced]";

    /** The word in a prompt that asks for {@code "usage":null} in the chunks of a stream that reports usage. */
    public static final String NULLS_WORD = "[nulls]";

    private final boolean reportsUsage;

    RequestKind(boolean reportsUsage) {
        this.reportsUsage = reportsUsage;
    }

    /** Whether the stream ends with a chunk that reports usage. */
    boolean reportsUsage() {
        return reportsUsage;
    }

    /** Reads a request: its path, and its body, which is JSON without blanks between its tokens. */
    static RequestKind of(Provider provider, String path, String body) {
        if (!provider.namesModel(path, body)) {
            return MISNAMED;
        }
        if (!provider.asksForStream(path, body)) {
            return WHOLE;
        }
        boolean usage = provider.reportsUsage(body);
        if (body.contains(PACED_WORD)) {
            return usage ? PACED_USAGE : PACED;
        }
        if (usage) {
            return body.contains(NULLS_WORD) ? BURST_NULLS : BURST_USAGE;
        }
        return BURST;
    }
}
