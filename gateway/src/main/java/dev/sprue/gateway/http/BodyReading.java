package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.server.BodySink;
import dev.sprue.gateway.http.server.HttpCall;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.json.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One body being read. Lives on its event loop; only what it hands to {@link HeavyWork} runs elsewhere. */
final class BodyReading<T> implements BodySink {

    private static final System.Logger LOG = System.getLogger(BodyReading.class.getName());

    /** The size from which a body goes to disk. */
    private static final int SPOOL_BYTES = 1024 * 1024;

    /** What may wait to be written to disk before the caller is told to wait. */
    private static final int MAX_WAITING_BYTES = 128 * 1024;

    /** As it came, and as it goes upstream. */
    private static final long COPIES = 2;

    /** What a body on its way to disk holds: what is being written, what waits, and what has been read meanwhile. */
    private static final long SPOOLING_BYTES = 256 * 1024;

    private static final int BELIEVED_BYTES = 64 * 1024;
    private static final Buffer NOTHING = Buffer.buffer();
    private static final long RETRY_MS = 1_000;

    private final BodyReader reader;
    private final Exchange exchange;
    private final HttpCall request;
    private final Function<JsonBytes, T> make;
    private final Consumer<T> then;
    private final Consumer<Failure> failed;
    private Deadlines.@Nullable Watch pause;

    private Buffer gathered = NOTHING;

    /** Whether what is gathered is a piece as it came, or nothing, and not a buffer of our own. */
    private boolean borrowed = true;

    private long declared;
    private long total;
    private @Nullable Spool spool;
    private boolean spooling;
    private boolean writing;
    private boolean paused;
    private boolean ended;
    private boolean over;

    BodyReading(
            BodyReader reader,
            Exchange exchange,
            Function<JsonBytes, T> make,
            Consumer<T> then,
            Consumer<Failure> failed) {
        this.reader = reader;
        this.exchange = exchange;
        this.request = exchange.call();
        this.make = make;
        this.then = then;
        this.failed = failed;
    }

    private Deadlines.Watch patience() {
        return exchange.loop().deadlines().start(reader.pauseMs(), this::tooSlow, this::stopping);
    }

    /** Begins, with the length that the caller declared, which may be a lie. */
    void start(long declaredBytes) {
        spooling = declaredBytes > SPOOL_BYTES;
        declared = declaredBytes;
        long wanted = Math.min(declared * COPIES, SPOOLING_BYTES);
        if (wanted > MemoryBudget.FREE_BYTES && !exchange.memory().set(wanted)) {
            refuse();
            return;
        }
        exchange.onGone(this::giveUp);
        request.readBody(this);
        if (!over && !ended) {
            // Most bodies have come with their head and never need to be waited for.
            pause = patience();
        }
    }

    private void heard() {
        if (pause != null) {
            pause.heard();
        }
    }

    private void stopWaiting() {
        if (pause != null) {
            pause.stop();
            pause = null;
        }
    }

    @Override
    public void piece(Buffer piece) {
        if (over) {
            return;
        }
        heard();
        total += piece.length();
        if (total > reader.maxBytes()) {
            giveUp();
            reader.refuse(exchange, failed);
            return;
        }
        gather(piece);
        if (!spooling && !fits()) {
            return;
        }
        if (spooling) {
            write();
        }
    }

    /** Whether the body may go on, in memory or, where that is too large or memory too short, to disk. */
    private boolean fits() {
        if (total * COPIES <= MemoryBudget.FREE_BYTES) {
            return true;
        }
        MemoryBudget.Share memory = exchange.memory();
        if (total <= SPOOL_BYTES && memory.set(Math.max(total * COPIES, memory.bytes()))) {
            return true;
        }
        spooling = true;
        if (memory.bytes() >= SPOOLING_BYTES || memory.set(SPOOLING_BYTES)) {
            return true;
        }
        refuse();
        return false;
    }

