package dev.sprue.gateway.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Http1Messages;
import dev.sprue.gateway.testing.Tries;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests of every shape, however they are cut, beside Netty's reading of them; and who waits for whom. */
class Http1ServerConnectionTest {

    private static final String TAIL = "GET /tail HTTP/1.1\r\nhost: h\r\n\r\n";

    /** One connection whose requests are answered as soon as their body is there, unless the test takes them. */
    private static final class Rigged implements Http1ServerConnection.Requests {

        private final List<String> seen = new ArrayList<>();
        private final List<Throwable> broken = new ArrayList<>();
        private final List<HttpCall> calls = new ArrayList<>();
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private boolean answers = true;
        private boolean reads = true;
        private boolean refused;

        Rigged() {
            channel.pipeline()
                    .addLast(new Http1ServerConnection(
                            channel, new Http1ServerConnection.Limits(1_000, 4_000, 30_000), this, broken::add));
        }

        @Override
        public void request(HttpCall call) {
            calls.add(call);
            if (reads) {
                call.readBody(new Body(call));
            }
        }

        @Override
        public void malformed(HttpCall call, Http1ServerConnection.Fault fault) {
            refused = true;
            int status =
                    switch (fault) {
                        case UNREADABLE -> 400;
                        case TOO_LARGE -> 431;
                        case TOO_SLOW -> 408;
                    };
            call.answer(status, Buffer.buffer());
        }

        Rigged feed(String text) {
            return feed(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Rigged feed(byte[] bytes) {
            if (channel.isActive()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes));
            }
            return this;
        }

        String written() {
            StringBuilder out = new StringBuilder();
            for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
                out.append(piece.toString(StandardCharsets.ISO_8859_1));
                piece.release();
            }
            return out.toString();
        }

        private final class Body implements BodySink {

            private final HttpCall call;
            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            Body(HttpCall call) {
                this.call = call;
            }

            @Override
            public void piece(Buffer piece) {
                bytes.writeBytes(piece.getBytes());
            }

            @Override
            public void ended() {
                seen.add(call.method() + " " + call.path() + "?" + call.query() + " "
                        + bytes.toString(StandardCharsets.ISO_8859_1));
                if (answers) {
                    call.answer(200, Buffer.buffer("ok"));
                }
            }

