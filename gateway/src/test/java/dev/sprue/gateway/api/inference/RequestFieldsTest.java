package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.deployments.ChatAbilities;
import dev.sprue.gateway.deployments.EmbeddingAbilities;
import dev.sprue.gateway.deployments.ImageAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.specification.ModelInference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every request, in every version that has it: taken up to the ends of its range, refused beyond. */
class RequestFieldsTest {

    private static final ModelAbilities ABLE = new ModelAbilities(
            ChatAbilities.ANY,
            EmbeddingAbilities.ANY,
            new ImageAbilities(Set.of(), Integer.MAX_VALUE, true, true, true, true));
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream().script(new SpecifiedUpstream());
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE, ProviderTraits.PLAIN, ABLE);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        upstream.forget();
    }

    static Stream<Arguments> taken() {
        return versions(RequestFieldCases.taken(), RequestFieldCases.Taken::since);
    }

    static Stream<Arguments> refused() {
        return versions(RequestFieldCases.refused(), RequestFieldCases.Refused::since);
    }

    private static <T> Stream<Arguments> versions(List<T> cases, Function<T, String> since) {
        return ModelInference.VERSIONS.stream().flatMap(version -> cases.stream()
                .filter(one ->
                        ModelInference.VERSIONS.indexOf(version) >= ModelInference.VERSIONS.indexOf(since.apply(one)))
                .map(one -> Arguments.of(version, one)));
    }

    @Proves(request = "*")
    @ParameterizedTest
    @MethodSource("taken")
    void isTakenUpToTheEndsOfItsRange(String version, RequestFieldCases.Taken fields) throws Exception {
        ObjectNode sent = fields(fields.fields());
        RawHttp.Answer answer = post(version, fields.operation(), sent);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode got = MAPPER.readTree(upstream.request().body());
        sent.properties().forEach(field -> assertThat(relayed(fields.operation(), field.getKey()))
                .as(field.getKey())
                .satisfiesAnyOf(kept -> assertThat(kept).isFalse(), kept -> assertThat(got.path(field.getKey()))
                        .isEqualTo(field.getValue())));
    }

    /** What the dialect of the model's server has otherwise; their own tests hold how. */
    private static boolean relayed(String operation, String field) {
        return switch (field) {
            case "encoding_format" -> false;
            case "input_type" -> !operation.equals(RequestFieldCases.EMBEDDINGS);
            case "size", "output_format" -> !operation.equals(RequestFieldCases.IMAGES);
            default -> true;
        };
    }

    @Proves(request = {"header*", "query*"})
    @ParameterizedTest
    @MethodSource("operations")
    void headersAreTakenByEveryOperation(String version, String operation) throws Exception {
        for (String option : List.of("error", "drop", "pass-through")) {
            ObjectNode body = body(operation);
            if (!option.equals("error")) {
                body.put("extra", 1);
            }
            try (RawHttp raw = rig.connect()) {
                RawHttp.Answer answer = raw.send(
                                "POST /models/" + operation + "?api-version=" + version
                                        + " HTTP/1.1\nhost: rig\ncontent-type: application/json\nauthorization: Bearer "
                                        + Rig.KEY + "\nextra-parameters: " + option,
                                body.toString())
                        .answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
            assertThat(MAPPER.readTree(upstream.request().body()).has("extra"))
                    .isEqualTo(option.equals("pass-through"));
        }
    }

    static Stream<Arguments> operations() {
        return versions(
                RequestFieldCases.OPERATIONS,
                operation -> operation.equals(RequestFieldCases.IMAGES)
                        ? ModelInference.VERSIONS.getLast()
                        : ModelInference.VERSIONS.getFirst());
    }

    @Proves(
            refused = "*",
            errors = {"400 invalid_value", "400 missing_required_parameter"})
    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedBeyondThemWithItsPlace(String version, RequestFieldCases.Refused fields) throws Exception {
        RawHttp.Answer answer = post(version, fields.operation(), fields(fields.fields()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode detail = MAPPER.readTree(answer.body()).path("detail");
        List<String> place = new ArrayList<>();
        detail.path(0).path("loc").forEach(step -> place.add(step.asText()));
        assertThat(String.join(".", place)).isEqualTo("body." + fields.place());
        assertThat(detail).hasSize(1);
        assertThat(upstream.waiting()).isZero();
    }

    /** A request with these fields and with what the operation requires beside them. */
    private static RawHttp.Answer post(String version, String operation, ObjectNode fields) throws IOException {
        ObjectNode body = body(operation).setAll(fields);
        return rig.call("/models/" + operation + "?api-version=" + version, body.toString());
    }

    /** What an operation requires. */
    private static ObjectNode body(String operation) throws IOException {
        String required =
                switch (operation) {
                    case RequestFieldCases.CHAT ->
                        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]}";
                    case RequestFieldCases.EMBEDDINGS -> "{\"model\":\"embed\",\"input\":[\"a\"]}";
                    case RequestFieldCases.PICTURES ->
                        "{\"model\":\"pictures\",\"input\":[{\"image\":\"data:image/png;base64,AAAA\"}]}";
                    default -> "{\"model\":\"painter\",\"prompt\":\"p\",\"size\":\"1024x1024\"}";
                };
        return (ObjectNode) MAPPER.readTree(required);
    }

    private static ObjectNode fields(String json) throws IOException {
        return (ObjectNode) MAPPER.readTree("{" + json + "}");
    }
}
