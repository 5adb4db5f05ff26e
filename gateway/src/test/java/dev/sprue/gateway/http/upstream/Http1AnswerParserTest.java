package dev.sprue.gateway.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.http.h1.BadMessageException;
import dev.sprue.gateway.testing.Http1Messages;
import dev.sprue.gateway.testing.Tries;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of every shape, however they are cut, beside Netty's reading of them. */
class Http1AnswerParserTest {

    /** One answer as it was read. */
    private record Read(int status, String body, boolean done, boolean reusable) {}

    private static final class Taker implements Http1AnswerParser.Handler {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;

        @Override
        public void head(Http1Head head) {
            assertThat(status).as("one head").isZero();
            status = head.status();
        }

        @Override
        public void body(byte[] bytes, int from, int to) {
            assertThat(status).as("a head before the body").isPositive();
            body.write(bytes, from, to - from);
        }
    }

    private static Read read(List<byte[]> pieces, boolean closed) throws BadMessageException {
        Taker taker = new Taker();
        Http1AnswerParser parser = new Http1AnswerParser(taker);
        parser.begin();
        assertThat(parser.hasBegun()).isFalse();
        for (byte[] piece : pieces) {
            parser.feed(piece.clone());
        }
        if (closed) {
            parser.closed();
        }
        return new Read(
                taker.status, taker.body.toString(StandardCharsets.ISO_8859_1), parser.isDone(), parser.isReusable());
    }

    private static Read whole(String wire) throws BadMessageException {
        return read(List.of(wire.getBytes(StandardCharsets.ISO_8859_1)), false);
    }

