package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import io.vertx.core.buffer.Buffer;

/** Answers with a failure that a surface has put into its own words. */
public final class ErrorAnswer {

    private ErrorAnswer() {}

    /** Answers, notes the failure for the access log, and says when to retry where that is known. */
    public static void send(Exchange exchange, Failure failure, int status, byte[] body) {
        exchange.facts().put("error", failure.code().name());
        failure.retryAfterMs().ifPresent(ms -> {
            exchange.putHeader("retry-after", Long.toString((ms + 999) / 1_000));
            exchange.putHeader("retry-after-ms", Long.toString(ms));
        });
        exchange.answer(status, Headers.JSON, Buffer.buffer(body));
    }
}
