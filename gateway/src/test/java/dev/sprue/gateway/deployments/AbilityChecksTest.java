package dev.sprue.gateway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused for a model that cannot do it, and where; bodies are written with ' for ". */
class AbilityChecksTest {

    private static final ChatAbilities LITTLE = new ChatAbilities(
            false, false, Set.of(ResponseFormat.text), 0, false, Set.of(Modality.text), 1, false, false, false, 100);
    private static final EmbeddingAbilities FEW = new EmbeddingAbilities(
            new VectorLengths.OneOf(List.of(64, 128)), Set.of(Encoding.INT8), Set.of(InputType.text, InputType.query));

    /** One thing that a request can ask for, and the ability that it takes. */
    private record Wish(String field, String location, UnaryOperator<ChatAbilities> without) {}

    private static final List<Wish> WISHES = List.of(
            new Wish("'seed':1", "body.seed", can -> with(can, can.tools(), false, can.stop(), can.penalties(), 1)),
            new Wish("'stop':'x'", "body.stop", can -> with(can, can.tools(), can.seed(), false, can.penalties(), 1)),
            new Wish(
                    "'presence_penalty':-1",
                    "body.presence_penalty",
                    can -> with(can, can.tools(), can.seed(), can.stop(), false, 1)),
            new Wish(
                    "'tools':[{'type':'function'}]",
                    "body.tools",
                    can -> with(can, false, can.seed(), can.stop(), can.penalties(), 1)),
            new Wish(
                    "'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url'}]}]",
                    "body.messages.0.content.1.type",
                    can -> with(can, can.tools(), can.seed(), can.stop(), can.penalties(), 0)));

