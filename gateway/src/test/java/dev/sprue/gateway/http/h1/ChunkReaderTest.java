package dev.sprue.gateway.http.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Http1Messages;
import dev.sprue.gateway.testing.Tries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunked bodies, however they are cut. */
class ChunkReaderTest {

    @Test
    void anyCutGivesTheSameBody() throws Exception {
        for (int seed = 0; seed < Tries.of(300, 10_000); seed++) {
            Http1Messages messages = new Http1Messages(seed);
            byte[] body = messages.body(600);
            byte[] wire = messages.chunked(body);
            for (int step : new int[] {wire.length, 1, 2, 0}) {
                assertThat(read(messages.cut(wire, step)))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(body);
            }
        }
    }

    @Test
    void whatFollowsTheBodyIsNotTouched() throws Exception {
        byte[] wire = "3;a=b\r\nabc\r\n0\r\nx: y\r\n\r\n5\r\nGET /".getBytes(StandardCharsets.US_ASCII);
        ChunkReader reader = new ChunkReader();
        reader.begin();
        int end = reader.read(wire, 0, wire.length);
        assertThat(reader.isDone()).isTrue();
        assertThat(new String(wire, end, wire.length - end, StandardCharsets.US_ASCII))
                .isEqualTo("5\r\nGET /");
    }

    /** Some of these other readers take, and find another end than the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                ";x\r\n",
                "-1\r\n",
                "+1\r\na\r\n",
                "0x1\r\na\r\n",
                " 1\r\na\r\n",
                "1_0\r\na\r\n",
                "fffffffffffffffff\r\na",
                "0000000000000001\r\na",
                "1\na\r\n0\r\n\r\n",
                "1\r\na\n0\r\n\r\n",
                "1\r\na0\r\n\r\n",
                "1\r\nab\r\n",
                "1\r\na\r\r\n",
                "1\r\ra\r\n",
                "1;x\ny\r\na\r\n0\r\n\r\n",
                "1;x\ry\r\na\r\n0\r\n\r\n",
                "1;\0\r\na\r\n",
                "0\n\r\n",
                "0\r\n\n",
                "0\r\n\r\r\n",
                "0\r\nx: y\n\r\n",
                "0\r\nx: \0\r\n\r\n",
                "0\r\nx: a\rb\r\n\r\n",
                "0\r\n: y\r\n\r\n",
                "0\r\nx\r\n\r\n",
                "0\r\nx : y\r\n\r\n",
                "0\r\nx: y\r\n folded\r\n\r\n"
            })
    void refusesWhatCouldBeReadInTwoWays(String wire) {
        for (int step : new int[] {1, 100}) {
            assertThatThrownBy(() -> read(new Http1Messages(1).cut(wire.getBytes(StandardCharsets.ISO_8859_1), step)))
                    .as("step %d", step)
                    .isInstanceOf(BadMessageException.class);
        }
    }

    @Test
    void linesAndTrailersHaveAnEnd() {
        for (String wire : List.of("1;" + "x".repeat(5_000), "0\r\n" + "x: y\r\n".repeat(20_000))) {
            assertThatThrownBy(() -> read(new Http1Messages(1).cut(wire.getBytes(StandardCharsets.US_ASCII), 1_000)))
                    .isInstanceOf(BadMessageException.class);
        }
    }

    private static byte[] read(List<byte[]> pieces) throws BadMessageException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ChunkReader reader = new ChunkReader();
        reader.begin();
        for (byte[] piece : pieces) {
            assertThat(reader.isDone()).isFalse();
            assertThat(reader.read(piece, 0, piece.length)).isEqualTo(piece.length);
            body.write(piece, reader.dataFrom(), reader.dataTo() - reader.dataFrom());
        }
        assertThat(reader.isDone()).isTrue();
        return body.toByteArray();
    }
}
