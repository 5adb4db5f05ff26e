package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a request body whole, bounded in size and in the time between two pieces, and makes something of it.
 *
 * <p>A body of up to a megabyte is gathered on the heap and made something of on the event loop. A larger one goes to a
 * file as it comes, and what is made of it is made on {@link HeavyWork}.
 */
public final class BodyReader {

    private static final long RETRY_MS = 1_000;
    private static final long BYTES_PER_MB = 1024 * 1024;

    private final long maxBytes;
    private final long pauseMs;
    private final Path folder;
    private final HeavyWork heavy;

    /**
     * @param maxMb megabytes that a body may have
     * @param pauseMs milliseconds that may pass between two pieces
     * @param dataDir the data folder, in which large bodies pass through {@code spool}
     */
    public BodyReader(int maxMb, long pauseMs, Path dataDir, HeavyWork heavy) {
        this.maxBytes = maxMb * BYTES_PER_MB;
        this.pauseMs = pauseMs;
        this.folder = dataDir.resolve("spool");
        this.heavy = heavy;
    }

    /**
     * Reads the body.
     *
     * @param make makes something of it; may throw a {@code FailureException}
     * @param then takes what was made, on the event loop
     * @param failed takes the failure, on the event loop
     */
    public <T> void read(Exchange exchange, Function<JsonBytes, T> make, Consumer<T> then, Consumer<Failure> failed) {
        long declared =
                exchange.header("content-length").map(BodyReader::length).orElse(0L);
        if (declared > maxBytes) {
            refuse(exchange, failed);
            return;
        }
        exchange.awaitBody();
        new BodyReading<>(this, exchange, make, then, failed).start(declared);
    }

    /**
     * A body that was made of one that has been read: in a file where that one lies in a file, and on the heap otherwise. To be
     * called where something is made of a body.
     *
     * @throws dev.sprue.gateway.error.FailureException 503 where the disk fails
     */
    public JsonBytes keep(JsonWriter made, JsonBytes of) {
        if (of instanceof JsonBytes.Heap) {
            return new JsonBytes.Heap(made.toBytes());
        }
        try (Spool spool = Spool.open(folder)) {
            for (JsonWriter.Part part : made.parts()) {
                spool.append(
                        switch (part) {
                            case JsonWriter.Written(byte[] array, int length) -> ByteBuffer.wrap(array, 0, length);
                            case JsonWriter.Kept(JsonBytes.Heap(byte[] array), int from, int to) ->
                                ByteBuffer.wrap(array, from, to - from);
                            case JsonWriter.Kept(JsonBytes.Mapped(ByteBuffer buffer), int from, int to) ->
                                buffer.slice(from, to - from);
                        });
            }
            return spool.finish();
        } catch (IOException disk) {
            throw Failure.of(ErrorCode.STORAGE_FAILED)
                    .withRetryAfterMs(RETRY_MS)
                    .toException();
        }
    }

    /** Ends a body that is too large: what is still on its way is not worth reading, so the connection ends too. */
    void refuse(Exchange exchange, Consumer<Failure> failed) {
        exchange.endConnection();
        failed.accept(Failure.of(ErrorCode.BODY_TOO_LARGE, maxBytes / BYTES_PER_MB));
    }

    /** The HTTP codec has refused everything but digits; what does not fit a long is larger than any limit. */
    private static long length(String header) {
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    long maxBytes() {
        return maxBytes;
    }

    long pauseMs() {
        return pauseMs;
    }

    Path folder() {
        return folder;
    }

    HeavyWork heavy() {
        return heavy;
    }
}