    private static ChatAbilities with(
            ChatAbilities can, boolean tools, boolean seed, boolean stop, boolean penalties, int images) {
        return new ChatAbilities(
                tools,
                true,
                can.responseFormats(),
                Math.min(images, can.maxImages()),
                true,
                can.modalities(),
                2,
                penalties,
                seed,
                stop,
                can.maxOutputTokens());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'tools':[{'type':'function'}]} | body.tools | [{'type':'function'}]",
                "{'tool_choice':'auto'} | body.tool_choice | 'auto'",
                "{'tool_choice':{'type':'function'}} | body.tool_choice | {'type':'function'}",
                "{'parallel_tool_calls':true} | body.parallel_tool_calls | true",
                "{'response_format':{'type':'json_object'}} | body.response_format | 'json_object'",
                "{'response_format':{'x':1,'type':'json_schema'}} | body.response_format | 'json_schema'",
                "{'modalities':['text','audio']} | body.modalities.1 | 'audio'",
                "{'temperature':1.01} | body.temperature | 1.01",
                "{'temperature':2} | body.temperature | 2",
                "{'frequency_penalty':1e-9} | body.frequency_penalty | 1e-9",
                "{'presence_penalty':-2} | body.presence_penalty | -2",
                "{'seed':0} | body.seed | 0",
                "{'stop':'x'} | body.stop | 'x'",
                "{'stop':['x']} | body.stop | ['x']",
                "{'max_tokens':101} | body.max_tokens | 101",
                "{'max_completion_tokens':1e3} | body.max_completion_tokens | 1e3",
                "{'messages':[{'role':'user'},{'role':'tool'}]} | body.messages.1.role | 'tool'",
                "{'messages':[{'tool_calls':[{}]}]} | body.messages.0.tool_calls | [{}]",
                "{'messages':[{'audio':{'id':'a'}}]} | body.messages.0.audio | {'id':'a'}",
                "{'messages':[{'content':[{'type':'text'},{'type':'image_url'}]}]}"
                        + " | body.messages.0.content.1.type | 'image_url'",
                "{'messages':[{'content':[{'type':'audio_url'}]}]} | body.messages.0.content.0.type | 'audio_url'",
                "{'messages':[{'content':[{'type':'input_audio'}]}]} | body.messages.0.content.0.type | 'input_audio'",
            })
    void whatAChatModelCannotDoIsNamedWithItsPlace(String body, String location, String input) {
        ParameterFault fault = single(faults(LITTLE, body));
        assertThat(places(List.of(fault))).containsExactly(location);
        assertThat(fault.input()).isEqualTo(input.replace('\'', '"'));
        assertThat(fault.type()).isEqualTo("parameter_not_supported");
        assertThat(fault.message()).startsWith("This model ").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'tools':null,'tool_choice':null,'seed':null,'stop':null,'temperature':null,'modalities':null}",
                "{'tools':[],'tool_choice':'none','parallel_tool_calls':false,'stop':[]}",
                "{'frequency_penalty':0,'presence_penalty':-0.0e5,'temperature':1.0,'max_tokens':100}",
                "{'modalities':['text'],'response_format':{'type':'text'}}",
                "{'messages':[{'role':'assistant','tool_calls':null,'audio':null,'content':null},"
                        + "{'role':'assistant','tool_calls':[]},{'role':'user','content':[{'type':'text','text':'tool'}]}]}",
                "{'messages':[{'role':'user','content':'image_url'}],'top_p':0.5,'unknown':{'tools':1}}",
            })
    void whatSaysNothingIsNeverRefused(String body) {
        assertThat(faults(LITTLE, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':7,'response_format':[],'modalities':'x','temperature':'hot','max_tokens':{}}",
                "{'messages':[1,'a',[],null,{'role':5,'content':{}},{'content':[1,null,{'type':[]},{}]}]}",
                "{'response_format':{},'modalities':[1,null,{}],'tools':'x','stop':{},'seed':'1'}",
            })
    void whatMakesNoSenseBreaksNothing(String body) {
        assertThatCode(() -> faults(LITTLE, body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1,1,false", "1,2,true", "3,3,false", "3,4,true", "3,9,true"})
    void imagesAreCountedOverAllMessages(int most, int sent, boolean refused) {
        ChatAbilities can = new ChatAbilities(
                true,
                true,
                ChatAbilities.ANY.responseFormats(),
                most,
                true,
                Set.of(Modality.values()),
                2,
                true,
                true,
                true,
                1);
        String message = "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{}}]}";
        List<ParameterFault> faults =
                faults(can, "{'messages':[" + String.join(",", java.util.Collections.nCopies(sent, message)) + "]}");
        assertThat(places(faults)).isEqualTo(refused ? List.of("body.messages." + most + ".content.1") : List.of());
        if (refused) {
            assertThat(single(faults).message())
                    .contains("at most " + most + " image")
                    .contains("has " + sent);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'dimensions':65} | body.dimensions",
                "{'dimensions':64.5} | body.dimensions",
                "{'dimensions':1e300} | body.dimensions",
                "{'encoding_format':'float'} | body.encoding_format",
                "{'input_type':'document'} | body.input_type",
                "{'dimensions':1,'encoding_format':'ubinary'} | body.dimensions body.encoding_format",
                "{'dimensions':128,'encoding_format':'int8','input_type':'query'} |",
                "{'dimensions':6.4e1,'encoding_format':null,'input_type':null} |",
                "{'dimensions':null,'encoding_format':7,'input_type':[]} |",
            })
    void vectorsAreCheckedForTextsAndPicturesAlike(String body, String locations) {
        List<String> wanted = locations == null ? List.of() : List.of(locations.split(" "));
        for (Operation operation : List.of(Operation.EMBEDDINGS, Operation.IMAGE_EMBEDDINGS)) {
            ModelAbilities abilities = new ModelAbilities(ChatAbilities.ANY, FEW);
            assertThat(places(faults(operation, abilities, body, new ExtraParameters.PassThrough())))
                    .isEqualTo(wanted);
        }
    }

    @Test
    void aModelWithoutAChoiceOfLengthsTakesNone() {
        EmbeddingAbilities can =
                new EmbeddingAbilities(new VectorLengths.OneOf(List.of()), Set.of(Encoding.values()), Set.of());
        ModelAbilities abilities = new ModelAbilities(ChatAbilities.ANY, can);
        assertThat(places(faults(
                        Operation.EMBEDDINGS, abilities, "{'dimensions':384}", new ExtraParameters.PassThrough())))
                .containsExactly("body.dimensions");
        assertThat(abilities.restricts(Operation.CHAT_COMPLETION)).isFalse();
    }

    @Test
    void whatIsDroppedIsNotChecked() {
        String body = "{'seed':null,'parallel_tool_calls':true,'max_completion_tokens':1000,'max_tokens':200}";
        ModelAbilities abilities = new ModelAbilities(LITTLE, EmbeddingAbilities.ANY);
        assertThat(places(faults(Operation.CHAT_COMPLETION, abilities, body, new ExtraParameters.Drop(List.of(1, 2)))))
                .containsExactly("body.max_tokens");
    }

    @Test
    void nobodyIsToldOfAMillionFaults() {
        String part = "{'type':'image_url'}";
        String body =
                "{'messages':[{'content':[" + String.join(",", java.util.Collections.nCopies(10_000, part)) + "]}]}";
        assertThat(faults(LITTLE, body)).hasSize(100);
    }

    @Test
    void aModelOfWhichNothingIsKnownIsNotChecked() {
        assertThat(model(ModelAbilities.ANY))
                .matches(model -> !AbilityChecks.concern(
                        model, call(Operation.CHAT_COMPLETION, "{'seed':1}", new ExtraParameters.PassThrough())));
        ChatAbilities same = new ChatAbilities(
                true,
                true,
                Set.of(ResponseFormat.values()),
                Integer.MAX_VALUE,
                true,
                Set.of(Modality.values()),
                2,
                true,
                true,
                true,
                Integer.MAX_VALUE);
        assertThat(new ModelAbilities(same, EmbeddingAbilities.ANY).restricts(Operation.CHAT_COMPLETION))
                .isFalse();
        assertThat(new ModelAbilities(LITTLE, EmbeddingAbilities.ANY).restricts(Operation.CHAT_COMPLETION))
                .isTrue();
    }

    @Test
    void oneAnswerNamesAllThatIsWrongAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < Tries.of(500, 50_000); i++) {
            ChatAbilities can = ChatAbilities.ANY;
            List<String> body = new ArrayList<>();
            List<String> wanted = new ArrayList<>();
            for (Wish wish : WISHES) {
                boolean able = random.nextBoolean();
                boolean asked = random.nextBoolean();
                can = able ? can : wish.without().apply(can);
                if (asked) {
                    int at = random.nextInt(body.size() + 1);
                    body.add(at, wish.field());
                    if (!able) {
                        wanted.add(wish.location());
                    }
                }
            }
            assertThat(places(faults(can, "{" + String.join(",", body) + "}")))
                    .as("seed 7, try %d", i)
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static ParameterFault single(List<ParameterFault> faults) {
        assertThat(faults).hasSize(1);
        return faults.getFirst();
    }

    private static List<String> places(List<ParameterFault> faults) {
        return faults.stream()
                .map(fault -> String.join(
                        ".", fault.location().stream().map(String::valueOf).toList()))
                .toList();
    }

    private static List<ParameterFault> faults(ChatAbilities can, String body) {
        ModelAbilities abilities = new ModelAbilities(can, EmbeddingAbilities.ANY);
        return faults(Operation.CHAT_COMPLETION, abilities, body, new ExtraParameters.PassThrough());
    }

    private static List<ParameterFault> faults(
            Operation operation, ModelAbilities abilities, String body, ExtraParameters extras) {
        InferenceCall call = call(operation, body, extras);
        FailureException refused =
                catchThrowableOfType(FailureException.class, () -> AbilityChecks.check(model(abilities), call));
        if (refused == null) {
            return List.of();
        }
        assertThat(refused.failure().code()).isEqualTo(ErrorCode.PARAMETER_NOT_SUPPORTED);
        assertThat(refused.failure().status()).isEqualTo(422);
        return refused.failure().details();
    }

    private static InferenceCall call(Operation operation, String body, ExtraParameters extras) {
        return new InferenceCall("id", operation, Optional.empty(), fields(body), false, extras, 1);
    }

    private static CatalogModel model(ModelAbilities abilities) {
        return new CatalogModel("Test", "m", "1", Set.of(Operation.CHAT_COMPLETION), OptionalInt.empty(), abilities);
    }

    private static JsonFields fields(String body) {
        try {
            return JsonFields.scan(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 100);
        } catch (Exception malformed) {
            throw new AssertionError(body, malformed);
        }
    }
}
