package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.NarrowModels;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.specification.ModelInference;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong is told in the same way by every version. */
class ErrorCasesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> VERSIONS = ModelInference.VERSIONS;
    private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";
    private static final String KEY = "api-key: " + Rig.KEY;

    /**
     * A call that goes wrong.
     *
     * @param status the upstream's, where it is asked
     * @param wanted status and code
     */
    record Case(String wanted, String method, String route, String headers, String body, int status) {

        Case(String wanted, String headers, String body) {
            this(wanted, "POST", "/chat/completions", headers, body, 200);
        }

        Case(String wanted, int status) {
            this(wanted, "POST", "/chat/completions", KEY, "{\"model\":\"chat\"," + ASK + "}", status);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("401 401", "api-key: wrong", "{" + ASK + "}"),
            new Case("401 401", "x: y", "{" + ASK + "}"),
            new Case("404 404", "POST", "/chat", KEY, "{}", 200),
            new Case("400 BadRequest", "POST", "/chat/completions?api-version=%", KEY, "{}", 200),
            new Case("400 MissingApiVersionParameter", "POST", "/chat/completions?api-version=", KEY, "{}", 200),
            new Case("400 UnsupportedApiVersion", "POST", "/chat/completions?api-version=1999-01-01", KEY, "{}", 200),
            new Case("405 MethodNotAllowed", "PUT", "/chat/completions", KEY, "{}", 200),
            new Case("404 unknown_model", KEY, "{\"model\":\"nobody\"," + ASK + "}"),
            new Case("404 OperationNotSupported", KEY, "{\"model\":\"embed\"," + ASK + "}"),
            new Case("400 invalid_json", KEY, "{" + ASK),
            new Case("400 duplicate_key", KEY, "{" + ASK + "," + ASK + "}"),
            new Case("400 missing_required_parameter", KEY, "{}"),
            new Case("400 invalid_value", KEY, "{" + ASK + ",\"seed\":{}}"),
            new Case("400 parameter_not_supported", KEY, "{" + ASK + ",\"user\":\"u\"}"),
            new Case("400 invalid_header", KEY + "\nextra-parameters: some", "{" + ASK + "}"),
            new Case("415 UnsupportedMediaType", KEY + "\ncontent-encoding: gzip", "{" + ASK + "}"),
            new Case("413 RequestTooLarge", KEY, " ".repeat(1_100_000) + "{}"),
            new Case("431 RequestHeaderFieldsTooLarge", KEY + "\nx-large: " + "x".repeat(100_000), "{}"),
            new Case("502 upstream_auth_failed", 401),
            new Case("502 upstream_model_not_found", 404),
            new Case("400 upstream_refused", 400),
            new Case("429 429", 429),
            new Case("503 upstream_overloaded", 503),
            new Case("502 upstream_failed", 500),
            new Case("504 upstream_timeout", 504));

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.body(1, 20_000));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    static List<Arguments> cases() {
        return VERSIONS.stream()
                .flatMap(version -> CASES.stream().map(one -> Arguments.of(version, one.wanted(), one)))
                .toList();
    }

    @Proves(errors = "*")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void isToldWithItsCodeInBodyAndHeader(String version, String wanted, Case wrong) throws Exception {
        upstream.script((request, connection) ->
                connection.answer(wrong.status(), "application/json", "{\"error\":{\"message\":\"no\"}}"));
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer = raw.send(
                            wrong.method() + " /models" + wrong.route()
                                    + (wrong.route().contains("?") ? "" : "?api-version=" + version)
                                    + " HTTP/1.1\nhost: rig\ncontent-type: application/json\n" + wrong.headers(),
                            wrong.body())
                    .answer();
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(answer.status() + " " + error.path("code").asText()).isEqualTo(wanted);
            assertThat(answer.header("x-ms-error-code"))
                    .hasValue(error.path("code").asText());
            assertThat(error.path("message").asText()).isNotBlank();
        }
    }

    @Proves(errors = "422*", refused = "*")
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void whatAModelCannotDoIsNamed(String version) throws Exception {
        try (Rig narrow = Rig.before(upstream.port(), Rig.Bounds.WIDE, ProviderTraits.PLAIN, NarrowModels.ABILITIES)) {
            RawHttp.Answer answer = narrow.call(
                    "/models/chat/completions?api-version=" + version, "{\"model\":\"chat\"," + ASK + ",\"seed\":7}");
            assertThat(answer.status()).isEqualTo(422);
            JsonNode fault = MAPPER.readTree(answer.body()).path("detail").path(0);
            assertThat(fault.path("loc").toString()).isEqualTo("[\"body\",\"seed\"]");
            assertThat(fault.path("input").asInt()).isEqualTo(7);
        }
    }

    /** What has to be waited for, or comes from load. */
    @Proves(errors = {"408*", "504 request_timeout", "503 ServiceUnavailable"})
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void isToldWhenTimeOrRoomIsOut(String version) throws Exception {
        String target = "/models/chat/completions?api-version=" + version;
        upstream.script((request, connection) -> connection.otherCloses());
        Rig.Bounds wide = Rig.Bounds.WIDE;
        try (Rig slow = Rig.before(upstream.port(), wide.body(1, 100));
                RawHttp raw = slow.connect()) {
            assertThat(raw.send(Rig.post(target) + "\ncontent-length: 10\n\n{")
                            .answer()
                            .status())
                    .isEqualTo(408);
        }
        try (Rig slow = Rig.before(upstream.port(), wide.requestTimeout(100))) {
            assertThat(slow.call(target, Rig.chatBody(false)).status()).isEqualTo(504);
        }
        try (Rig full = Rig.before(upstream.port(), wide.open(0))) {
            assertThat(full.call(target, Rig.chatBody(false)).status()).isEqualTo(503);
        }
    }
}
