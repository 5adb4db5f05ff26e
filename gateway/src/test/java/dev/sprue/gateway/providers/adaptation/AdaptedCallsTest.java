package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.ChatModelConfig.MaxTokensField;
import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.deployments.ChatAbilities;
import dev.sprue.gateway.deployments.EmbeddingAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that can do little, on a server with ways of its own: what it is sent, and what it is not. */
class AdaptedCallsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static final ProviderTraits OWN_WAYS = new ProviderTraits(
            SystemRole.USER,
            Optional.empty(),
            Optional.of(MaxTokensField.max_completion_tokens),
            true,
            ProviderTraits.PLAIN.encodings(),
            ProviderTraits.PLAIN.inputTypeField(),
            Integer.MAX_VALUE);

    private static final ModelAbilities LITTLE = new ModelAbilities(
            new ChatAbilities(
                    false,
                    false,
                    Set.of(ResponseFormat.text),
                    0,
                    false,
                    Set.of(Modality.text),
                    1,
                    false,
                    true,
                    true,
                    4_096),
            EmbeddingAbilities.ANY);

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream()
                .script((request, connection) -> connection.answer(
                        200, "application/json", "{\"choices\":[{}],\"data\":[{\"embedding\":[1]}]}"));
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE, OWN_WAYS, LITTLE);
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

    @Test
    void systemMessagesGoAsUserMessagesAndNothingElseChanges() throws Exception {
        String body = "{ \"x\" : [1.0], \"messages\" : [ {\"role\":\"system\",\"content\":\"be \\u00e9\"} , "
                + "{\"role\":\"user\",\"content\":\"hi\"} ], \"model\":\"chat\", \"seed\": 5 }";
        assertThat(call("drop", body).status()).isEqualTo(200);
        assertThat(upstream.request().body())
                .isEqualTo("{ \"messages\" : [ {\"role\":\"user\",\"content\":\"be \\u00e9\\n\\nhi\"} ],"
                        + " \"model\":\"upstream-chat\", \"seed\": 5 }");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soDoThoseOfABodyThatLiesInAFile(boolean large) throws Exception {
        String text = "long ".repeat(large ? 400_000 : 10);
        String body = "{\"messages\":[{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"" + text
                + "\"},{\"role\":\"developer\",\"content\":\"b\"}],\"max_tokens\":9,\"model\":\"chat\"}";
        assertThat(call("error", body).status()).isEqualTo(200);
        assertThat(upstream.request().body())
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"a\\n\\n" + text
                        + "\\n\\nb\"}],\"max_completion_tokens\":9,\"model\":\"upstream-chat\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "error | ,'max_tokens':7 | ,'max_completion_tokens':7",
                "error | ,'max_tokens' : null | ,'max_completion_tokens' : null",
                "pass-through | ,'max_completion_tokens':7 | ,'max_completion_tokens':7",
                "pass-through | ,'max_tokens':7,'max_completion_tokens':8 | ,'max_tokens':7,'max_completion_tokens':8",
                "drop | ,'max_tokens':7,'max_completion_tokens':8 | ,'max_completion_tokens':7",
            })
    void theLimitOfTokensGetsTheNameThatTheServerWants(String extras, String sent, String wanted) throws Exception {
        assertThat(call(extras, body(sent)).status()).isEqualTo(200);
        assertThat(upstream.request().body()).isEqualTo(body(wanted).replace("chat", "upstream-chat"));
    }

    @Test
    void oneAnswerNamesAllThatTheModelCannotDo() throws Exception {
        String parts =
                "[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]";
        RawHttp.Answer answer = call(
                "pass-through",
                ("{'model':'chat','temperature':1.5,'response_format':{'type':'json_object'},"
                                + "'messages':[{'role':'system','content':'x'},{'role':'user','content':" + parts
                                + "}],"
                                + "'tools':[{'type':'function','function':{'name':'f'}}],'top_p':0.5}")
                        .replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("x-ms-error-code")).hasValue("parameter_not_supported");
        String tool = "[{'type':'function','function':{'name':'f'}}]";
        String wanted = "{'error':{'code':'parameter_not_supported',"
                + "'message':'One of the parameters contain invalid values.','remedy':'The model behind this deployment"
                + " cannot do what `detail` names; leave it out or name another deployment.'},'status':422,"
                + "'code':'parameter_not_supported','message':'One of the parameters contain invalid values.','detail':["
                + detail("['body','temperature']", "1.5", "This model takes temperatures up to 1.")
                + ","
                + detail("['body','response_format']", "'json_object'", "This model answers in: <text>.")
                + ","
                + detail("['body','messages',1,'content',1,'type']", "'image_url'", "This model does not take images.")
                + ","
                + detail("['body','tools']", tool, "This model does not call tools.")
                + "]}";
        assertThat(MAPPER.readTree(answer.body()))
                .isEqualTo(MAPPER.readTree(wanted.replace('\'', '"').replaceAll("<(\\w+)>", "'$1'")));
        assertThat(upstream.waiting()).isZero();
        assertThat(rig.logLine("PARAMETER_NOT_SUPPORTED")).contains("status=422");
    }

    @Test
    void aLargeBodyIsCheckedToo() throws Exception {
        int admitted = rig.admitted();
        RawHttp.Answer answer = call(
                "error",
                body(",\"stop\":\"" + "x".repeat(9_000) + "\",\"presence_penalty\":1")
                        .replace("hi", "long ".repeat(400_000)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(MAPPER.readTree(answer.body()).at("/detail/0/loc/1").asText())
                .isEqualTo("presence_penalty");
        assertThat(upstream.waiting()).isZero();
        assertThat(rig.admitted()).isEqualTo(admitted);
    }

    @Test
    void callsOfOtherKindsAreLeftAlone() throws Exception {
        String body = "{\"model\":\"Embed\",\"input\":[\"x\"],\"dimensions\":7}";
        assertThat(rig.call(Rig.EMBEDDINGS, body).status()).isEqualTo(200);
        assertThat(upstream.request().body())
                .startsWith(body.replace("Embed", "upstream-embed").replace("}", ""));
    }

    private static String detail(String location, String input, String message) {
        return "{'loc':" + location + ",'input':" + input + ",'value':" + input + ",'msg':'" + message
                + "','type':'parameter_not_supported'}";
    }

    private static String body(String more) {
        return "{\"model\":\"chat\"," + MESSAGES + more.replace('\'', '"') + "}";
    }

    private static RawHttp.Answer call(String extras, String body) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(Rig.post(Rig.CHAT) + "\nextra-parameters: " + extras, body)
                    .answer();
        }
    }
}
