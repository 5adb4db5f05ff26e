package dev.sprue.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {

    private static final String LENGTH =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-length: 7\r\n\r\n{\"a\":1}";
    private static final String CHUNKS = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx-request-id: 1\r\n\r\n"
            + "3\r\n{\"a\r\nA;name=value\r\n\":\"0123456\r\n2\r\n\"}\r\n0\r\n\r\n";
    private static final String TRAILERS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx-a: b\r\nx-c: d\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";

    private final WholeBody body = new WholeBody();
    private final AnswerParser parser = new AnswerParser(body);

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKS, TRAILERS, EMPTY})
    void readsTheSameWhereverAnAnswerIsCut(String answer) throws WireException {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        parser.begin();
        assertThat(parser.feed(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        int status = parser.status();
        byte[] whole = body.get();
        assertThat(parser.complete()).isTrue();
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                parser.begin();
                parser.feed(bytes, 0, first);
                parser.feed(bytes, first, second);
                assertThat(parser.complete()).isEqualTo(second == bytes.length);
                parser.feed(bytes, second, bytes.length);
                assertThat(parser.complete()).isTrue();
                assertThat(parser.status()).isEqualTo(status);
                assertThat(body.get()).isEqualTo(whole);
            }
        }
    }

    @Test
    void findsStatusAndBody() throws WireException {
        feed(LENGTH);
        assertThat(parser.status()).isEqualTo(200);
        assertThat(body.get()).asString().isEqualTo("{\"a\":1}");
        feed(CHUNKS);
        assertThat(body.get()).asString().isEqualTo("{\"a\":\"0123456\"}");
        feed(TRAILERS);
        assertThat(body.get()).asString().isEqualTo("{}");
        feed(EMPTY);
        assertThat(parser.status()).isEqualTo(204);
        assertThat(body.get()).isEmpty();
    }

    @Test
    void stopsAtTheAnswersEnd() throws WireException {
        byte[] two = (LENGTH + EMPTY).getBytes(StandardCharsets.US_ASCII);
        parser.begin();
        assertThat(parser.feed(two, 0, two.length)).isEqualTo(LENGTH.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}}\r\n"
            })
    void refusesWhatItCannotRead(String answer) {
        assertThatThrownBy(() -> feed(answer)).isInstanceOf(WireException.class);
    }

    @Test
    void refusesAnEndlessHead() {
        assertThatThrownBy(() -> feed("HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("longer than");
    }

    private void feed(String answer) throws WireException {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        parser.begin();
        parser.feed(bytes, 0, bytes.length);
    }
}
