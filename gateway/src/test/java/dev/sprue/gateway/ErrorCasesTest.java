package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.NarrowModels;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.specification.ModelInference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong is told in the same way by every version of an API, and by each API in its own words. */
class ErrorCasesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Entry> ENTRIES = Stream.concat(
                    ModelInference.VERSIONS.stream().map(version -> new Entry(Api.MODELS, version)),
                    Entry.OPENAI.stream())
            .toList();
    private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";
    private static final String ASK_CHAT = "{\"model\":\"chat\"," + ASK + "}";
    private static final String KEY = "api-key: " + Rig.KEY;
    private static final String CHAT = "chat/completions";

    /**
     * A call that goes wrong.
     *
     * @param wanted status and code
     * @param openAi the same below {@code /openai}
     * @param deployment what the path or the body names
     * @param body without the deployment
     * @param status the upstream's, where it is asked
     */
    record Case(
            String wanted,
            String openAi,
            String method,
            String operation,
            String deployment,
            String headers,
            String body,
            int status) {

        Case(String wanted, String openAi, String deployment, String headers, String body) {
            this(wanted, openAi, "POST", CHAT, deployment, headers, body, 200);
        }

        Case(String wanted, String headers, String body) {
            this(wanted, wanted, "chat", headers, body);
        }

        Case(String wanted, int status) {
            this(wanted, wanted, "POST", CHAT, "chat", KEY, "{" + ASK + "}", status);
        }

        String wanted(Api api) {
            return api == Api.MODELS ? wanted : openAi;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("401 401", "api-key: wrong", "{" + ASK + "}"),
            new Case("401 401", "x: y", "{" + ASK + "}"),
            new Case("404 404", "404 404", "POST", "chat", "chat", KEY, "{}", 200),
            new Case("405 MethodNotAllowed", "405 MethodNotAllowed", "PUT", CHAT, "chat", KEY, "{}", 200),
            new Case("404 unknown_model", "404 DeploymentNotFound", "nobody", KEY, "{" + ASK + "}"),
            new Case("404 OperationNotSupported", "400 OperationNotSupported", "embed", KEY, "{" + ASK + "}"),
            new Case("400 invalid_json", KEY, "{" + ASK),
            new Case("400 duplicate_key", KEY, "{" + ASK + "," + ASK + "}"),
            new Case("400 missing_required_parameter", KEY, "{}"),
            new Case("400 invalid_value", KEY, "{" + ASK + ",\"seed\":{}}"),
            new Case(
                    "400 parameter_not_supported",
                    "400 unknown_parameter",
                    "chat",
                    KEY + "\nextra-parameters: error",
                    "{" + ASK + ",\"extra\":\"u\"}"),
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

    /** What is wrong with a version depends on the API: on dated routes such a resource is not there. */
    private static final List<Map.Entry<Entry, String>> VERSIONS = List.of(
            Map.entry(new Entry(Api.MODELS, "%"), "400 BadRequest"),
            Map.entry(new Entry(Api.MODELS, "&"), "400 MissingApiVersionParameter"),
            Map.entry(new Entry(Api.MODELS, "1999-01-01"), "400 UnsupportedApiVersion"),
            Map.entry(new Entry(Api.DATED, "%"), "400 BadRequest"),
            Map.entry(new Entry(Api.DATED, ""), "404 404"),
            Map.entry(new Entry(Api.DATED, "&"), "404 404"),
            Map.entry(new Entry(Api.DATED, "1999-01-01"), "404 404"),
            Map.entry(new Entry(Api.DATED, "2022-12-01"), "404 404"),
            Map.entry(new Entry(Api.V1, "%"), "400 BadRequest"),
            Map.entry(new Entry(Api.V1, "2024-10-21"), "400 BadRequest"));

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream(), Rig.Bounds.WIDE.body(1, 20_000));

    static List<Arguments> cases() {
        return ENTRIES.stream()
                .flatMap(entry -> CASES.stream().map(one -> Arguments.of(entry, one.wanted(entry.api()), one)))
                .toList();
    }

    @Proves(errors = "*")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void isToldWithItsCode(Entry entry, String wanted, Case wrong) throws Exception {
        RUNNING.upstream()
                .script((request, connection) ->
                        connection.answer(wrong.status(), "application/json", "{\"error\":{\"message\":\"no\"}}"));
        String body = wrong.body().replaceFirst("^\\{\"", "{\"model\":\"" + wrong.deployment() + "\",\"");
        tells(entry, wanted, wrong.method(), entry.path(wrong.operation(), wrong.deployment()), wrong.headers(), body);
    }

    static List<Arguments> versions() {
        return VERSIONS.stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()))
                .toList();
    }

    @Proves(errors = "*")
    @ParameterizedTest
    @MethodSource("versions")
    void aVersionThatThereIsNotIsRefused(Entry entry, String wanted) throws Exception {
        tells(entry, wanted, "POST", entry.chat(), KEY, ASK_CHAT);
    }

    private static void tells(Entry entry, String wanted, String method, String target, String headers, String body)
            throws Exception {
        try (RawHttp raw = RUNNING.rig().connect()) {
            RawHttp.Answer answer = raw.send(
                            method + " " + target + " HTTP/1.1\nhost: rig\ncontent-type: application/json\n" + headers,
                            body)
                    .answer();
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            String code = error.path("code").asText();
            assertThat(answer.status() + " " + code).as(answer.body()).isEqualTo(wanted);
            // What is no HTTP is refused before it is known where it goes.
            assertThat(answer.header("x-ms-error-code"))
                    .isEqualTo(Optional.of(code).filter(any -> entry.api() == Api.MODELS || answer.status() == 431));
            assertThat(error.path("message").asText()).isNotBlank();
        }
    }

    @Proves(
            errors = {"422*", "400 unsupported_parameter"},
            refused = "*")
    @ParameterizedTest
    @FieldSource("ENTRIES")
    void whatAModelCannotDoIsNamed(Entry entry) throws Exception {
        int port = RUNNING.upstream().port();
        try (Rig narrow = Rig.before(port, Rig.Bounds.WIDE, ProviderTraits.PLAIN, NarrowModels.ABILITIES)) {
            RawHttp.Answer answer = narrow.call(entry.chat(), "{\"model\":\"chat\"," + ASK + ",\"seed\":7}");
            JsonNode refusal = MAPPER.readTree(answer.body());
            if (entry.api() == Api.MODELS) {
                assertThat(answer.status()).isEqualTo(422);
                JsonNode fault = refusal.path("detail").path(0);
                assertThat(fault.path("loc").toString()).isEqualTo("[\"body\",\"seed\"]");
                assertThat(fault.path("input").asInt()).isEqualTo(7);
            } else {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(refusal.at("/error/param").asText()).isEqualTo("seed");
                assertThat(refusal.at("/error/code").asText()).isEqualTo("unsupported_parameter");
                assertThat(refusal.at("/error/type").asText()).isEqualTo("invalid_request_error");
            }
        }
    }

    /** What has to be waited for, or comes from load. */
    @Proves(errors = {"408*", "504 request_timeout", "503 ServiceUnavailable"})
    @ParameterizedTest
    @FieldSource("ENTRIES")
    void isToldWhenTimeOrRoomIsOut(Entry entry) throws Exception {
        int port = RUNNING.upstream().port();
        RUNNING.upstream().script((request, connection) -> connection.otherCloses());
        Rig.Bounds wide = Rig.Bounds.WIDE;
        try (Rig slow = Rig.before(port, wide.body(1, 100));
                RawHttp raw = slow.connect()) {
            assertThat(raw.send(Rig.post(entry.chat()) + "\ncontent-length: 10\n\n{")
                            .answer()
                            .status())
                    .isEqualTo(408);
        }
        try (Rig slow = Rig.before(port, wide.requestTimeout(100))) {
            assertThat(slow.call(entry.chat(), Rig.chatBody(false)).status()).isEqualTo(504);
        }
        try (Rig full = Rig.before(port, wide.open(0))) {
            assertThat(full.call(entry.chat(), Rig.chatBody(false)).status()).isEqualTo(503);
        }
    }
}