    private static byte[] answer(Http1Messages messages, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String interim =
                messages.one("", "", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n");
        String reason = messages.one("", " ", " OK", " Not  what you wanted");
        out.writeBytes(
                (interim + "HTTP/1.1 " + messages.one(200, 201, 404, 500, 599) + reason + "\r\n" + messages.headers())
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(messages.framed(body));
        return out.toByteArray();
    }

    @Test
    void anyCutGivesTheSameAnswer() throws Exception {
        for (int seed = 0; seed < Tries.of(200, 10_000); seed++) {
            Http1Messages messages = new Http1Messages(seed);
            byte[] body = messages.body(500);
            byte[] wire = answer(messages, body);
            Read inOnePiece = read(List.of(wire), false);
            assertThat(inOnePiece.body).as("seed %d", seed).isEqualTo(new String(body, StandardCharsets.ISO_8859_1));
            assertThat(inOnePiece.reusable).isTrue();
            for (int step : new int[] {1, 3, 0}) {
                assertThat(read(messages.cut(wire, step), false))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(inOnePiece);
            }
        }
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() throws Exception {
        byte[] wire = "HTTP/1.1 200 OK\r\nx: y\r\n\r\nabcdef".getBytes(StandardCharsets.US_ASCII);
        for (int step : new int[] {1, 7, 100}) {
            List<byte[]> pieces = new Http1Messages(1).cut(wire, step);
            assertThat(read(pieces, false)).isEqualTo(new Read(200, "abcdef", false, false));
            assertThat(read(pieces, true)).isEqualTo(new Read(200, "abcdef", true, false));
        }
    }

    @Test
    void readsTheSameAsNettyOrRefuses() throws Exception {
        int accepted = 0;
        for (int seed = 0; seed < Tries.of(6_000, 300_000); seed++) {
            Http1Messages messages = new Http1Messages(seed);
            byte[] wire = answer(messages, messages.body(40));
            byte[] hurt = seed % 10 == 0 ? wire : messages.damaged(wire);
            Read ours;
            try {
                ours = read(messages.cut(hurt, messages.one(0, 1, hurt.length)), false);
            } catch (BadMessageException refused) {
                assertThat(hurt).as("seed %d is well formed", seed).isNotSameAs(wire);
                continue;
            }
            if (ours.done) {
                accepted++;
                assertThat(ours)
                        .as("seed %d: %s", seed, new String(hurt, StandardCharsets.ISO_8859_1))
                        .satisfies(read ->
                                assertThat(List.of(read.status, read.body)).isEqualTo(netty(hurt)));
            }
        }
        assertThat(accepted).as("some survive the damage").isGreaterThan(100);
    }

    /** Status and body of the first final answer. */
    private static @Nullable List<Object> netty(byte[] wire) {
        EmbeddedChannel channel =
                new EmbeddedChannel(new HttpResponseDecoder(new HttpDecoderConfig().setMaxHeaderSize(65_536)));
        channel.writeInbound(Unpooled.copiedBuffer(wire));
        List<Object> first = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Object> found = null;
        for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
            if (object instanceof HttpResponse response && found == null) {
                first.clear();
                body.reset();
                first.add(response.status().code());
            }
            if (object.decoderResult().isFailure() && found == null) {
                found = List.of("refused: " + object.decoderResult().cause());
            }
            if (object instanceof HttpContent content) {
                byte[] bytes = new byte[content.content().readableBytes()];
                content.content().readBytes(bytes);
                content.release();
                body.writeBytes(bytes);
                if (object instanceof LastHttpContent
                        && found == null
                        && !first.get(0).toString().startsWith("1")) {
                    found = List.of(first.get(0), body.toString(StandardCharsets.ISO_8859_1));
                }
            }
        }
        channel.finishAndReleaseAll();
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK~content-length: 2~~ab                                        | true
            HTTP/1.1 200 OK~content-length: 2~Connection: Keep-Alive~~ab                 | true
            HTTP/1.1 200 OK~content-length: 2~connection: foo, Close~~ab                 | false
            HTTP/1.1 200 OK~content-length: 2~connection: keep-alive~connection: close~~ab | false
            HTTP/1.0 200 OK~content-length: 2~~ab                                        | false
            HTTP/1.0 200 OK~content-length: 2~connection: keep-alive~~ab                 | true
            HTTP/1.0 200 OK~transfer-encoding: chunked~connection: keep-alive~~2~ab~0~~  | false
            HTTP/1.1 200 OK~transfer-encoding: chunked~content-length: 9~~2~ab~0~~       | false
            HTTP/1.1 200 OK~content-length: 2~~abc                                       | false
            HTTP/1.1 204 No Content~~                                                    | true
            HTTP/1.1 204 No Content~content-length: 0~~                                  | true
            HTTP/1.1 204 No Content~content-length: 2~~                                  | false
            HTTP/1.1 204 No Content~transfer-encoding: chunked~~                         | false
            HTTP/1.1 304 Not Modified~content-length: 20~~                               | true
            HTTP/1.1 200~content-length: 0~~                                             | true
            """)
    void saysWhetherTheConnectionGoesOn(String wire, boolean goesOn) throws Exception {
        Read read = whole(wire.replace("~", "\r\n"));
        assertThat(read.done).isTrue();
        assertThat(read.reusable).isEqualTo(goesOn);
        assertThat(read.body).isEqualTo(wire.contains("ab") ? "ab" : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 O\rK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: y\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 1, 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length:\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 123456789012345678x12345678901234567890\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: a\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx : a\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: a\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n"
            })
    void refusesWhatIsNoAnswer(String wire) {
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        for (int step : new int[] {1, bytes.length}) {
            assertThatThrownBy(() -> read(new Http1Messages(1).cut(bytes, step), false))
                    .isInstanceOf(BadMessageException.class);
        }
    }

    @Test
    void aHeadHasAnEnd() throws Exception {
        String longest = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx: ";
        String end = "\r\n\r\n";
        String fits = longest + "x".repeat(65_536 - longest.length() - end.length()) + end;
        for (int step : new int[] {1_000, 65_536}) {
            assertThat(read(new Http1Messages(1).cut(fits.getBytes(StandardCharsets.US_ASCII), step), false).done)
                    .isTrue();
            byte[] over = fits.replace("x: ", "x: x").getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> read(new Http1Messages(1).cut(over, step), false))
                    .isInstanceOf(BadMessageException.class);
        }
    }
}
