package dev.sprue.gateway.testing.faults;

import dev.sprue.gateway.testing.ScriptedUpstream.Connection;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a provider fails, and what is documented to come of it. What it does to a stream it does once the stream
 * has begun, where it can; the call then ends with an error event under status 200.
 */
public enum Fault {
    /** No connection. */
    REFUSED("refuses connections", "UNREACHABLE", null, bad(502, "upstream_failed"), bad(502, "upstream_failed"), true),
    /** No TLS. */
    TLS(
            "does not speak TLS where it should",
            "TLS",
            null,
            bad(502, "upstream_failed"),
            bad(502, "upstream_failed"),
            true),
    /** What the caller sent is wrong. */
    CALLERS_OWN("400: what the caller sent is wrong", refuses(400), bad(400, Outcome.ITS_OWN), false),
    /** Our credential is wrong. */
    UNAUTHORIZED("401", refuses(401), bad(502, "upstream_auth_failed"), true),
    /** The rate is limited, and the wait said in seconds. */
    LIMITED_SECONDS("429, `retry-after: 7`", refuses(429, "retry-after: 7"), limited(7_000, 7_000), false),
    /** With a fraction, as gateways send it. */
    LIMITED_FRACTION("429, `retry-after: 1.5`", refuses(429, "retry-after: 1.5"), limited(1_500, 1_500), false),
    /** In milliseconds, as Azure sends it. */
    LIMITED_MS(
            "429, `retry-after-ms: 1500`",
            refuses(429, "retry-after-ms: 1500", "retry-after: 2"),
            limited(1_500, 1_500),
            false),
    /** Until a date. */
    LIMITED_DATE(
            "429, `retry-after:` a date in 50 seconds",
            (voice, stream, connection) ->
                    refuses(429, "retry-after: " + inSeconds(50)).on(voice, stream, connection),
            limited(1_000, 50_000),
            false),
    /** Without a word of when. */
    LIMITED("429", refuses(429), limited(5_000, 5_000), false),
    /** It has a defect. */
    SERVER_ERROR("500", refuses(500), bad(502, "upstream_failed"), true),
    /** It has too much to do. */
    OVERLOADED("529", refuses(529), waiting(503, "upstream_overloaded", 5_000, 5_000), true),
    /** It never begins to answer. */
    SLOW_HEAD(
            "takes the request and says nothing",
            (voice, stream, connection) -> connection.otherCloses(),
            bad(504, "upstream_timeout"),
            true),
    /** It stops in the middle. */
    SLOW_BODY(
            "stops in the middle of its answer",
            (voice, stream, connection) -> begun(voice, stream, connection).otherCloses(),
            bad(504, "upstream_timeout"),
            broken("upstream_timeout"),
            true),
    /** It breaks off. */
    RESET(
            "resets the connection in the middle of its answer",
            (voice, stream, connection) ->
                    begun(voice, stream, connection).pause(50).reset(),
            bad(502, "upstream_failed"),
            broken("upstream_failed"),
            true),
    /** It speaks no HTTP. */
    NO_HTTP(
            "answers with something that is no HTTP",
            (voice, stream, connection) -> connection.send("\0\1\2garbage\r\n\r\n\r\n"),
            bad(502, "upstream_failed"),
            true),
    /** It makes no sense. */
    GARBAGE(
            "answers with something that its format does not allow",
            (voice, stream, connection) -> {
                if (stream) {
                    began(voice, connection).chunk(voice.garbage()).end();
                } else {
                    connection.answer(200, "application/json", "}{");
                }
            },
            bad(502, "upstream_failed"),
            broken("upstream_failed"),
            true),
    /** Half of something. */
    HALF(
            "ends in the middle of an answer or event",
            (voice, stream, connection) -> {
                if (stream) {
                    began(voice, connection)
                            .chunk(Arrays.copyOf(voice.rest(), voice.rest().length / 3))
                            .end();
                } else {
                    connection.answer(
                            200,
                            "application/json",
                            voice.whole().substring(0, voice.whole().length() / 2));
                }
            },
            bad(502, "upstream_failed"),
            broken("upstream_failed"),
            true),
    /** The sign-in page of a proxy, say. */
    WRONG_TYPE(
            "answers with a web page",
            (voice, stream, connection) -> connection.answer(200, "text/html", "<html>log in</html>"),
            bad(502, "upstream_failed"),
            true),
    /** More than `limits.maxAnswerMb`. */
    HUGE(
            "sends an answer or event over `limits.maxAnswerMb`",
            Fault::huge,
            bad(502, "upstream_failed"),
            broken("upstream_failed"),
            true),
    /** Nothing. */
    EMPTY(
            "answers with nothing",
            (voice, stream, connection) -> {
                if (stream) {
                    head(voice, connection).end();
                } else {
                    connection.answer(200, "application/json", "");
                }
            },
            bad(502, "upstream_failed"),
            true);

