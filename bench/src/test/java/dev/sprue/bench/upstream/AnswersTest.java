package dev.sprue.bench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.bench.wire.StampedEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the upstream says in each dialect. */
class AnswersTest {

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aPieceCarriesTheTimeAtWhichItIsSent(Provider provider) {
        Answers answers = new Answers(provider.wire());
        List<Long> stamps = new ArrayList<>();
        StampedEvents events = new StampedEvents(0, stamps::add);
        events.begin();
        for (long now : List.of(17L, 1_234_567_890_123_456_789L)) {
            byte[] piece = bytes(answers.stamped(now));
            events.bytes(piece, 0, piece.length);
        }
        assertThat(stamps).containsExactly(17L, 1_234_567_890_123_456_789L);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aStreamHasEachPieceOfTheText(Provider provider) {
        String stream = new String(
                bytes(new Answers(provider.wire()).burst(RequestKind.BURST_USAGE)), StandardCharsets.ISO_8859_1);
        assertThat(stream.split(Wire.TEXT, -1)).hasSize(Answers.CHUNKS + 1);
        assertThat(stream).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void theChecksumsOfAFrameAreRightWhateverItsTime() {
        byte[] chunk = bytes(new Answers(Provider.BEDROCK.wire()).stamped(42));
        int from = new String(chunk, StandardCharsets.ISO_8859_1).indexOf("\r\n") + 2;
        ByteBuffer frame = ByteBuffer.wrap(chunk, from, chunk.length - from - 2).slice();
        assertThat(frame.getInt(0)).isEqualTo(frame.limit());
        assertThat(frame.getInt(8)).isEqualTo(crc(frame, 8));
        assertThat(frame.getInt(frame.limit() - 4)).isEqualTo(crc(frame, frame.limit() - 4));
    }

    private static int crc(ByteBuffer frame, int length) {
        CRC32 crc = new CRC32();
        crc.update(frame.slice(0, length));
        return (int) crc.getValue();
    }

    @Test
    void thePathTellsTheDialect() {
        assertThat(Provider.of("/v1/chat/completions")).isEqualTo(Provider.OPENAI);
        assertThat(Provider.of("/v1/messages")).isEqualTo(Provider.ANTHROPIC);
        assertThat(Provider.of("/v1beta/models/upstream-gpt-4o:generateContent"))
                .isEqualTo(Provider.GEMINI);
        assertThat(Provider.of("/model/upstream-gpt-4o/converse")).isEqualTo(Provider.BEDROCK);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
