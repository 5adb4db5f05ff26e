package dev.sprue.bench.upstream;

import dev.sprue.bench.wire.StampedEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The upstream's answers, made ahead: direct buffers that are written as they are. */
public final class Answers {

    /** Chunks of a stream, without {@code [DONE]} and without a chunk that reports usage. */
    public static final int CHUNKS = 100;

    /** Events that a caller sees of a stream. */
    public static final int EVENTS = CHUNKS + 1;

    /** What every model's name at the upstream begins with, so that a name that was not rewritten is seen. */
    public static final String MODEL_PREFIX = "upstream-";

    /** The model's name at the upstream. */
    public static final String MODEL = MODEL_PREFIX + "gpt-4o";

    static final int STAMP_DIGITS = 19;

    private static final String NO_STAMP = "0".repeat(STAMP_DIGITS);
    private static final String WHOLE = """
            {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion","created":1700000000,"model":"upstream-gpt-4o",\
            "system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"message":{"role":"assistant","content":"A gateway \
            stands between programs and the servers that run models: it knows who calls, decides which model answers, and \
            keeps count. Operators want to see how many requests there are, how long they take, and how many \
            fail."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":57,"completion_tokens":48,\
            "total_tokens":105,"prompt_tokens_details":{"cached_tokens":0}}}""";
    private static final String CHUNK = """
            data: {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion.chunk","created":1700000000,\
            "model":"upstream-gpt-4o",%s%s","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":\
            {"content":" token"},"finish_reason":%s}]%s}

            """;
    private static final String USAGE = """
            data: {"id":"chatcmpl-AbCdEf0123456789","object":"chat.completion.chunk","created":1700000000,\
            "model":"upstream-gpt-4o","system_fingerprint":"fp_44709d6fcb","choices":[],"usage":{"prompt_tokens":57,\
            "completion_tokens":100,"total_tokens":157}}

            """;
    private static final String DONE = "data: [DONE]\n\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final String STREAM_HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Cache-Control: no-cache\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final ByteBuffer whole = buffer(json("200 OK", WHOLE));
    private final ByteBuffer streamHead = buffer(STREAM_HEAD);
    private final ByteBuffer[] bursts = new ByteBuffer[RequestKind.values().length];
    private final ByteBuffer stamped = buffer(chunked(event(false, "")));
    private final int stampAt;
    private final ByteBuffer pacedEnd = buffer(chunked(event(true, "")) + chunked(DONE) + LAST_CHUNK);
    private final ByteBuffer pacedEndWithUsage =
            buffer(chunked(event(true, "")) + chunked(USAGE) + chunked(DONE) + LAST_CHUNK);

    Answers() {
        bursts[RequestKind.BURST.ordinal()] = buffer(burst("", ""));
        bursts[RequestKind.BURST_USAGE.ordinal()] = buffer(burst("", USAGE));
        bursts[RequestKind.BURST_NULLS.ordinal()] = buffer(burst(",\"usage\":null", USAGE));
        String text = chunked(event(false, ""));
        stampAt = text.indexOf(StampedEvents.STAMP) + StampedEvents.STAMP.length();
    }

    /** A whole chat completion, about 600 bytes. */
    ByteBuffer whole() {
        return whole.duplicate();
    }

    /** A stream that is sent at once, with its head. */
    ByteBuffer burst(RequestKind kind) {
        return bursts[kind.ordinal()].duplicate();
    }

    /** The head of a stream that is sent chunk by chunk. */
    ByteBuffer streamHead() {
        return streamHead.duplicate();
    }

    /** One chunk with a time stamp; valid until the next call. */
    ByteBuffer stamped(long nowNs) {
        long rest = nowNs;
        for (int i = STAMP_DIGITS - 1; i >= 0; i--) {
            stamped.put(stampAt + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return stamped.clear();
    }

    /** What ends a stream that is sent chunk by chunk: its last chunk, usage if it was asked for, {@code [DONE]}. */
    ByteBuffer pacedEnd(boolean withUsage) {
        return (withUsage ? pacedEndWithUsage : pacedEnd).duplicate();
    }

    static String json(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    static ByteBuffer buffer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static String burst(String usageOfChunks, String usageChunk) {
        StringBuilder text = new StringBuilder(STREAM_HEAD);
        for (int i = 0; i < CHUNKS; i++) {
            text.append(chunked(event(i == CHUNKS - 1, usageOfChunks)));
        }
        if (!usageChunk.isEmpty()) {
            text.append(chunked(usageChunk));
        }
        return text.append(chunked(DONE)).append(LAST_CHUNK).toString();
    }

    private static String event(boolean last, String usage) {
        return CHUNK.formatted(last ? "\"tx\":\"" : StampedEvents.STAMP, NO_STAMP, last ? "\"stop\"" : "null", usage);
    }

    private static String chunked(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }
}
