package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueChild;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of large bodies, answers, events and slow callers at once, before a heap of 64 MB: refused, never fatal. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class SmallHeapTest {

    private static final int CALLERS = Tries.of(150, 500);

    /** Stands for a connection that was closed over a body that nobody wanted any more. */
    private static final int CUT = 0;

    private static final String MEGABYTE = "x".repeat(1_000_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static SprueChild sprue;

    @BeforeAll
    static void start() throws Exception {
        upstream = new ScriptedUpstream();
        sprue = new SprueChild(
                folder, upstream.port(), "{requestTimeoutMs: 60000}", "-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterAll
    static void stop() {
        sprue.close();
        upstream.close();
    }

    @Test
    void largeAnswers() throws Exception {
        String body = "{\"choices\":[{\"message\":{\"content\":\"" + MEGABYTE + "\"},\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        Map<Integer, Long> statuses = statuses(() -> call(Rig.chatBody(false)));
        assertThat(statuses.keySet()).isSubsetOf(200, 503);
        assertThat(statuses.get(200)).isPositive();
        survived();
    }

    @Test
    void largeBodies() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        String small = Rig.chatBody(false).replace("tell nobody", MEGABYTE);
        String large = Rig.chatBody(false).replace("tell nobody", MEGABYTE.repeat(4));
        int[] turn = {0};
        Map<Integer, Long> statuses = statuses(() -> call(turn[0]++ % 10 == 0 ? large : small));
        assertThat(statuses.keySet()).isSubsetOf(200, 503, CUT);
        assertThat(statuses.get(200)).isPositive();
        survived();
    }

    @Test
    void largeEvents() throws Exception {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            for (int i = 0; i < 15; i++) {
                connection.chunk(MEGABYTE);
            }
            connection
                    .chunk("\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                    .end();
        });
        Map<Integer, Long> statuses = statuses(() -> call(Rig.chatBody(true)));
        assertThat(statuses.keySet()).isSubsetOf(200, 503);
        survived();
    }

    @Test
    void callersThatReadNothing() throws Exception {
        String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
        upstream.script((request, connection) -> {
            connection.stream();
            for (int i = 0; i < 200; i++) {
                connection.chunk(event);
            }
            connection.otherCloses();
        });
        List<RawHttp> callers = new ArrayList<>();
        try {
            Map<Integer, Long> statuses = statuses(() -> {
                RawHttp caller = new RawHttp(sprue.port(), 4_096);
                synchronized (callers) {
                    callers.add(caller);
                }
                return caller.send(Rig.post(Rig.CHAT), Rig.chatBody(true))
                        .head()
                        .status();
            });
            assertThat(statuses.keySet()).isSubsetOf(200, 503);
            assertThat(statuses.get(200)).isPositive();
        } finally {
            callers.forEach(RawHttp::close);
        }
        survived();
    }

    private static int call(String body) {
        try (RawHttp caller = new RawHttp(sprue.port())) {
            return caller.send(Rig.post(Rig.CHAT), body).answer().status();
        } catch (java.io.UncheckedIOException cut) {
            return CUT;
        }
    }

    /** How often each status came when so many call at once. */
    private static Map<Integer, Long> statuses(Callable<Integer> call) throws Exception {
        Map<Integer, Long> statuses = new java.util.TreeMap<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(call));
            }
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(60, TimeUnit.SECONDS), 1L, Long::sum);
            }
        }
        return statuses;
    }

    /** It runs, has hit nothing that is logged, and serves the next caller. */
    private static void survived() {
        assertThat(sprue.isAlive()).as(sprue.errors()).isTrue();
        assertThat(sprue.errors()).doesNotContain("OutOfMemory").doesNotContain("defect");
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        dev.sprue.gateway.testing.Await.until("calls are served again", () -> call(Rig.chatBody(false)) == 200);
    }
}
