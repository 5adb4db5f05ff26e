package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.faults.Fault;
import dev.sprue.gateway.testing.faults.Voice;
import dev.sprue.gateway.testing.faults.Voices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of every kind of provider, whole and streamed, through the product as it is configured: what the caller gets,
 * and whether the provider is left alone afterwards. {@code docs/faults.md} is made from it.
 *
 * <p>Each case has a deployment and a model of its own, with a breaker that opens at the first failure, so that all are
 * tried at once.
 */
class FaultMatrixTest {

    private static final String KEY = "matrix-key-0123456789";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Voice> VOICES = Voices.all();
    private static final Pattern NAME = Pattern.compile("case-([a-z-]+)\\.([A-Z_]+)\\.(whole|stream)");
    private static final int AT_ONCE = 64;

    private static final GeneratedPage PAGE = new GeneratedPage(
            "faults.md", "<!-- faults: made by FaultMatrixTest, do not edit by hand -->\n", "<!-- end of faults -->\n");

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer(yaml());

    private static final Map<Case, Seen> SEEN = new ConcurrentHashMap<>();

    /** One case. */
    record Case(Voice voice, Fault fault, boolean stream) {

        String name() {
            return "case-" + voice.type().key() + "." + fault + (stream ? ".stream" : ".whole");
        }

        @Override
        public String toString() {
            return name();
        }

        static Stream<Case> all() {
            return VOICES.stream().flatMap(voice -> Arrays.stream(Fault.values())
                    .flatMap(fault -> Stream.of(new Case(voice, fault, false), new Case(voice, fault, true))));
        }

        static Case named(String text) {
            Matcher matcher = NAME.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            Voice voice = VOICES.stream()
                    .filter(one -> one.type().key().equals(matcher.group(1)))
                    .findFirst()
                    .orElseThrow();
            return new Case(
                    voice, Fault.valueOf(matcher.group(2)), matcher.group(3).equals("stream"));
        }
    }

    /** What the caller got, and then once more when the provider could have answered. */
    record Seen(RawHttp.Answer answer, RawHttp.Answer next) {}

    static Stream<Case> cases() {
        return Case.all();
    }

    private static String yaml() {
        StringBuilder yaml = new StringBuilder("""
                listen: {httpsPort: 0, httpPort: 0}
                log: {access: false, level: error}
                limits: {maxAnswerMb: 1}
                resources:
                  - name: matrix
                    keys: {key1: %s}
                    deployments:
                """.formatted(KEY));
        Case.all().forEach(one -> yaml.append("      - {name: ")
                .append(one.name())
                .append(", model: {format: F, name: ")
                .append(one.name())
                .append("}}\n"));
        yaml.append("providers:\n");
        for (Voice voice : VOICES) {
            provider(yaml, voice, "here", "http://127.0.0.1:%UPSTREAM%");
            provider(yaml, voice, "UNREACHABLE", "http://127.0.0.1:1");
            provider(yaml, voice, "TLS", "https://127.0.0.1:%UPSTREAM%");
        }
        return yaml.toString();
    }

    private static void provider(StringBuilder yaml, Voice voice, String place, String endpoint) {
        String models = Case.all()
                .filter(one -> one.voice() == voice
                        && one.fault().place().orElse("here").equals(place))
                .map(one -> "{format: F, name: " + one.name() + ", capabilities: [chatCompletion]}")
                .collect(Collectors.joining(",\n      "));
        yaml.append("""
                  - name: %s-%s
                    type: %s
                    endpoint: %s%s
                    %s
                    timeouts: {connectMs: 4000, firstByteMs: 3000, idleMs: 3000}
                    resilience: {breaker: {consecutiveFailures: 1, openMs: 3600000, maxOpenMs: 3600000}}
                    models: [%s]
                """.formatted(
                        voice.type().key(), place, voice.type().key(), endpoint, voice.path(), voice.settings(), models)
                .indent(2));
    }

