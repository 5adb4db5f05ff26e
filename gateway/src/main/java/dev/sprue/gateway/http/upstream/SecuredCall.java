package dev.sprue.gateway.http.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request by Vert.x's client. */
final class SecuredCall implements UpstreamCall {

    private final Context context;
    private final Buffer body;
    private final UpstreamSink sink;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean turnEnds;
    private boolean paused;
    private boolean over;

    /** @param context the event loop on which everything happens */
    SecuredCall(Context context, Buffer body, UpstreamSink sink) {
        this.context = context;
        this.body = body;
        this.sink = sink;
    }

    void made(AsyncResult<HttpClientRequest> result) {
        if (result.failed()) {
            if (!over) {
                over = true;
                sink.unreachable(result.cause());
            }
            return;
        }
        HttpClientRequest fresh = result.result();
        if (over) {
            fresh.reset();
            return;
        }
        request = fresh;
        fresh.send(body).onComplete(answered -> {
            if (answered.failed()) {
                broken();
            } else {
                answered(answered.result());
            }
        });
    }

    private void answered(HttpClientResponse answer) {
        if (over) {
            return;
        }
        response = answer;
        answer.exceptionHandler(cause -> broken());
        answer.handler(this::piece);
        answer.endHandler(ended -> end());
        if (paused) {
            answer.pause();
        }
        sink.head(new Head(answer));
    }

    private void piece(Buffer piece) {
        if (!over) {
            HeapBytes bytes = HeapBytes.of(piece);
            sink.body(bytes.array(), bytes.from(), bytes.to());
            if (!turnEnds) {
                // One read often brings many pieces.
                turnEnds = true;
                context.runOnContext(later -> {
                    turnEnds = false;
                    if (!over) {
                        sink.turnOver();
                    }
                });
            }
        }
    }

    private void broken() {
        if (!over) {
            over = true;
            sink.broken();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            sink.end();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (response != null && !over) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (response != null && !over) {
            response.resume();
        }
    }

    @Override
    public void reset() {
        if (!over) {
            over = true;
            if (request != null) {
                request.reset();
            }
        }
    }

    private record Head(HttpClientResponse answer) implements AnswerHead {

        @Override
        public int status() {
            return answer.statusCode();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(answer.getHeader(name));
        }
    }
}
