package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a request body whole, bounded in size and in the time between two pieces. */
public final class BodyReader {

    private static final long BYTES_PER_MB = 1024 * 1024;

    private final long maxBytes;
    private final long pauseMs;

    /**
     * @param maxMb megabytes that a body may have
     * @param pauseMs milliseconds that may pass between two pieces
     */
    public BodyReader(int maxMb, long pauseMs) {
        this.maxBytes = maxMb * BYTES_PER_MB;
        this.pauseMs = pauseMs;
    }

    /** Reads the body and gives it to {@code then}, or the reason why there is none to {@code failed}. */
    public void read(Exchange exchange, Consumer<byte[]> then, Consumer<Failure> failed) {
        long declared =
                exchange.header("content-length").map(BodyReader::length).orElse(0L);
        if (declared > maxBytes) {
            refuse(exchange, failed);
            return;
        }
        exchange.header("expect")
                .filter("100-continue"::equalsIgnoreCase)
                .ifPresent(expected -> exchange.request().response().writeContinue());
        new Reading(exchange, then, failed, Buffer.buffer((int) declared)).start();
    }

    private void refuse(Exchange exchange, Consumer<Failure> failed) {
        // What is still on its way is not worth reading: the connection ends with the answer.
        exchange.putHeader("connection", "close");
        failed.accept(Failure.of(ErrorCode.BODY_TOO_LARGE, maxBytes / BYTES_PER_MB));
    }

    private static long length(String header) {
        try {
            return Long.parseLong(header.trim());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private final class Reading {

        private final Exchange exchange;
        private final Consumer<byte[]> then;
        private final Consumer<Failure> failed;
        private final Buffer body;
        private final Deadlines.Watch pause;
        private boolean over;

        Reading(Exchange exchange, Consumer<byte[]> then, Consumer<Failure> failed, Buffer body) {
            this.exchange = exchange;
            this.then = then;
            this.failed = failed;
            this.body = body;
            this.pause = exchange.loop().deadlines().start(pauseMs, this::tooSlow);
        }

        void start() {
            HttpServerRequest request = exchange.request();
            request.handler(this::piece);
            request.endHandler(end -> {
                if (finish()) {
                    then.accept(body.getBytes());
                }
            });
            request.exceptionHandler(broken -> finish());
            exchange.onGone(this::finish);
        }

        private void piece(Buffer piece) {
            if (over) {
                return;
            }
            pause.heard();
            if (body.length() + (long) piece.length() > maxBytes) {
                finish();
                refuse(exchange, failed);
            } else {
                body.appendBuffer(piece);
            }
        }

        private void tooSlow() {
            if (finish()) {
                exchange.putHeader("connection", "close");
                failed.accept(Failure.of(ErrorCode.BODY_TIMEOUT));
            }
        }

        /** Ends the reading; false if it had ended before. */
        private boolean finish() {
            boolean first = !over;
            over = true;
            pause.stop();
            return first;
        }
    }
}
