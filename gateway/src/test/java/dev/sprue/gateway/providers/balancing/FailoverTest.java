package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RigProviders;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.usage.CallRecord;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a provider does before the first byte of its answer, the next one answers; whatever it does after it, none. */
class FailoverTest {

    private static final int SILENCE_MS = 250;
    private static final Rig.Bounds BOUNDS = Rig.Bounds.WIDE.upstream(SILENCE_MS, SILENCE_MS);
    private static final String CHUNK = "data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n";

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream one;

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream two;

    @SuppressWarnings("NullAway.Init")
    private Rig rig;

    @BeforeEach
    void start() {
        one = new ScriptedUpstream();
        two = new ScriptedUpstream().script(new SpecifiedUpstream());
        rig = new Rig(
                new RigProviders(
                        List.of(
                                RigProviders.Each.at("one", one.port(), ResilienceConfig.USUAL, 1, BOUNDS),
                                RigProviders.Each.at("two", two.port(), ResilienceConfig.USUAL, 2, Rig.Bounds.WIDE)),
                        Affinity.none),
                BOUNDS);
    }

    @AfterEach
    void stop() {
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.records()).hasSize(rig.admitted());
        one.close();
        two.close();
        rig.close();
    }

    /** What the first provider does before its answer has begun, and what {@code x-sprue-attempts} calls it. */
    enum Fault {
        CLOSES("upstream_failed", ScriptedUpstream.Connection::close),
        RESETS("upstream_failed", ScriptedUpstream.Connection::reset),
        HANGS("upstream_timeout", ScriptedUpstream.Connection::otherCloses),
        HANGS_IN_ITS_HEAD(
                "upstream_timeout",
                connection -> connection.send("HTTP/1.1 200 OK\r\ncontent-").otherCloses()),
        HANGS_AFTER_ITS_HEAD(
                "upstream_timeout", connection -> connection.stream().otherCloses()),
        BREAKS_IN_THE_FIRST_EVENT(
                "upstream_failed",
                connection -> connection.stream().chunk("data: {\"cho").reset()),
        IS_NO_HTTP(
                "upstream_failed",
                connection -> connection.send("\0garbage\r\n\r\n\r\n").otherCloses()),
        IS_NO_JSON(
                "upstream_failed",
                connection -> connection.stream().chunk("data: }{\n\n").end()),
        IS_EMPTY("upstream_failed", connection -> connection.stream().end()),
        ANSWERS_WITH_A_PAGE("upstream_failed", connection -> connection.answer(200, "text/html", "<p>log in</p>")),
        SAYS_401("upstream_auth_failed", status(401)),
        SAYS_404("upstream_model_not_found", status(404)),
        SAYS_429("upstream_rate_limited", status(429)),
        SAYS_500("upstream_failed", status(500)),
        SAYS_503("upstream_overloaded", status(503)),
        SAYS_529("upstream_overloaded", status(529));

        private final String word;
        private final Doing doing;

        Fault(String word, Doing doing) {
            this.word = word;
            this.doing = doing;
        }

        private static Doing status(int status) {
            return connection -> connection.answer(status, "application/json", "{\"error\":{\"message\":\"no\"}}");
        }
    }

    @FunctionalInterface
    private interface Doing {
        void on(ScriptedUpstream.Connection connection) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void anotherProviderAnswers(Fault fault) {
        one.script((request, connection) -> {
            fault.doing.on(connection);
            connection.close();
        });
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.events()).endsWith("[DONE]");
        assertThat(answer.header("x-sprue-attempts").orElseThrow())
                .matches("one;error=" + fault.word + ";ms=\\d+, two;ms=\\d+");
        rig.idle();
        CallRecord record = rig.records().getFirst();
        assertThat(record.provider()).isEqualTo("two");
        assertThat(record.outcome()).isEqualTo(CallRecord.Outcome.completed);
        assertThat(rig.logLine("attempts=")).contains("provider=two", "one;error=" + fault.word);
    }

    @Test
    void aProviderThatCannotBeReachedIsPassedOver() {
        one.close();
        for (Entry entry : Entry.EACH) {
            RawHttp.Answer answer = rig.call(entry.chat(), Rig.chatBody(false));
            assertThat(answer.status()).as("%s: %s", entry, answer.body()).isEqualTo(200);
            assertThat(answer.header("x-sprue-attempts").orElseThrow())
                    .matches("one;error=upstream_failed;ms=\\d+, two;ms=\\d+");
        }
    }

    /** A body of that size is in a file, and stays there until the call has ended. */
    @Test
    void aLargeBodyIsSentWholeToEach() throws Exception {
        String large = "x".repeat(3_000_000);
        one.script((request, connection) -> connection.close());
        RawHttp.Answer answer = rig.call(Rig.CHAT, Rig.chatBody(true).replace("tell nobody", large));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(one.request().body()).contains(large);
        assertThat(two.request().body()).contains(large);
    }

    @Test
    void whatIsTheCallersFaultGoesToNobodyElse() {
        one.script((request, connection) ->
                connection.answer(400, "application/json", "{\"error\":{\"message\":\"too long\"}}"));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("too long");
        assertThat(answer.header("x-sprue-attempts").orElseThrow()).matches("one;error=upstream_refused;ms=\\d+");
        assertThat(two.waiting()).isZero();
    }

    @Test
    void aStreamThatBreaksInTheMiddleGoesToNobodyElse() {
        one.script((request, connection) ->
                connection.stream().chunk(CHUNK).pause(30).reset());
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isFalse();
        assertThat(answer.events().getLast()).contains("upstream_failed");
        assertThat(answer.header("x-sprue-attempts").orElseThrow()).matches("one;ms=\\d+");
        assertThat(two.waiting()).isZero();
    }

    @Test
    void whereAllFailTheCallerLearnsOfTheLastAndOfEach() {
        one.script((request, connection) -> connection.close());
        two.script((request, connection) ->
                connection.answer(503, "application/json", "{\"error\":{\"message\":\"full\"}}", "retry-after: 7"));
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.header("x-sprue-attempts").orElseThrow())
                .matches("one;error=upstream_failed;ms=\\d+, two;error=upstream_overloaded;ms=\\d+");
    }

    @Test
    void aCallerWhoLeavesEndsTheCallWhereverItIs() {
        one.script((request, connection) -> connection.close());
        two.script((request, connection) -> connection.otherCloses());
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT), Rig.chatBody(true));
            Await.until("the second provider is asked", () -> two.waiting() == 1);
        }
        rig.idle();
        Await.until("it is let go", () -> two.open() == 0);
        assertThat(rig.records().getFirst().outcome()).isEqualTo(CallRecord.Outcome.cancelled);
    }
}
