package dev.sprue.gateway.http.upstream;

import org.jspecify.annotations.Nullable;

/** One request on a plain connection, or on its way to one. */
final class Http1Call implements UpstreamCall {

    final UpstreamRequest request;
    final UpstreamSink sink;
    private @Nullable Http1Connection connection;
    private boolean paused;
    private boolean over;
    private boolean sentAgain;

    Http1Call(UpstreamRequest request, UpstreamSink sink) {
        this.request = request;
        this.sink = sink;
    }

    /** Takes the connection that carries it. */
    void took(Http1Connection carrier) {
        connection = carrier;
        if (paused) {
            carrier.read(false);
        }
    }

    /**
     * Whether it may be sent a second time: once, where a connection that had idled turned out to be closed before
     * anything of the answer came. The server most likely closed it just before the request reached it.
     */
    boolean maySendAgain() {
        boolean may = !over && !sentAgain;
        sentAgain = true;
        connection = null;
        return may;
    }

    /** Whether nobody wants the answer any more. */
    boolean isOver() {
        return over;
    }

    void unreachable(Throwable cause) {
        if (!over) {
            over = true;
            sink.unreachable(cause);
        }
    }

    void broken() {
        if (!over) {
            over = true;
            connection = null;
            sink.broken();
        }
    }

    void end() {
        if (!over) {
            over = true;
            connection = null;
            sink.end();
        }
    }

    @Override
    public void pause() {
        reading(false);
    }

    @Override
    public void resume() {
        reading(true);
    }

    private void reading(boolean on) {
        paused = !on;
        if (connection != null) {
            connection.read(on);
        }
    }

    @Override
    public void reset() {
        over = true;
        Http1Connection carrier = connection;
        connection = null;
        if (carrier != null) {
            carrier.close();
        }
    }
}
