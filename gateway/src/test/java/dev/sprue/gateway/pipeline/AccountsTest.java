package dev.sprue.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.usage.CallRecord;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** However a call ends: its permit is settled once, it is metered once, and the log tells it in one line. */
class AccountsTest {

    private static final Usage USED = new Usage(7, 3, 2, 1);
    private static final Failure BROKEN = Failure.of(ErrorCode.UPSTREAM_FAILED, "up", "it broke");

    /** A provider that does what a test says, on the event loop; counts how often it is told to stop. */
    private static final class Stub implements Provider, Flight {

        private final BiConsumer<ProviderCall, AnswerSink> answer;
        private final AtomicInteger cancelled = new AtomicInteger();

        Stub(BiConsumer<ProviderCall, AnswerSink> answer) {
            this.answer = answer;
        }

        @Override
        public String name() {
            return Rig.PROVIDER;
        }

        @Override
        public Flight infer(ProviderCall call, AnswerSink sink) {
            answer.accept(call, sink);
            return this;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    }

    private record Seen(RawHttp.Answer answer, CallRecord record, String logLine, int cancelled) {}

    private static Seen seen(boolean stream, BiConsumer<ProviderCall, AnswerSink> script) {
        return seen(stream, Rig.Bounds.WIDE, Screen.open(), script);
    }

    private static Seen seen(
            boolean stream, Rig.Bounds bounds, Screen screen, BiConsumer<ProviderCall, AnswerSink> script) {
        Stub stub = new Stub(script);
        try (Rig rig = new Rig(stub, bounds, screen)) {
            RawHttp.Answer answer = rig.chat(stream);
            rig.idle();
            String id = answer.header("x-request-id").orElseThrow();
            String line = rig.logLine("id=" + id);
            assertThat(rig.log().lines().filter(each -> each.contains(id) && each.contains("access")))
                    .hasSize(1);
            assertThat(rig.admitted()).isEqualTo(1);
            assertThat(rig.settled()).hasSize(1);
            assertThat(rig.records()).hasSize(1);
            CallRecord record = rig.records().getFirst();
            assertThat(record.requestId()).isEqualTo(id);
            assertThat(record.usage()).isEqualTo(rig.settled().getFirst());
            assertThat(record.deployment()).isEqualTo("Chat");
            assertThat(record.model()).isEqualTo("Chat-model");
            assertThat(record.resource()).isEqualTo("rig");
            assertThat(record.provider()).isEqualTo(Rig.PROVIDER);
            assertThat(line).contains("deployment=Chat", "provider=up", "resource=rig", "auth=key1");
            rig.defects();
            return new Seen(answer, record, line, stub.cancelled.get());
        }
    }

    @Test
    void aWholeAnswer() {
        Seen seen = seen(false, (call, sink) -> sink.whole(whole()));
        assertThat(seen.answer.status()).isEqualTo(200);
        assertThat(seen.record.outcome()).isEqualTo(Outcome.completed);
        assertThat(seen.record.usage()).isEqualTo(USED);
        assertThat(seen.record.firstByteMs()).isNotNegative().isLessThanOrEqualTo(seen.record.durationMs());
        assertThat(seen.logLine)
                .contains("status=200", "prompt_tokens=7", "completion_tokens=3")
                .doesNotContain("error=");
        assertThat(seen.cancelled).isZero();
    }

    @Test
    void aWholeStream() {
        Seen seen = seen(true, (call, sink) -> {
            sink.opened();
            sink.event(event(Optional.empty()));
            sink.flush();
            sink.event(event(Optional.of(USED)));
            sink.completed();
        });
        assertThat(seen.answer.events()).hasSize(3).endsWith("[DONE]");
        assertThat(seen.record.outcome()).isEqualTo(Outcome.completed);
        assertThat(seen.record.usage()).isEqualTo(USED);
    }

    @Test
    void aFailureBeforeTheAnswer() {
        Seen seen = seen(true, (call, sink) -> sink.failed(BROKEN));
        assertThat(seen.answer.status()).isEqualTo(502);
        assertThat(seen.record.outcome()).isEqualTo(Outcome.failed);
        assertThat(seen.record.usage()).isEqualTo(Usage.NONE);
        assertThat(seen.record.firstByteMs()).isEqualTo(-1);
        assertThat(seen.logLine).contains("status=502", "error=UPSTREAM_FAILED");
    }

    @Test
    void aFailureInTheMiddleKeepsWhatWasUsed() {
        Seen seen = seen(true, (call, sink) -> {
            sink.opened();
            sink.event(event(Optional.of(USED)));
            sink.failed(BROKEN);
        });
        assertThat(seen.answer.whole()).isFalse();
        assertThat(seen.answer.body()).contains("\"code\":\"upstream_failed\"").doesNotContain("[DONE]");
        assertThat(seen.record.outcome()).isEqualTo(Outcome.failed);
        assertThat(seen.record.usage()).isEqualTo(USED);
    }

    /** A provider that says it twice is a defect; the account is settled once all the same. */
    @Test
    void whatComesAfterTheEndIsIgnored() {
        Seen seen = seen(false, (call, sink) -> {
            sink.whole(whole());
            sink.failed(BROKEN);
            sink.completed();
            sink.whole(whole());
        });
        assertThat(seen.answer.status()).isEqualTo(200);
        assertThat(seen.record.outcome()).isEqualTo(Outcome.completed);
    }

    @Test
    void aRequestOutOfTime() {
        Seen seen = seen(false, Rig.Bounds.WIDE.requestTimeout(150), Screen.open(), (call, sink) -> {});
        assertThat(seen.answer.status()).isEqualTo(504);
        assertThat(seen.answer.body()).contains("request_timeout", "150 ms");
        assertThat(seen.record.outcome()).isEqualTo(Outcome.failed);
        assertThat(seen.cancelled).isEqualTo(1);
    }

