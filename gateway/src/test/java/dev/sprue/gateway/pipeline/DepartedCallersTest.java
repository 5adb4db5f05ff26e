package dev.sprue.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.Footprint;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A caller that leaves stops the upstream, every time; one that is slow slows it down and loses nothing. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class DepartedCallersTest {

    private static final int TRIES = Tries.of(10, 50);
    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final int LARGE_TEXT = 60_000;
    private static final List<Entry> EACH = Entry.EACH;
    private static final String LARGE =
            "data: {\"choices\":[{\"delta\":{\"content\":\"" + "z".repeat(LARGE_TEXT) + "\"}}]}\n\n";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @SuppressWarnings("NullAway.Init")
    private Footprint before;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
        // What a surface needs once is no trace of a caller.
        upstream.script((request, connection) ->
                connection.stream().chunk(EVENT).chunk(LAST).end());
        EACH.forEach(entry -> rig.call(entry.chat(), Rig.chatBody(true)));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @BeforeEach
    void lookAtWhatIsKept() {
        rig.idle();
        before = Footprint.now();
    }

    @AfterEach
    void nothingIsLeft() {
        upstream.forget();
        rig.idle();
        Await.until("no connection to the upstream is busy", () -> upstream.open() <= 8);
        before.isBack();
        assertThat(rig.defects()).isEmpty();
    }

    @Test
    void leavingInTheMiddleOfABodyLeavesNothing() throws Exception {
        for (int declared : new int[] {1_000, 500_000, 5_000_000}) {
            for (int i = 0; i < TRIES; i++) {
                RawHttp caller = rig.connect();
                caller.send(Rig.post(Rig.CHAT) + "\ncontent-length: " + declared + "\n\n{\"messages\":")
                        .sendBytes(new byte[declared / 2]);
                Await.until("the request is open", () -> rig.door().openRequests() > 0);
                if (i % 2 == 0) {
                    caller.close();
                } else {
                    caller.reset();
                }
                rig.idle();
            }
        }
        assertThat(upstream.waiting()).isZero();
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void leavingWhileTheUpstreamThinksIsFeltThere(Entry entry) throws Exception {
        leaving(entry, connection -> {}, caller -> {});
    }

    @Test
    void leavingWhileAWholeAnswerIsAwaitedIsFeltThere() throws Exception {
        BlockingQueue<Boolean> felt = new LinkedBlockingQueue<>();
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"choices\":");
            felt.add(connection.otherCloses());
        });
        for (int i = 0; i < TRIES; i++) {
            try (RawHttp caller = rig.connect()) {
                caller.send(Rig.post(Rig.CHAT), Rig.chatBody(false));
                upstream.request();
            }
            assertThat(felt.poll(5, TimeUnit.SECONDS)).as("try %d", i).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void leavingInTheMiddleOfAStreamIsFeltThere(Entry entry) throws Exception {
        leaving(entry, connection -> connection.stream().chunk(EVENT), caller -> {
            caller.head();
            assertThat(caller.chunk()).contains("\"content\":\"a\"");
        });
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void leavingWhileTheStreamIsHeldBackIsFeltThere(Entry entry) throws Exception {
        AtomicLong sent = new AtomicLong();
        BlockingQueue<Boolean> felt = new LinkedBlockingQueue<>();
        upstream.script((request, connection) -> {
            connection.stream();
            try {
                while (true) {
                    connection.chunk(LARGE);
                    sent.incrementAndGet();
                }
            } catch (java.io.IOException closed) {
                felt.add(true);
                throw closed;
            }
        });
        for (int i = 0; i < tries(entry); i++) {
            RawHttp caller = new RawHttp(rig.port(), 4_096);
            caller.send(Rig.post(entry.chat()), Rig.chatBody(true));
            caller.head();
            untilItStalls(sent);
            if (i % 2 == 0) {
                caller.close();
            } else {
                caller.reset();
            }
            assertThat(felt.poll(5, TimeUnit.SECONDS)).as("try %d", i).isTrue();
            rig.idle();
            assertThat(rig.records().getLast().outcome()).isEqualTo(Outcome.cancelled);
        }
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void aSlowCallerGetsEveryByteAndHoldsTheUpstreamBack(Entry entry) throws Exception {
        AtomicLong sent = new AtomicLong();
        int events = 400;
        upstream.script((request, connection) -> {
            connection.stream();
            for (int i = 0; i < events; i++) {
                connection.chunk(LARGE);
                sent.incrementAndGet();
            }
            connection.chunk(LAST).end();
        });
        try (RawHttp caller = new RawHttp(rig.port(), 4_096)) {
            caller.send(Rig.post(entry.chat()), Rig.chatBody(true)).head();
            untilItStalls(sent);
            // What fits into buffers has been sent and no more: the gateway does not hoard for those who do not read.
            assertThat(sent.get()).isLessThan(events);
            long bytes = 0;
            String end = "";
            for (String chunk = caller.chunk(); !chunk.isEmpty(); chunk = caller.chunk()) {
                bytes += chunk.chars().filter(letter -> letter == 'z').count();
                end = chunk;
            }
            assertThat(bytes).isEqualTo((long) events * LARGE_TEXT);
            assertThat(end).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void aCallerThatNeverReadsIsEndedWithItsTime() throws Exception {
        BlockingQueue<Boolean> felt = new LinkedBlockingQueue<>();
        upstream.script((request, connection) -> {
            connection.stream();
            try {
                while (true) {
                    connection.chunk(LARGE);
                }
            } catch (java.io.IOException closed) {
                felt.add(true);
                throw closed;
            }
        });
        try (Rig hurried = Rig.before(upstream.port(), Rig.Bounds.WIDE.requestTimeout(500));
                RawHttp caller = new RawHttp(hurried.port(), 4_096)) {
            caller.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
            assertThat(felt.poll(5, TimeUnit.SECONDS)).isTrue();
            hurried.idle();
            assertThat(hurried.records().getLast().outcome()).isEqualTo(Outcome.failed);
        }
    }

    @Test
    void aCallerThatNeverTakesAWholeAnswerIsLetGoWhenItsConnectionHasIdled() throws Exception {
        String answer = "{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(6_000_000) + "\"}}]}";
        upstream.script((request, connection) -> connection.answer(200, "application/json", answer));
        try (Rig hurried = Rig.before(upstream.port(), Rig.Bounds.WIDE.idle(1));
                RawHttp caller = new RawHttp(hurried.port(), 4_096)) {
            caller.send(Rig.post(Rig.CHAT), Rig.chatBody(false)).head();
            assertThat(hurried.memory().heldBytes()).isPositive();
            // Its memory is free again when its connection is gone.
            hurried.idle();
            assertThat(hurried.records().getLast().outcome()).isEqualTo(Outcome.completed);
        }
    }

    @FunctionalInterface
    private interface Beginning {
        void of(ScriptedUpstream.Connection connection) throws java.io.IOException;
    }

    @FunctionalInterface
    private interface Seen {
        void by(RawHttp caller);
    }

    /** Surfaces share what happens then, so that fewer tries tell whether one of them stands in its way. */
    private static int tries(Entry entry) {
        return entry.api() == Api.MODELS ? TRIES : 4;
    }

    private static void leaving(Entry entry, Beginning beginning, Seen seen) throws Exception {
        BlockingQueue<Boolean> felt = new LinkedBlockingQueue<>();
        upstream.script((request, connection) -> {
            beginning.of(connection);
            felt.add(connection.otherCloses());
        });
        upstream.forget();
        for (int i = 0; i < tries(entry); i++) {
            RawHttp caller = rig.connect();
            caller.send(Rig.post(entry.chat()), Rig.chatBody(true));
            upstream.request();
            seen.by(caller);
            if (i % 2 == 0) {
                caller.close();
            } else {
                caller.reset();
            }
            assertThat(felt.poll(5, TimeUnit.SECONDS)).as("try %d", i).isTrue();
            rig.idle();
            assertThat(rig.records().getLast().outcome()).isEqualTo(Outcome.cancelled);
        }
    }

    /** Waits until the upstream cannot send any more: the number does not change while it is looked at for a while. */
    private static void untilItStalls(AtomicLong sent) {
        long[] seen = {-1, System.nanoTime()};
        Await.until("the upstream is held back", Duration.ofSeconds(20), () -> {
            long now = sent.get();
            if (now != seen[0] || now == 0) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > 150_000_000;
        });
    }
}
