package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.NarrowModels;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever anybody sends, it is answered, or refused as the catalogue of errors says; a place that a refusal names is
 * there; and the connection serves the next request.
 */
class HostileRequestsTest {

    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20_000)
                            .maxNumberLength(100_000)
                            .maxNameLength(5_000_000)
                            .build())
                    .build())
            .build();

    /** What the catalog says of the models. */
    enum Models {
        ANY(ProviderTraits.PLAIN, ModelAbilities.ANY, 8),
        ADAPTED(NarrowModels.TRAITS, ModelAbilities.ANY, 8),
        NARROW(NarrowModels.TRAITS, NarrowModels.ABILITIES, 16);

        private final ProviderTraits traits;
        private final ModelAbilities abilities;
        private final int oneIn;

        /** @param oneIn at least one request in so many is answered */
        Models(ProviderTraits traits, ModelAbilities abilities, int oneIn) {
            this.traits = traits;
            this.abilities = abilities;
            this.oneIn = oneIn;
        }
    }

    static Stream<Arguments> apisAndModels() {
        return Arrays.stream(Api.values())
                .flatMap(api -> Arrays.stream(Models.values()).map(models -> Arguments.of(api, models)));
    }

    @ParameterizedTest
    @MethodSource("apisAndModels")
    void everythingIsAnsweredOrRefusedAsDocumented(Api api, Models models) throws Exception {
        int tries = Tries.of(api == Api.MODELS ? 1_500 : 600, 70_000);
        HostileRequests requests = new HostileRequests(20_261_121 + models.ordinal(), api);
        Map<String, Integer> outcomes = new TreeMap<>();
        try (ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream());
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE, models.traits, models.abilities)) {
            RawHttp raw = rig.connect();
            for (int i = 0; i < tries; i++) {
                HostileRequests.Hostile hostile = requests.next();
                String request = "request " + i + " " + shown(hostile);
                try {
                    RawHttp.Answer answer =
                            raw.send(head(hostile)).sendBytes(hostile.body()).answer();
                    request += " got " + answer;
                    outcomes.merge(judge(hostile, answer), 1, Integer::sum);
                    if (answer.headers().containsKey("connection")) {
                        raw.close();
                        raw = rig.connect();
                    }
                } catch (AssertionError wrong) {
                    throw new AssertionError(wrong.getMessage() + "\nof " + request, wrong);
                }
                upstream.forget();
            }
            raw.close();
            rig.idle();
            assertThat(rig.defects()).isEmpty();
        }
        // Neither all refused nor all taken: else the property would hold of anything.
        assertThat(outcomes.get("200")).as("%s", outcomes).isGreaterThan(tries / models.oneIn);
        assertThat(outcomes).hasSizeGreaterThan(8);
    }

    private static String head(HostileRequests.Hostile hostile) {
        return "POST " + hostile.target() + " HTTP/1.1\nhost: rig\napi-key: " + Rig.KEY + "\n" + hostile.headers()
                + "\ncontent-length: " + hostile.body().length + "\n\n";
    }

    private static String judge(HostileRequests.Hostile hostile, RawHttp.Answer answer) throws IOException {
        assertThat(answer.whole()).isTrue();
        // Only what is no HTTP ends the connection: a byte in the target that no URL has.
        boolean isHttp = hostile.target().chars().allMatch(c -> c < 0x80);
        assertThat(answer.header("connection")).isEqualTo(isHttp ? Optional.empty() : Optional.of("close"));
        if (answer.status() == 200) {
            return "200";
        }
        JsonNode refusal = MAPPER.readTree(answer.body());
        String code = refusal.path("error").path("code").asText();
        assertThat(answer.status()).isBetween(400, 499);
        if (answer.header("x-ms-error-code").isPresent()) {
            assertThat(Arrays.stream(ErrorCode.values())
                            .anyMatch(known -> known.status() == answer.status()
                                    && known.code().equals(code)))
                    .as("the catalogue has %s %s", answer.status(), code)
                    .isTrue();
            for (JsonNode fault : refusal.path("detail")) {
                names(MAPPER.readTree(hostile.body()), fault);
            }
        } else {
            hasTheFormOfOpenAi(refusal, hostile);
        }
        return answer.status() + " " + code;
    }

    /** An error with a message, and with a place that there is, where it names one. */
    private static void hasTheFormOfOpenAi(JsonNode refusal, HostileRequests.Hostile hostile) throws IOException {
        assertThat(refusal.properties()).hasSize(1);
        JsonNode error = refusal.path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.properties().stream().map(Map.Entry::getKey))
                .isSubsetOf("message", "type", "param", "code", "innererror");
        String place = error.path("param").asText("");
        boolean missing = error.path("code").asText().equals("missing_required_parameter");
        // Names with signs in them cannot be told from steps of a place.
        if (place.matches("[a-z_]+((\\[\\d+\\])|(\\.[a-z_]+))*") && !missing) {
            JsonNode document = MAPPER.readTree(hostile.body());
            JsonNode at = document.at("/" + place.replaceAll("[\\[.]", "/").replace("]", ""));
            assertThat(at.isMissingNode()).as("%s in %s", place, document).isFalse();
        }
    }

    /** The place is there and holds what the refusal says; where something is missing, it is, from a thing that is there. */
    private static void names(JsonNode document, JsonNode fault) throws JsonProcessingException {
        JsonNode loc = fault.path("loc");
        assertThat(loc.path(0).asText()).isEqualTo("body");
        JsonNode at = document;
        boolean missing = fault.path("type").asText().equals("missing");
        for (int i = 1; i < loc.size() - (missing ? 1 : 0); i++) {
            JsonNode step = loc.get(i);
            at = step.isInt() ? at.path(step.intValue()) : field(at, step.asText());
            assertThat(at.isMissingNode()).as("%s of %s", step, loc).isFalse();
        }
        if (missing) {
            assertThat(at.isObject()).isTrue();
            JsonNode absent = at.path(loc.get(loc.size() - 1).asText());
            assertThat(absent.isMissingNode() || absent.isNull()).isTrue();
        } else if (fault.path("type").asText().equals("duplicate_key")) {
            // Which of the two it shows does not matter.
            assertThat(at.isMissingNode()).isFalse();
        } else if (fault.path("type").asText().equals("parameter_not_supported")) {
            // Names the field, and shows the value in it that is too much.
            assertThat(at.isNull()).isFalse();
        } else if (!fault.path("input").asText().endsWith(", not shown")) {
            assertThat(fault.path("input").toString()).isEqualTo(at.toString());
        }
    }

    private static JsonNode field(JsonNode object, String shown) {
        return object.properties().stream()
                .filter(field ->
                        dev.sprue.gateway.error.Shown.text(field.getKey(), 200).equals(shown))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MAPPER.missingNode());
    }

    private static String shown(HostileRequests.Hostile hostile) {
        String body = new String(hostile.body(), StandardCharsets.UTF_8);
        return hostile.target() + " " + hostile.headers() + "\n" + body.substring(0, Math.min(body.length(), 3_000));
    }
}