    @Test
    void aStreamOutOfTime() {
        Seen seen = seen(true, Rig.Bounds.WIDE.requestTimeout(150), Screen.open(), (call, sink) -> {
            sink.opened();
            sink.event(event(Optional.of(USED)));
            sink.flush();
        });
        assertThat(seen.answer.status()).isEqualTo(200);
        assertThat(seen.answer.whole()).isFalse();
        assertThat(seen.answer.body()).contains("request_timeout").doesNotContain("[DONE]");
        assertThat(seen.record.usage()).isEqualTo(USED);
        assertThat(seen.cancelled).isPositive();
    }

    @Test
    void aPromptThatIsBlocked() {
        Screen blocking = (deployment, call, sink) -> {
            throw Failure.of(ErrorCode.INVALID_VALUE, "messages", "it is blocked")
                    .toException();
        };
        Seen seen = seen(false, Rig.Bounds.WIDE, blocking, (call, sink) -> {
            throw new AssertionError("the model was called");
        });
        assertThat(seen.answer.status()).isEqualTo(400);
        assertThat(seen.record.outcome()).isEqualTo(Outcome.failed);
    }

    @Test
    void aDefectOfAProvider() {
        Seen seen = seen(false, (call, sink) -> {
            throw new IllegalStateException("inner workings");
        });
        assertThat(seen.answer.status()).isEqualTo(500);
        assertThat(seen.answer.body()).contains("InternalServerError").doesNotContain("inner workings");
        assertThat(seen.record.outcome()).isEqualTo(Outcome.failed);
    }

    @Test
    void aCallerThatLeft() {
        Stub stub = new Stub((call, sink) -> {
            sink.opened();
            sink.event(event(Optional.of(USED)));
            sink.flush();
        });
        try (Rig rig = new Rig(stub, Rig.Bounds.WIDE, Screen.open())) {
            try (RawHttp raw = rig.connect()) {
                raw.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
                raw.chunk();
            }
            rig.idle();
            Await.until("the account is settled", () -> rig.settled().size() == 1);
            assertThat(rig.settled()).containsExactly(USED);
            assertThat(rig.records().getFirst().outcome()).isEqualTo(Outcome.cancelled);
            assertThat(stub.cancelled).hasValue(1);
            assertThat(rig.logLine("status=499")).contains("prompt_tokens=7").doesNotContain("error=");
        }
    }

    @Test
    void aCallThatIsRefusedBeforeItsPermitHasNoAccount() {
        Stub stub = new Stub((call, sink) -> {
            throw new AssertionError("the model was called");
        });
        try (Rig rig = new Rig(stub, Rig.Bounds.WIDE, Screen.open())) {
            assertThat(rig.call(Rig.CHAT, "{\"model\":\"nobody\",\"messages\":[{\"role\":\"assistant\"}]}")
                            .status())
                    .isEqualTo(404);
            assertThat(rig.call(Rig.CHAT, "{\"messages\":[]}").status()).isEqualTo(400);
            assertThat(rig.call(Rig.CHAT, "{\"model\":\"embed\",\"messages\":[{\"role\":\"assistant\"}]}")
                            .status())
                    .isEqualTo(404);
            rig.idle();
            assertThat(rig.admitted() + rig.settled().size() + rig.records().size())
                    .isZero();
        }
    }

    /** Half a surrogate pair is valid JSON, and cannot be shown as it is. */
    @Test
    void aCallThatCannotBeShownIsRefusedAllTheSame() {
        Stub stub = new Stub((call, sink) -> sink.whole(whole()));
        try (Rig rig = new Rig(stub, Rig.Bounds.WIDE, Screen.open())) {
            for (String body : java.util.List.of(
                    "{\"model\":\"\\ud800\",\"messages\":[{\"role\":\"assistant\"}]}",
                    "{\"model\":\"" + "x".repeat(199) + "😀\",\"messages\":[{\"role\":\"assistant\"}]}",
                    "{\"\\udc00\":1,\"messages\":[{\"role\":\"assistant\"}]}",
                    "{\"" + "x".repeat(199) + "😀\":1,\"messages\":[{\"role\":\"assistant\"}]}",
                    "{\"\\ud83d\":1,\"\\ud83d\":2}")) {
                assertThat(rig.call(Rig.CHAT, body).status()).as(body).isIn(400, 404);
            }
            assertThat(rig.call(Rig.CHAT + "&api-version=%ED%A0%80", "{}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void oneMoreThanMayBeOpenIsTurnedAway() {
        Stub stub = new Stub((call, sink) -> {
            sink.opened();
            sink.event(event(Optional.empty()));
            sink.flush();
        });
        try (Rig rig = new Rig(stub, Rig.Bounds.WIDE.open(2), Screen.open());
                RawHttp first = rig.connect();
                RawHttp second = rig.connect()) {
            first.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
            second.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
            RawHttp.Answer third = rig.chat(false);
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("retry-after")).isPresent();
            first.close();
            Await.until("there is room again", () -> rig.door().openRequests() == 1);
            second.close();
        }
    }

    private static WholeAnswer whole() {
        byte[] bytes = "{\"choices\":[]}".getBytes(StandardCharsets.UTF_8);
        try {
            return new WholeAnswer(bytes, 0, bytes.length, JsonFields.scanAnswer(bytes, 0, bytes.length, 9), USED);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static StreamEvent event(Optional<Usage> usage) {
        byte[] bytes = "{\"choices\":[{\"delta\":{}}]}".getBytes(StandardCharsets.UTF_8);
        return new StreamEvent(bytes, 0, bytes.length, true, false, false, usage, -1, -1);
    }
}
