package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Hands an answer to its caller in the surface's dialect, and lets a slow or departed caller be felt upstream. */
public final class AnswerRelay implements AnswerSink {

    private final Exchange exchange;
    private final AnswerDialect dialect;
    private Flight flight = Flight.ENDED;
    private @Nullable EventStream stream;
    private boolean paused;

    /** Hands an answer to {@code exchange}, written in {@code dialect}. */
    public AnswerRelay(Exchange exchange, AnswerDialect dialect) {
        this.exchange = exchange;
        this.dialect = dialect;
    }

    /** Takes the call whose answer this hands on. */
    public void took(Flight started) {
        flight = started;
        exchange.onGone(started::cancel);
        if (paused) {
            started.pause();
        }
    }

    @Override
    public void routed(String deployment) {
        exchange.putHeader(Headers.DEPLOYMENT_NAME, deployment);
        exchange.putHeader(Headers.RAI_INVOKED, Headers.FALSE);
    }

    @Override
    public void attempts(String trace) {
        exchange.putHeader(Headers.ATTEMPTS, trace);
    }

    @Override
    public void whole(WholeAnswer answer) {
        Buffer body;
        try {
            body = dialect.whole(answer);
        } catch (FailureException unreadable) {
            dialect.failed(unreadable.failure());
            return;
        }
        exchange.answer(200, Headers.JSON, body);
    }

    @Override
    public void opened() {
        EventStream out = exchange.stream(dialect.streamType());
        stream = out;
        dialect.opened(out);
    }

    @Override
    public void event(StreamEvent event) {
        EventStream out = stream;
        if (out != null) {
            dialect.event(event, out);
            if (out.isLarge()) {
                flush();
            }
        }
    }

    @Override
    public void flush() {
        EventStream out = stream;
        if (out == null) {
            return;
        }
        out.flush();
        if (out.isFull() && !paused) {
            boolean waits = out.onDrain(() -> {
                if (paused) {
                    paused = false;
                    flight.resume();
                }
            });
            if (waits) {
                paused = true;
                flight.pause();
            } else {
                // The last event would only wait behind all that this caller has not taken.
                flight.cancel();
                exchange.facts().put("error", ErrorCode.MEMORY_SHORT.name());
                out.drop();
            }
        }
    }

    @Override
    public void completed() {
        EventStream out = stream;
        if (out != null) {
            dialect.completed(out);
            dialect.end(out);
        }
    }

    @Override
    public void failed(Failure failure) {
        EventStream out = stream;
        if (out == null) {
            dialect.failed(failure);
        } else {
            dialect.brokeOff(failure, out);
        }
    }
}
