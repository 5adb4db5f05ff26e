package dev.sprue.gateway.providers.bedrock.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.providers.upstream.BadFrameException;
import dev.sprue.gateway.testing.Tries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of event streams: AWS's own vectors, every cut, every broken bit. */
class EventStreamFramingTest {

    private static final int MAX_BYTES = 1_000_000;

    /** A message as it was handed on. */
    private record Got(String type, String contentType, String payload) {}

    private final List<Got> got = new ArrayList<>();
    private final Message message = new Message();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty message|000000100000000005c248eb7d98c8ff||",
                "int32 header|0000002b0000000e348bec7b086576656e742d6964040000a00c7b27666f6f273a27626172277dd3890285||{'foo':'bar'}",
                "payload, no headers|0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936||{'foo':'bar'}",
                "payload, one string header|0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f"
                        + "6a736f6e7b27666f6f273a27626172277d8d9c08b1|application/json|{'foo':'bar'}",
            })
    void vectorsThatAreRightAreRead(String name, String hex, String contentType, String payload) throws Exception {
        feed(HexFormat.of().parseHex(hex));
        assertThat(got)
                .as(name)
                .containsExactly(new Got("", contentType == null ? "" : contentType, payload == null ? "" : payload));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corrupted headers|0000003d0000002007fd83960c636f6e74656e742b747970650700106170706c69636174696f6e2f"
                        + "6a736f6e7b27666f6f273a27626172277d8d9c08b1|a message with a wrong checksum",
                "corrupted header length|0000003d0000012007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f"
                        + "6a736f6e7b27666f6f273a27626172277d8d9c08b1|a message whose lengths have a wrong checksum",
                "corrupted length|0100001d00000000fd528c5a7b27666f6f273a27626172277dc3653936|a message whose lengths have a"
                        + " wrong checksum",
                "corrupted payload|0000001d00000000fd528c5a7b27666f6f273a27626172278dc3653936|a message with a wrong checksum",
            })
    void vectorsThatAreWrongAreRefused(String name, String hex, String what) {
        assertThatThrownBy(() -> feed(HexFormat.of().parseHex(hex)))
                .as(name)
                .isInstanceOf(BadFrameException.class)
                .hasMessage(what);
        assertThat(got).isEmpty();
    }

    /** Every cut in two, and byte by byte: framing bugs sit at buffer borders. */
    @Test
    void aStreamCutAnywhereGivesTheSameMessages() throws Exception {
        byte[] stream = stream();
        List<Got> whole = List.copyOf(feed(stream));
        assertThat(whole).hasSize(4);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(feed(Arrays.copyOfRange(stream, 0, cut), Arrays.copyOfRange(stream, cut, stream.length)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        byte[][] single = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            single[i] = new byte[] {stream[i]};
        }
        assertThat(feed(single)).isEqualTo(whole);
    }

    @Test
    void aStreamCutAtRandomGivesTheSameMessages() throws Exception {
        Random random = new Random(7);
        byte[] stream = stream();
        List<Got> whole = List.copyOf(feed(stream));
        for (int i = 0; i < Tries.of(200, 20_000); i++) {
            List<byte[]> pieces = new ArrayList<>();
            int at = 0;
            while (at < stream.length) {
                int next = Math.min(stream.length, at + random.nextInt(1 << random.nextInt(8)));
                pieces.add(Arrays.copyOfRange(stream, at, next));
                at = next;
            }
            assertThat(feed(pieces.toArray(byte[][]::new))).isEqualTo(whole);
        }
    }

    /** A checksum of 32 bits finds every single bit that has turned over. */
    @Test
    void everyTurnedBitIsFound() throws Exception {
        byte[] right = Messages.event("contentBlockDelta", "{\"delta\":{\"text\":\"é😀\"},\"contentBlockIndex\":0}");
        assertThat(feed(right)).hasSize(1);
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> feed(wrong)).as("bit %d", bit).isInstanceOf(BadFrameException.class);
            assertThat(got).isEmpty();
        }
    }

    @Test
    void whatIsRightInFrontOfABrokenMessageIsHandedOn() {
        byte[] right = Messages.event("messageStart", "{\"role\":\"assistant\"}");
        byte[] wrong = right.clone();
        wrong[wrong.length - 1] ^= 1;
        assertThatThrownBy(() -> feed(right, right, wrong)).isInstanceOf(BadFrameException.class);
        assertThat(got).hasSize(2);
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedByItsPrelude() {
        byte[] large = Messages.message(Map.of(), "x".repeat(MAX_BYTES));
        assertThatThrownBy(() -> feed(Arrays.copyOf(large, 12)))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("an event of more than 1000000 bytes");
    }

    /** The longest message that is allowed, in small pieces: what is kept never has more than twice the room that it needs. */
    @Test
    void aLongMessageIsKeptWithoutWaste() throws Exception {
        byte[] large = Messages.message(Map.of(":event-type", "e"), "x".repeat(MAX_BYTES - 100));
        EventStreamFraming framing = new EventStreamFraming(MAX_BYTES, this::take);
        for (int at = 0; at < large.length; at += 1_000) {
            int to = Math.min(large.length, at + 1_000);
            framing.feed(Arrays.copyOfRange(large, at, to), 0, to - at);
            assertThat(framing.heldBytes()).isLessThanOrEqualTo(2 * to);
        }
        assertThat(got).hasSize(1);
        assertThat(framing.heldBytes()).isZero();
        assertThat(framing.hasRemainder()).isFalse();
    }

    @Test
    void halfAMessageIsARemainderAndNoEvent() throws Exception {
        byte[] right = Messages.event("messageStart", "{\"role\":\"assistant\"}");
        for (int length = 1; length < right.length; length++) {
            EventStreamFraming framing = new EventStreamFraming(MAX_BYTES, this::take);
            framing.feed(right, 0, length);
            assertThat(framing.hasRemainder()).isTrue();
            assertThatThrownBy(framing::finish).isInstanceOf(BadFrameException.class);
        }
        assertThat(got).isEmpty();
    }

    /** Right checksums do not make a message right: lengths and headers are looked at all the same. */
    @ParameterizedTest
    @CsvSource({
        "05666f6f, a name beyond the headers",
        "03666f6f, no type",
        "03666f6f07, no length",
        "03666f6f0700, half a length",
        "03666f6f070005616263, a text beyond the headers",
        "03666f6f0a00, a type that there is not",
        "03666f6f0400, half a number",
        "03666f6f0801020304050607, half a time"
    })
    void headersThatCannotBeReadAreRefused(String hex, String name) {
        byte[] broken = Messages.framed(HexFormat.of().parseHex(hex), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> feed(broken))
                .as(name)
                .isInstanceOf(BadFrameException.class)
                .hasMessage("a message whose headers cannot be read");
    }

    /** Every type of header that the format has, in front of the ones that are wanted. */
    @Test
    void headersOfEveryTypeArePassedOver() throws Exception {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.writeBytes(HexFormat.of()
                .parseHex("016100" + "016201" + "016302ff" + "0164030102" + "01650401020304" + "0166050102030405060708"
                        + "0167060003010203" + "016908" + "0102030405060708" + "016a09"
                        + "0102030405060708090a0b0c0d0e0f10"));
        headers.writeBytes(HexFormat.of().parseHex("0b3a6576656e742d7479706507000361c3a9"));
        feed(Messages.framed(headers.toByteArray(), "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(got).containsExactly(new Got("aé", "", "{}"));
    }

    private static byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Messages.event("messageStart", "{\"role\":\"assistant\"}"));
        out.writeBytes(Messages.event("contentBlockDelta", "{\"delta\":{\"text\":\"é😀\"},\"contentBlockIndex\":0}"));
        out.writeBytes(Messages.message(Map.of(), ""));
        out.writeBytes(Messages.exception("throttlingException", "{\"message\":\"slow down\"}"));
        return out.toByteArray();
    }

    private List<Got> feed(byte[]... pieces) throws BadFrameException {
        got.clear();
        EventStreamFraming framing = new EventStreamFraming(MAX_BYTES, this::take);
        for (byte[] piece : pieces) {
            // Behind something else, since offsets are easily taken for zero.
            byte[] shifted = new byte[piece.length + 3];
            System.arraycopy(piece, 0, shifted, 3, piece.length);
            framing.feed(shifted, 3, shifted.length);
        }
        assertThat(framing.hasRemainder()).isFalse();
        return got;
    }

    private void take(byte[] data, int from, int to) {
        message.read(data, from, to);
        got.add(new Got(
                message.header(":event-type"),
                message.header("content-type"),
                new String(
                        message.bytes(),
                        message.payloadFrom(),
                        message.payloadTo() - message.payloadFrom(),
                        StandardCharsets.UTF_8)));
    }
}
