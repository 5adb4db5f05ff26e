package dev.sprue.gateway.providers.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.credentials.Credentials;
import dev.sprue.gateway.providers.openai.OpenAiDialect;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing a large request anew is too much for an event loop. */
@OutOfSpecification("its answers have no more than the relay looks at")
class LargeRequestsTest {

    private static final int LARGE_CHARS = 2_000_000;

    /** A dialect that writes every request anew, and tells on which thread. */
    private static final class Rewriting implements Dialect {

        private final OpenAiDialect plain;
        private volatile String thread = "";
        private volatile boolean says = true;

        Rewriting(UpstreamTarget target) {
            plain = new OpenAiDialect(target);
        }

        @Override
        public Outgoing write(ProviderCall call) {
            thread = Thread.currentThread().getName();
            if (!says) {
                throw Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED).toException();
            }
            return plain.write(call);
        }

        @Override
        public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
            return plain.whole(call, head, body);
        }

        @Override
        public StreamReader stream(ProviderCall call, AnswerHead head) {
            return plain.stream(call, head);
        }

        @Override
        public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
            return plain.refusal(call, head, body);
        }
    }

    @SuppressWarnings("NullAway.Init")
    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private Rewriting dialect;

    @SuppressWarnings("NullAway.Init")
    private Rig rig;

    @BeforeEach
    void start() {
        upstream = new ScriptedUpstream();
        upstream.script((request, connection) ->
                connection.answer(200, "application/json", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}"));
        UpstreamTarget target = UpstreamTarget.of(
                Rig.PROVIDER, "http://127.0.0.1:" + upstream.port() + "/v1", Rig.Bounds.WIDE.upstream());
        dialect = new Rewriting(target);
        rig = new Rig(new UpstreamProvider(target, dialect, Credentials.none(), 8), Rig.Bounds.WIDE, Screen.open());
    }

    @AfterEach
    void stop() {
        rig.idle();
        assertThat(rig.defects()).isEmpty();
        rig.close();
        upstream.close();
    }

    private static String asking(int chars) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(chars) + "\"}]}";
    }

    @Test
    void areWrittenBesideTheLoop() throws Exception {
        RawHttp.Answer answer = rig.call(Rig.CHAT, asking(LARGE_CHARS));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(dialect.thread).startsWith("sprue-heavy-");
        assertThat(upstream.request().body()).hasSizeGreaterThan(LARGE_CHARS);
        assertThat(rig.call(Rig.CHAT, asking(10)).status()).isEqualTo(200);
        assertThat(dialect.thread).doesNotStartWith("sprue-heavy-");
    }

    @Test
    void areRefusedAsSmallOnesAreWhereTheDialectHasNoWords() {
        dialect.says = false;
        for (int chars : new int[] {10, LARGE_CHARS}) {
            assertThat(rig.call(Rig.CHAT, asking(chars)).status()).isEqualTo(422);
        }
    }

    @Test
    void areForgottenWithTheirCaller() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (RawHttp caller = rig.connect()) {
                caller.send(Rig.post(Rig.CHAT), asking(LARGE_CHARS));
            }
        }
        rig.idle();
        assertThat(rig.call(Rig.CHAT, asking(10)).status()).isEqualTo(200);
    }
}
