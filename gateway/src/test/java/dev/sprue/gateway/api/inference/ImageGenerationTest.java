package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.ImageModelConfig.Family;
import dev.sprue.gateway.deployments.ImageAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /images/generations} before an OpenAI-compatible server. */
class ImageGenerationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/models/images/generations?api-version=2025-05-15-preview";
    private static final String BODY = "{\"model\":\"painter\",\"prompt\":\"a cat\",\"size\":\"1024x1024\"}";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.defects()).isEmpty();
        upstream.forget();
    }

    private static void answers(String body) {
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
    }

    private static JsonNode answer(String upstreamsAnswer) throws Exception {
        answers(upstreamsAnswer);
        RawHttp.Answer answer = rig.call(PATH, BODY);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    @Test
    void answersInTheShapeOfThisApi() throws Exception {
        String picture = "iVBORw0KGgo" + "A".repeat(1_500_000) + "==";
        JsonNode answer = answer("{\"created\": 1700000000, \"data\": [{\"revised_prompt\":\"A cat.\",\"b64_json\":\""
                + picture + "\"}, {\"b64_json\":\"QQ\\/=\",\"seed\":-7,\"url\":null}]}");
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("id", "created", "object", "model", "data", "usage");
        assertThat(answer.path("id").asText()).matches("img-[0-9a-f]{32}");
        assertThat(answer.path("created").asLong()).isEqualTo(1_700_000_000);
        assertThat(answer.path("object").asText()).isEqualTo("image.generation");
        assertThat(answer.path("model").asText()).isEqualTo("upstream-painter");
        assertThat(answer.at("/data/0/image").asText()).isEqualTo(picture);
        assertThat(answer.at("/data/0").size()).isEqualTo(1);
        assertThat(answer.at("/data/1").toString()).isEqualTo("{\"image\":\"QQ/=\",\"seed\":-7}");
        assertThat(answer.at("/usage").toString()).isEqualTo("{\"image_generations\":2}");
    }

    @Test
    void makesUpWhatTheServerLeftOut() throws Exception {
        long before = System.currentTimeMillis() / 1_000;
        JsonNode answer = answer("{\"data\":[{\"b64_json\":\"AAAA\"}],\"model\":\"painter-1\"}");
        assertThat(answer.path("created").asLong()).isBetween(before, before + 600);
        assertThat(answer.path("model").asText()).isEqualTo("painter-1");
        assertThat(answer("{\"data\":[]}").path("usage").toString()).isEqualTo("{\"image_generations\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"created\":1}",
                "{\"data\":{}}",
                "{\"data\":[{\"url\":\"https://example.com/a.png\"}]}",
                "{\"data\":[{\"b64_json\":null}]}",
                "{\"data\":[{\"b64_json\":\"AAAA\"},\"AAAA\"]}",
                "{\"data\":[{\"b64_json\":\"AA",
            })
    void takesNoAnswerWithoutPictures(String upstreamsAnswer) {
        answers(upstreamsAnswer);
        RawHttp.Answer answer = rig.call(PATH, BODY);
        assertThat(answer.status()).as(answer.body()).isEqualTo(502);
        assertThat(answer.header("x-ms-error-code")).hasValue("upstream_failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "size":"1024x1024"                         | "size":"1024x1024","response_format":"b64_json"
            "size":{"width":640,"height":480}          | "size":"640x480","response_format":"b64_json"
            "size":{"height":1e2,"width":64.0}         | "size":"64x100","response_format":"b64_json"
            "n":2,"size":"672x1566"                    | "n":2,"size":"672x1566","response_format":"b64_json"
            "size":"256x256","output_format":"png"     | "size":"256x256","response_format":"b64_json"
            "size":"256x256","quality":"hd"            | "size":"256x256","quality":"hd","response_format":"b64_json"
            "size":"256x256","n":null                  | "size":"256x256","n":null,"response_format":"b64_json"
            """)
    void asksTheServerInItsWords(String fields, String sent) throws Exception {
        answers("{\"data\":[{\"b64_json\":\"AAAA\"}]}");
        RawHttp.Answer answer = rig.call(PATH, "{\"model\":\"Painter\",\"prompt\":\"a cat\"," + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ScriptedUpstream.Request request = upstream.request();
        assertThat(request.line()).isEqualTo("POST /v1/images/generations HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"model\":\"upstream-painter\",\"prompt\":\"a cat\"," + sent + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "n":4                            | "n":4
            "size":{"width":640,"height":480} | "size":"640x480"
            "output_format":"jpg"            | "output_format":"jpeg"
            "output_format":"png"            | "output_format":"png"
            "quality":"hd"                   | "quality":"high"
            "quality":"standard"             | "quality":"medium"
            "seed":7,"negative_prompt":"dogs" | "seed":7,"negative_prompt":"dogs"
            "image_prompt":{"image":"data:image/png;base64,AAAA","strength":0.5} | "image_prompt":{"image":"data:image/png;base64,AAAA","strength":0.5}
            """)
    void asksServersInTheWaysOfGptImageInTheirs(String fields, String sent) throws Exception {
        answers("{\"data\":[{\"b64_json\":\"AAAA\"}]}");
        ImageAbilities able = new ImageAbilities(Set.of("640x480", "64x64"), 4, true, true, true, true);
        String size = fields.contains("size") ? "" : ",\"size\":\"64x64\"";
        try (Rig other = rig(Family.GPT_IMAGE, able)) {
            RawHttp.Answer answer =
                    other.call(PATH, "{\"model\":\"painter\",\"prompt\":\"a cat\"," + fields + size + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        assertThat(upstream.request().body())
                .isEqualTo("{\"model\":\"upstream-painter\",\"prompt\":\"a cat\"," + sent + size + "}");
    }

    private static Rig rig(Family family, ImageAbilities abilities) {
        ProviderTraits plain = ProviderTraits.PLAIN;
        ProviderTraits traits = new ProviderTraits(
                plain.systemRole(),
                plain.reasoning(),
                plain.maxTokensField(),
                plain.remoteMedia(),
                family,
                plain.encodings(),
                plain.inputTypeField(),
                plain.maxInputs());
        ModelAbilities any = ModelAbilities.ANY;
        return Rig.before(
                upstream.port(), Rig.Bounds.WIDE, traits, new ModelAbilities(any.chat(), any.embedding(), abilities));
    }

    /** What OpenAI's API does not have would be lost on the way if it were let through. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "negative_prompt":"dogs" | negative_prompt | "dogs"
            "seed":7                 | seed            | 7
            "output_format":"jpg"    | output_format   | "jpg"
            "image_prompt":{"image":"data:image/png;base64,AAAA"} | image_prompt | {"image":"data:image/png;base64,AAAA"}
            """)
    void refusesWhatTheDialectLacks(String field, String place, String input) throws Exception {
        RawHttp.Answer answer = rig.call(PATH, BODY.substring(0, BODY.length() - 1) + "," + field + "}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("x-ms-error-code")).hasValue("parameter_not_supported");
        JsonNode detail = MAPPER.readTree(answer.body()).path("detail");
        assertThat(detail).hasSize(1);
        assertThat(detail.at("/0/loc").toString()).isEqualTo("[\"body\",\"" + place + "\"]");
        assertThat(detail.at("/0/input")).isEqualTo(MAPPER.readTree(input));
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void refusesWhatTheModelCannotDo() throws Exception {
        ImageAbilities able = new ImageAbilities(Set.of("64x64"), 1, false, false, false, false);
        try (Rig other = rig(Family.DALL_E, able)) {
            RawHttp.Answer answer = other.call(
                    PATH, "{\"model\":\"painter\",\"prompt\":\"a\",\"n\":2,\"size\":{\"width\":64,\"height\":65}}");
            assertThat(answer.status()).isEqualTo(422);
            JsonNode detail = MAPPER.readTree(answer.body()).path("detail");
            assertThat(detail.findValuesAsText("msg"))
                    .containsExactly(
                            "This model makes pictures of: '64x64'.", "This model makes at most 1 in one call.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pass-through | {"response_format":"url","background":"auto"} | "response_format":"b64_json","background":"auto"
            drop         | {"response_format":"url","background":"auto"} | "response_format":"b64_json"
            drop         | {"background":"auto","response_format":"url"} | "response_format":"b64_json"
            """)
    void alwaysAsksForThePicturesThemselves(String extras, String fields, String sent) throws Exception {
        answers("{\"data\":[{\"b64_json\":\"AAAA\"}]}");
        try (RawHttp raw = rig.connect()) {
            String body = BODY.substring(0, BODY.length() - 1) + "," + fields.substring(1);
            assertThat(raw.send(Rig.post(PATH) + "\nextra-parameters: " + extras, body)
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(upstream.request().body()).endsWith("\"size\":\"1024x1024\"," + sent + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"size":"1024x1024"}                                           | prompt
            {"prompt":"","size":"1024x1024"}                               | prompt
            {"prompt":["a"],"size":"1024x1024"}                            | prompt
            {"prompt":"a"}                                                 | size
            {"prompt":"a","size":null}                                     | size
            {"prompt":"a","size":"large"}                                  | size
            {"prompt":"a","size":"0x10"}                                   | size
            {"prompt":"a","size":"10x"}                                    | size
            {"prompt":"a","size":"100000x1"}                               | size
            {"prompt":"a","size":[1,2]}                                    | size
            {"prompt":"a","size":{"width":1}}                              | size.height
            {"prompt":"a","size":{"width":0,"height":1}}                   | size.width
            {"prompt":"a","size":{"width":1,"height":1.5}}                 | size.height
            {"prompt":"a","size":"1x1","n":0}                              | n
            {"prompt":"a","size":"1x1","n":101}                            | n
            {"prompt":"a","size":"1x1","n":"1"}                            | n
            {"prompt":"a","size":"1x1","negative_prompt":1}                | negative_prompt
            {"prompt":"a","size":"1x1","output_format":"gif"}              | output_format
            {"prompt":"a","size":"1x1","quality":"best"}                   | quality
            {"prompt":"a","size":"1x1","seed":1.5}                         | seed
            {"prompt":"a","size":"1x1","image_prompt":"data:image/png;base64,AAAA"} | image_prompt
            {"prompt":"a","size":"1x1","image_prompt":{}}                  | image_prompt.image
            {"prompt":"a","size":"1x1","image_prompt":{"image":"https://a.com/"}} | image_prompt.image
            {"prompt":"a","size":"1x1","image_prompt":{"image":"data:image/png;base64,AAAA","strength":2}} | image_prompt.strength
            """)
    void namesThePlaceThatIsWrong(String body, String place) throws Exception {
        RawHttp.Answer answer = rig.call(PATH, body);
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(answer.body());
        assertThat(error.at("/error/message").asText()).contains("'" + place + "'");
        assertThat(upstream.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01-preview", "2025-04-01", "2025-05-01"})
    void isNotThereInOtherVersions(String version) throws Exception {
        RawHttp.Answer answer = rig.call(PATH.replace("2025-05-15-preview", version), BODY);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(MAPPER.readTree(answer.body()).at("/error/message").asText())
                .isEqualTo("The route /models/images/generations is not part of the api-version '" + version
                        + "'. Use api-version 2025-05-15-preview or a later one.");
    }

    @Test
    void needsAModelThatCan() throws Exception {
        RawHttp.Answer answer = rig.call(PATH, BODY.replace("painter", "chat"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-ms-error-code")).hasValue("OperationNotSupported");
        answers("{\"data\":[{\"b64_json\":\"AAAA\"}]}");
        // The only one that can needs no name.
        assertThat(rig.call("/api" + PATH, BODY.replace("\"model\":\"painter\",", ""))
                        .status())
                .isEqualTo(200);
        try (RawHttp raw = rig.connect()) {
            String info = raw.send(
                            "GET /models/info?model=painter&api-version=2025-04-01 HTTP/1.1\nhost: rig\napi-key: "
                                    + Rig.KEY + "\n\n")
                    .answer()
                    .body();
            assertThat(MAPPER.readTree(info).path("model_type").asText()).isEqualTo("image-generation");
        }
    }

    @Test
    void metersTheTokensThatModelsCountForPictures() {
        answers("{\"data\":[{\"b64_json\":\"AAAA\"}],\"usage\":{\"input_tokens\":12,\"output_tokens\":4160,"
                + "\"total_tokens\":4172,\"input_tokens_details\":{\"text_tokens\":12,\"image_tokens\":0}}}");
        rig.call(PATH, BODY);
        rig.idle();
        assertThat(rig.records().getLast().usage().promptTokens()).isEqualTo(12);
        assertThat(rig.records().getLast().usage().completionTokens()).isEqualTo(4_160);
        assertThat(rig.records().getLast().operation()).isEqualTo("imageGeneration");
    }
}
