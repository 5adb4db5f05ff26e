package dev.sprue.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodySinksTest {

    private static final String STREAM =
            "data: {\"ts\":\"@ts0000000000000000017\",\"x\":1}\n\ndata: {\"ts\":\"@ts0000000000000000042\"}\n\ndata: [DONE]\n\n";

    @Test
    void findsStampsAndEventsWhereverAStreamIsCut() {
        byte[] bytes = bytes(STREAM);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<Long> stamps = new ArrayList<>();
            StampedEvents events = new StampedEvents(3, stamps::add);
            events.begin();
            events.bytes(bytes, 0, cut);
            events.bytes(bytes, cut, bytes.length);
            assertThat(events.complaint()).isNull();
            assertThat(stamps).containsExactly(17L, 42L);
        }
    }

    @Test
    void missesEventsAndTheEnd() {
        assertThat(complaint(new StampedEvents(4, stamp -> {}), STREAM)).contains("3 events instead of 4");
        assertThat(complaint(new StampedEvents(2, stamp -> {}), STREAM.replace("data: [DONE]\n\n", "")))
                .contains("ends in");
    }

    @Test
    void seesABodyThatIsNotTheSameWhereverItIsCut() {
        byte[] known = bytes("{\"object\":\"chat.completion\"}");
        SameBody sink = new SameBody(known);
        for (int cut = 0; cut <= known.length; cut++) {
            sink.begin();
            sink.bytes(known, 0, cut);
            assertThat(sink.complaint() == null).isEqualTo(cut == known.length);
            sink.bytes(known, cut, known.length);
            assertThat(sink.complaint()).isNull();
        }
        assertThat(complaint(sink, "{\"object\":\"chat.completion\" ")).contains("ends in");
        assertThat(complaint(sink, "{\"object\":\"chat.completion\"} ")).contains("29 bytes instead of 28");
        assertThat(complaint(new SameBody(bytes("{}")), "{}")).isEmpty();
    }

    private static String complaint(BodySink sink, String body) {
        byte[] bytes = bytes(body);
        sink.begin();
        sink.bytes(bytes, 0, bytes.length);
        return String.valueOf(sink.complaint()).replace("null", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