    /** What it does to one request. */
    @FunctionalInterface
    interface Doing {
        void on(Voice voice, boolean stream, Connection connection) throws IOException, InterruptedException;
    }

    /**
     * What comes of it.
     *
     * @param status the status of the answer; 200 where a stream had begun
     * @param code the code of the error, in the body or in the last event
     * @param retryMs the least and the most milliseconds that the caller is asked to wait; empty where it is not asked to
     */
    public record Outcome(int status, String code, List<Integer> retryMs) {

        private static final String ITS_OWN = "the provider's own code";

        /** Whether the code is what the provider calls it, which differs between dialects. */
        public boolean isInItsWords() {
            return code.equals(ITS_OWN);
        }

        /** As the documentation has it. */
        public String told() {
            if (isInItsWords()) {
                return status + ", " + code + " and words";
            }
            String waits = retryMs.isEmpty()
                    ? ""
                    : retryMs.getFirst().equals(retryMs.getLast())
                            ? ", `retry-after` " + Math.ceilDiv(retryMs.getFirst(), 1_000) + " s"
                            : ", `retry-after` until then";
            return (status == 200 ? "last event `" : status + " `") + code + "`" + waits;
        }
    }

    private final String label;
    private final @Nullable String place;
    private final @Nullable Doing doing;
    private final Outcome whole;
    private final Outcome stream;
    private final boolean counts;

    Fault(String label, Doing doing, Outcome either, boolean counts) {
        this(label, null, doing, either, either, counts);
    }

    Fault(String label, Doing doing, Outcome whole, Outcome stream, boolean counts) {
        this(label, null, doing, whole, stream, counts);
    }

    Fault(String label, @Nullable String place, @Nullable Doing doing, Outcome whole, Outcome stream, boolean counts) {
        this.label = label;
        this.place = place;
        this.doing = doing;
        this.whole = whole;
        this.stream = stream;
        this.counts = counts;
    }

    /** What the provider does, in Markdown. */
    public String label() {
        return label;
    }

    /** Where its provider is, if not where all are: {@code UNREACHABLE}, {@code TLS}. */
    public Optional<String> place() {
        return Optional.ofNullable(place);
    }

    /** What comes of it. */
    public Outcome outcome(boolean streamed) {
        return streamed ? stream : whole;
    }

    /** Whether the breaker counts it. */
    public boolean counts() {
        return counts;
    }

    /** Does it. */
    public void on(Voice voice, boolean streamed, Connection connection) throws IOException, InterruptedException {
        if (doing != null) {
            doing.on(voice, streamed, connection);
        }
        connection.close();
    }

    /** Answers properly, all that a voice has to say. */
    public static void none(Voice voice, boolean streamed, Connection connection) throws IOException {
        if (streamed) {
            began(voice, connection).chunk(voice.rest()).end();
        } else {
            connection.answer(200, "application/json", voice.whole());
        }
    }

    private static Outcome bad(int status, String code) {
        return new Outcome(status, code, List.of());
    }

    private static Outcome broken(String code) {
        return new Outcome(200, code, List.of());
    }

    private static Outcome waiting(int status, String code, int leastMs, int mostMs) {
        return new Outcome(status, code, List.of(leastMs, mostMs));
    }

    private static Outcome limited(int leastMs, int mostMs) {
        return waiting(429, "429", leastMs, mostMs);
    }

    private static Doing refuses(int status, String... headers) {
        return (voice, stream, connection) -> {
            String[] all = java.util.stream.Stream.concat(voice.refusalHeaders().stream(), Arrays.stream(headers))
                    .toArray(String[]::new);
            connection.answer(status, "application/json", voice.refusal(), all);
        };
    }

    private static String inSeconds(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .withLocale(Locale.ROOT)
                .format(Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    }

    private static Connection head(Voice voice, Connection connection) throws IOException {
        return connection.send(
                "HTTP/1.1 200 OK\r\ncontent-type: " + voice.streamType() + "\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    private static Connection began(Voice voice, Connection connection) throws IOException {
        return head(voice, connection).chunk(voice.first());
    }

    /** Half an answer, or a stream that has begun. */
    private static Connection begun(Voice voice, boolean stream, Connection connection) throws IOException {
        if (stream) {
            return began(voice, connection);
        }
        byte[] whole = Voice.bytes(voice.whole());
        return connection
                .send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + whole.length
                        + "\r\n\r\n")
                .send(Arrays.copyOf(whole, whole.length / 2));
    }

    private static void huge(Voice voice, boolean stream, Connection connection) throws IOException {
        byte[] much = Voice.bytes("x".repeat(400_000));
        if (stream) {
            began(voice, connection).chunk(voice.huge()).chunk(much).chunk(much).chunk(much);
        } else {
            connection
                    .send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
                    .chunk("{\"x\":\"")
                    .chunk(much)
                    .chunk(much)
                    .chunk(much);
        }
        connection.otherCloses();
    }
}