    private void refuse() {
        giveUp();
        exchange.endConnection();
        failed.accept(Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
    }

    /** Most bodies come in one piece, which then is the body. */
    private void gather(Buffer piece) {
        if (!borrowed) {
            gathered.appendBuffer(piece);
        } else if (gathered.length() == 0) {
            gathered = piece;
        } else {
            // What is declared may be a lie, so only so much is believed of it.
            long room = Math.max(Math.min(declared, BELIEVED_BYTES), 2L * (gathered.length() + piece.length()));
            gathered = Buffer.buffer((int) room).appendBuffer(gathered).appendBuffer(piece);
            borrowed = false;
        }
    }

    private byte[] whole() {
        HeapBytes bytes = HeapBytes.of(gathered);
        return bytes.from() == 0 && bytes.to() == bytes.array().length ? bytes.array() : bytes.copy();
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        ended = true;
        stopWaiting();
        if (spooling) {
            write();
            return;
        }
        over = true;
        T made;
        try {
            made = make.apply(new JsonBytes.Heap(whole()));
        } catch (FailureException refused) {
            failed.accept(refused.failure());
            return;
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "request " + exchange.id() + " hit a defect", defect);
            failed.accept(Failure.of(ErrorCode.INTERNAL));
            return;
        }
        then.accept(made);
    }

    /** Writes what has been gathered, one write at a time; at the end makes something of the whole. */
    private void write() {
        if (writing) {
            if (gathered.length() > MAX_WAITING_BYTES && !ended && !paused) {
                paused = true;
                request.pauseBody();
            }
            return;
        }
        Buffer now = gathered;
        gathered = NOTHING;
        borrowed = true;
        boolean last = ended;
        writing = true;
        reader.heavy()
                .run(
                        exchange.loop().context(),
                        () -> written(now, last),
                        result -> wrote(last, result),
                        this::writeFailed);
    }

    /** Runs on the pool. */
    private @Nullable T written(Buffer now, boolean last) throws IOException {
        Spool file = spool;
        if (file == null) {
            file = Spool.open(reader.folder());
            spool = file;
        }
        HeapBytes bytes = HeapBytes.of(now);
        file.append(ByteBuffer.wrap(bytes.array(), bytes.from(), bytes.to() - bytes.from()));
        if (!last) {
            return null;
        }
        try (Spool whole = file) {
            return make.apply(whole.finish());
        }
    }

    private void wrote(boolean last, @Nullable T result) {
        writing = false;
        exchange.memory().set(last ? 0 : SPOOLING_BYTES);
        if (over) {
            closeSpool();
        } else if (last && result != null) {
            over = true;
            then.accept(result);
        } else if (ended || gathered.length() > 0) {
            if (paused && !ended) {
                paused = false;
                request.resumeBody();
            }
            write();
        }
    }

    private void writeFailed(Failure failure) {
        writing = false;
        closeSpool();
        if (!over) {
            giveUp();
            if (!ended) {
                exchange.endConnection();
            }
            failed.accept(failure);
        }
    }

    private void tooSlow() {
        if (over || ended) {
            return;
        }
        if (writing) {
            // It is the disk that is slow; the caller's time begins anew.
            pause = patience();
            return;
        }
        giveUp();
        exchange.endConnection();
        failed.accept(Failure.of(ErrorCode.BODY_TIMEOUT));
    }

    private void stopping() {
        if (!over && !ended) {
            giveUp();
            exchange.endConnection();
            failed.accept(Failure.of(ErrorCode.STOPPING).withRetryAfterMs(RETRY_MS));
        }
    }

    @Override
    public void broken() {
        if (!over && !ended) {
            giveUp();
            if (!request.isClosed()) {
                exchange.endConnection();
                failed.accept(Failure.of(ErrorCode.BAD_REQUEST, "its body cannot be read"));
            }
        }
    }

    private void giveUp() {
        over = true;
        stopWaiting();
        if (!writing) {
            closeSpool();
        }
    }

    /** Closing a file that has no name any more does not wait for the disk. */
    private void closeSpool() {
        Spool file = spool;
        if (file != null) {
            spool = null;
            try {
                file.close();
            } catch (IOException late) {
                LOG.log(System.Logger.Level.WARNING, "a spool file cannot be closed: " + late.getMessage());
            }
        }
    }
}
