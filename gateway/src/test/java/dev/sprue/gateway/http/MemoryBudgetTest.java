package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import org.junit.jupiter.api.Test;

/** What all requests together may hold in memory, and what happens beyond. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class MemoryBudgetTest {

    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}";

    @Test
    void newCallersAreRefusedWhileOthersHoldNearlyAll() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.memory(8))) {
            upstream.script((request, connection) ->
                    connection.answer(200, "application/json", ANSWER.formatted("x".repeat(7_000_000))));
            try (RawHttp slow = new RawHttp(rig.port(), 4_096)) {
                slow.send(Rig.post(Rig.CHAT), Rig.chatBody(false)).head();
                assertThat(rig.memory().isShort()).isTrue();
                RawHttp.Answer refused = rig.chat(false);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("retry-after")).hasValue("1");
                assertThat(refused.header("x-ms-error-code")).hasValue("ServiceUnavailable");
                assertThat(refused.body()).contains("limits.maxBufferedMb");
            }
            Await.until("what was not taken is forgotten", () -> !rig.memory().isShort());
            assertThat(rig.chat(false).status()).isEqualTo(200);
            rig.idle();
        }
    }

    @Test
    void anAnswerOrEventThatDoesNotFitIsRefused() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.memory(1))) {
            String large = ANSWER.formatted("x".repeat(3_000_000));
            upstream.script((request, connection) -> {
                if (request.body().contains("\"stream\":true")) {
                    connection.stream().chunk("data: " + large + "\n\n").end();
                } else {
                    connection.answer(200, "application/json", large);
                }
            });
            for (boolean stream : new boolean[] {false, true}) {
                RawHttp.Answer refused = rig.chat(stream);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(rig.logLine("id=" + refused.header("x-request-id").orElseThrow()))
                        .contains("error=MEMORY_SHORT");
            }
            rig.idle();
        }
    }

    @Test
    void aBodyThatDoesNotFitGoesToDisk() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.memory(1))) {
            upstream.script((request, connection) -> connection.answer(
                    200, "application/json", ANSWER.formatted(request.body().length())));
            String body = Rig.chatBody(false).replace("tell nobody", "x".repeat(900_000));
            try (RawHttp caller = rig.connect()) {
                RawHttp.Answer answer = caller.send(Rig.post(Rig.CHAT), body).answer();
                assertThat(answer.status()).isEqualTo(200);
                int sent = body.length() + "upstream-chat".length() - "chat".length();
                assertThat(answer.body()).isEqualTo(ANSWER.formatted(sent));
            }
            rig.idle();
        }
    }

    @Test
    void holdersAreCountedInStepsAndGiveEverythingBack() {
        MemoryBudget memory = MemoryBudget.ofMb(1);
        MemoryBudget.Share one = memory.share();
        MemoryBudget.Share other = memory.share();
        assertThat(one.set(MemoryBudget.FREE_BYTES)).isTrue();
        assertThat(memory.heldBytes()).as("what is small is not counted").isZero();
        assertThat(one.set(700_000)).isTrue();
        assertThat(memory.heldBytes()).isBetween(700_000L, 800_000L);
        assertThat(other.set(400_000)).isFalse();
        assertThat(other.bytes()).isZero();
        one.remove(500_000);
        assertThat(other.add(400_000)).isTrue();
        one.close();
        other.close();
        assertThat(memory.heldBytes()).isZero();
        assertThat(one.set(900_000)).as("one that is closed counts no more").isTrue();
        assertThat(memory.heldBytes()).isZero();
    }
}
