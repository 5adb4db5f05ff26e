package dev.sprue.gateway.providers.probe;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Takes the answer to a call that tries something out; the first event of a stream is enough. */
final class ProbeSink implements AnswerSink {

    private final long begun = System.nanoTime();
    private final CompletableFuture<ProbeResult> result = new CompletableFuture<>();
    private final Function<WholeAnswer, String> about;

    /** @param about what is worth telling of a whole answer */
    ProbeSink(Function<WholeAnswer, String> about) {
        this.about = about;
    }

    /** Completes with what came of it, never exceptionally. */
    CompletableFuture<ProbeResult> result() {
        return result;
    }

    private long ms() {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    @Override
    public void whole(WholeAnswer answer) {
        result.complete(ProbeResult.ok(ms(), about.apply(answer)));
    }

    @Override
    public void opened() {}

    @Override
    public void event(StreamEvent event) {
        if (event.hasChoices()) {
            result.complete(ProbeResult.ok(ms(), "answers"));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void completed() {
        result.complete(ProbeResult.ok(ms(), "answers, with nothing"));
    }

    @Override
    public void failed(Failure failure) {
        result.complete(ProbeResult.failed(ms(), failure));
    }
}
