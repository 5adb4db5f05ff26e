package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call for embeddings whose answer is brought into shape. Lives on the call's event loop. */
final class ShapedCall implements AnswerSink, Flight {

    private static final long RETRY_MS = 1_000;

    private final ProviderCall call;
    private final String provider;
    private final Encoding wanted;
    private final boolean asked;
    private final HeavyWork heavy;
    private final AnswerSink sink;
    private final LaterFlight upstream = new LaterFlight();
    private MemoryBudget.@Nullable Share memory;
    private boolean over;

    /**
     * @param asked whether the server is asked for the encoding that the caller wants
     */
    ShapedCall(ProviderCall call, String provider, Encoding wanted, boolean asked, HeavyWork heavy, AnswerSink sink) {
        this.call = call;
        this.provider = provider;
        this.wanted = wanted;
        this.asked = asked;
        this.heavy = heavy;
        this.sink = sink;
    }

    /** Makes the call, unless it has been given up. */
    void begin(Supplier<Flight> flight) {
        upstream.begin(flight);
    }

    @Override
    public void whole(WholeAnswer answer) {
        long bytes = answer.to() - answer.from();
        if (bytes > MemoryBudget.FREE_BYTES) {
            memory = call.loop().memory().share();
            // Where the server was asked for what is wanted, it has mostly given that, or numbers, which are longer.
            if (!memory.set(asked ? bytes * 3 / 2 : bytes * (1 + VectorWriter.growth(wanted)))) {
                failed(Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
                return;
            }
        }
        heavy.runSized(
                call.loop().context(),
                bytes,
                () -> EmbeddingAnswers.shaped(provider, answer, call.call().inputs(), wanted, asked),
                shaped -> {
                    if (settle()) {
                        sink.whole(shaped);
                    }
                },
                this::failed);
    }

    @Override
    public void used(Usage soFar) {
        sink.used(soFar);
    }

    @Override
    public void opened() {
        sink.opened();
    }

    @Override
    public void event(StreamEvent event) {
        sink.event(event);
    }

    @Override
    public void flush() {
        sink.flush();
    }

    @Override
    public void completed() {
        if (settle()) {
            sink.completed();
        }
    }

    @Override
    public void failed(Failure failure) {
        if (settle()) {
            sink.failed(failure);
        }
    }

    /** False if the call was over before. */
    private boolean settle() {
        if (over) {
            return false;
        }
        over = true;
        if (memory != null) {
            memory.close();
        }
        return true;
    }

    @Override
    public void pause() {
        upstream.pause();
    }

    @Override
    public void resume() {
        upstream.resume();
    }

    @Override
    public void cancel() {
        settle();
        upstream.cancel();
    }
}