            @Override
            public void broken() {
                refused = true;
                if (!call.isClosed()) {
                    call.answer(400, Buffer.buffer());
                }
            }
        }
    }

    private static byte[] request(Http1Messages messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String target = messages.one("/", "/a/b", "/a?b=c", "/%20?", "*", "http://other:80/a?b");
        String host = messages.anyCase("host") + ":" + messages.one("", " ") + "h\r\n";
        out.writeBytes((messages.one("", "", "\r\n") + messages.one("GET", "POST", "PUT", "GAT", "POSE", "BREW") + " "
                        + target + " HTTP/1.1\r\n" + messages.headers() + host)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(
                messages.one(true, true, false)
                        ? messages.framed(messages.body(40))
                        : "\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] several(Http1Messages messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = messages.one(1, 2, 3); i > 0; i--) {
            out.writeBytes(request(messages));
        }
        return out.toByteArray();
    }

    /** A caller that sends its head a byte at a time is never idle. */
    @Test
    void aHeadThatNeverEndsIsRefused() {
        Rigged slow = new Rigged();
        slow.channel.freezeTime();
        String head = "GET /a HTTP/1.1\r\nhost: h\r\nx: ";
        for (int i = 0; i < 29; i++) {
            slow.feed(head.substring(i, i + 1));
            slow.channel.advanceTimeBy(1, TimeUnit.SECONDS);
            slow.channel.runScheduledPendingTasks();
            assertThat(slow.refused).isFalse();
        }
        slow.channel.advanceTimeBy(2, TimeUnit.SECONDS);
        slow.channel.runScheduledPendingTasks();
        assertThat(slow.written()).startsWith("HTTP/1.1 408 ").contains("connection: close");
        assertThat(slow.feed("y\r\n\r\n").seen).isEmpty();
        assertThat(slow.channel.finishAndReleaseAll()).isFalse();
    }

    /** The time runs for one head, not for the connection, and not while a request is served. */
    @Test
    void aHeadInTimeStopsTheClock() {
        Rigged steady = new Rigged();
        steady.channel.freezeTime();
        for (int i = 0; i < 5; i++) {
            steady.feed("GET /" + i + " HTTP/1.1\r\n");
            steady.channel.advanceTimeBy(20, TimeUnit.SECONDS);
            steady.channel.runScheduledPendingTasks();
            steady.feed("host: h\r\n\r\n");
            steady.channel.advanceTimeBy(20, TimeUnit.SECONDS);
            steady.channel.runScheduledPendingTasks();
        }
        assertThat(steady.refused).isFalse();
        assertThat(steady.seen).hasSize(5);
        assertThat(steady.channel.isActive()).isTrue();
        steady.channel.finishAndReleaseAll();
    }

    @Test
    void anyCutGivesTheSameRequests() {
        for (int seed = 0; seed < Tries.of(200, 5_000); seed++) {
            Http1Messages messages = new Http1Messages(seed);
            byte[] wire = several(messages);
            Rigged whole = new Rigged().feed(wire).feed(TAIL);
            whole.channel.finishAndReleaseAll();
            assertThat(whole.refused).as("seed %d", seed).isFalse();
            assertThat(whole.seen).last().isEqualTo("GET /tail? ");
            for (int step : new int[] {1, 3, 0}) {
                Rigged cut = new Rigged();
                messages.cut(wire, step).forEach(cut::feed);
                cut.feed(TAIL);
                assertThat(cut.seen).as("seed %d, step %d", seed, step).isEqualTo(whole.seen);
                assertThat(cut.written())
                        .hasSize(whole.seen.size() * "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".length());
            }
        }
    }

    /** The order of requests on one connection is what smuggling attacks: we read what Netty reads, or refuse. */
    @Test
    void readsTheSameAsNettyOrRefuses() {
        int survived = 0;
        for (int seed = 0; seed < Tries.of(6_000, 300_000); seed++) {
            Http1Messages messages = new Http1Messages(seed);
            byte[] wire = several(messages);
            byte[] hurt = seed % 10 == 0 ? wire : messages.damaged(wire);
            Rigged ours = new Rigged();
            messages.cut(hurt, messages.one(0, 1, hurt.length)).forEach(ours::feed);
            ours.feed(TAIL);
            List<String> theirs = netty(hurt);
            assertThat(ours.seen)
                    .as("seed %d: %s", seed, new String(hurt, StandardCharsets.ISO_8859_1))
                    .isEqualTo(theirs.subList(0, Math.min(theirs.size(), ours.seen.size())));
            if (hurt == wire) {
                assertThat(ours.seen).isEqualTo(theirs);
            } else if (ours.seen.size() > 1) {
                survived++;
            }
            assertThat(ours.broken).isEmpty();
            ours.channel.finishAndReleaseAll();
        }
        assertThat(survived).as("some survive the damage").isGreaterThan(100);
    }

    private static List<String> netty(byte[] wire) {
        EmbeddedChannel channel =
                new EmbeddedChannel(new HttpRequestDecoder(new HttpDecoderConfig().setMaxHeaderSize(65_536)));
        channel.writeInbound(Unpooled.copiedBuffer(wire));
        channel.writeInbound(Unpooled.copiedBuffer(TAIL, StandardCharsets.US_ASCII));
        List<String> seen = new ArrayList<>();
        StringBuilder request = new StringBuilder();
        for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
            if (object.decoderResult().isFailure()) {
                seen.add("refused: " + object.decoderResult().cause());
            }
            if (object instanceof HttpRequest head) {
                request.setLength(0);
                request.append(head.method())
                        .append(' ')
                        .append(target(head.uri()))
                        .append(' ');
            }
            if (object instanceof HttpContent content) {
                request.append(content.content().toString(StandardCharsets.ISO_8859_1));
                content.release();
                if (object instanceof LastHttpContent) {
                    seen.add(request.toString());
                }
            }
        }
        channel.finishAndReleaseAll();
        return seen;
    }

    private static String target(String uri) {
        int authority = uri.indexOf("://");
        int slash = authority < 0 ? -1 : uri.indexOf('/', authority + 3);
        int query = uri.indexOf('?');
        String target = authority < 0 || query >= 0 && query < authority
                ? uri
                : slash >= 0 && (query < 0 || slash < query)
                        ? uri.substring(slash)
                        : query < 0 ? "/" : "/" + uri.substring(query);
        return target.contains("?") ? target : target + "?";
    }
}