    @BeforeAll
    static void tryThemAll() throws Exception {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        SERVER.upstream().script((request, connection) -> {
            Case one = Case.named(request.line() + request.body());
            if (failed.add(one.name())) {
                one.fault().on(one.voice(), one.stream(), connection);
            } else {
                Fault.none(one.voice(), one.stream(), connection);
            }
        });
        try (ExecutorService callers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> coming = new ArrayList<>();
            Case.all().forEach(one -> coming.add(callers.submit(() -> SEEN.put(one, new Seen(call(one), call(one))))));
            for (Future<?> done : coming) {
                done.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static RawHttp.Answer call(Case one) {
        String body = "{\"model\":\"" + one.name() + "\",\"stream\":" + one.stream()
                + ",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return SERVER.send("POST " + Rig.CHAT + " HTTP/1.1\nhost: localhost\napi-key: " + KEY
                + "\ncontent-type: application/json\ncontent-length: " + body.length() + "\n\n" + body);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCallerIsToldAsDocumented(Case one) throws IOException {
        RawHttp.Answer answer = seen(one).answer();
        Fault.Outcome wanted = one.fault().outcome(one.stream());
        assertThat(answer.status()).as(answer.body()).isEqualTo(wanted.status());
        boolean broken = wanted.status() == 200;
        JsonNode error = MAPPER.readTree(broken ? answer.events().getLast() : answer.body())
                .path("error");
        if (!wanted.isInItsWords()) {
            assertThat(error.path("code").asText()).as(answer.body()).isEqualTo(wanted.code());
        }
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(answer.whole()).isEqualTo(!broken);
        if (broken) {
            assertThat(answer.body()).contains("\"content\":\"a\"").doesNotContain("[DONE]");
        } else {
            assertThat(error.at("/innererror/provider").asText())
                    .startsWith(one.voice().type().key());
        }
        if (wanted.retryMs().isEmpty()) {
            assertThat(answer.header("retry-after")).isEmpty();
        } else {
            assertThat(Integer.parseInt(answer.header("retry-after-ms").orElseThrow()))
                    .isBetween(wanted.retryMs().getFirst(), wanted.retryMs().getLast());
        }
    }

    /** What the provider itself says of a refusal reaches the caller, whatever its dialect. */
    @ParameterizedTest
    @MethodSource("cases")
    void itsOwnWordsTravelAlong(Case one) throws IOException {
        JsonNode inner = MAPPER.readTree(
                        seen(one).answer().events().isEmpty()
                                ? seen(one).answer().body()
                                : "{}")
                .at("/error/innererror");
        boolean refused = one.fault().label().matches("[0-9]{3}.*");
        assertThat(inner.path("message").asText().contains("their words")).isEqualTo(refused);
        if (refused) {
            assertThat(inner.path("status").asText())
                    .isEqualTo(one.fault().label().substring(0, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itCountsAgainstTheProviderOrNot(Case one) {
        RawHttp.Answer next = seen(one).next();
        if (one.fault().counts()) {
            assertThat(next.status()).as(next.body()).isEqualTo(503);
            assertThat(next.header("x-sprue-attempts")).as("nobody was asked").isEmpty();
        } else {
            assertThat(next.status()).as(next.body()).isEqualTo(200);
            assertThat(next.body()).contains("\"content\":\"a\"");
        }
    }

    private static Seen seen(Case one) {
        Seen seen = SEEN.get(one);
        assertThat(seen).as("%s ended in time", one).isNotNull();
        return Objects.requireNonNull(seen);
    }

    @Test
    void thePageIsTheMatrix() throws IOException {
        StringBuilder table = new StringBuilder("""

                | the provider | whole answers | streams | counts |
                | --- | --- | --- | --- |
                """);
        for (Fault fault : Fault.values()) {
            table.append("| ")
                    .append(fault.label())
                    .append(" | ")
                    .append(fault.outcome(false).told())
                    .append(" | ")
                    .append(fault.outcome(true).told())
                    .append(" | ")
                    .append(fault.counts() ? "yes" : "no")
                    .append(" |\n");
        }
        table.append("\nTried with providers of each of these types: ")
                .append(VOICES.stream()
                        .map(voice -> "`" + voice.type().key() + "`")
                        .collect(Collectors.joining(", ")))
                .append(".\n\n");
        PAGE.holds(table.toString());
    }

    @Test
    void everyTypeThatIsServedIsInIt() {
        assertThat(VOICES.stream().map(Voice::type))
                .as("a type that is served needs its voice in testing/faults/Voices")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProviderType.values())
                        .filter(type -> type.served() && type != ProviderType.BUILTIN)
                        .toList());
    }
}
