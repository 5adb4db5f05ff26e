package dev.sprue.gateway.providers.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical request read, and canonical answers written. */
class CanonicalFormTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonFields fields(String json) throws JsonSyntaxException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JsonFields.scanAnswer(bytes, 0, bytes.length, 64);
    }

    private static InferenceCall call(String body, ExtraParameters extras) throws JsonSyntaxException {
        return new InferenceCall("id", Operation.CHAT_COMPLETION, Optional.empty(), fields(body), false, extras, 1);
    }

    @Test
    void readsEveryMessageInItsOrderWithAllOfItsText() throws Exception {
        for (int seed = 0; seed < Tries.of(300, 20_000); seed++) {
            JsonNode request = Conversations.request(seed);
            ChatRequest read = ChatRequest.read(call(request.toString(), new ExtraParameters.PassThrough()));
            List<String> wanted = new ArrayList<>();
            request.path("messages").forEach(message -> collect(message.path("content"), wanted));
            List<String> got = new ArrayList<>();
            read.messages().forEach(message -> parts(message).forEach(part -> {
                switch (part) {
                    case Part.Text text -> got.add(text.text().text());
                    case Part.Image(MediaSource.Data data, var url, var detail, var raw) ->
                        got.add(data.mediaType() + " " + (data.to() - data.from()));
                    default -> throw new AssertionError(part.toString());
                }
            }));
            assertThat(got).as("seed %d", seed).isEqualTo(wanted);
            assertThat(read.tools()).hasSize(request.path("tools").size());
            assertThat(read.stop()).hasSize(request.path("stop").size());
            assertThat(read.maxTokens().isPresent())
                    .isEqualTo(request.has("max_tokens") || request.has("max_completion_tokens"));
        }
    }

    private static List<Part> parts(Message message) {
        return switch (message) {
            case Message.System system -> system.content();
            case Message.User user -> user.content();
            case Message.Assistant assistant -> assistant.content();
            case Message.ToolResult result -> result.content();
        };
    }

    private static void collect(JsonNode content, List<String> into) {
        if (content.isTextual()) {
            into.add(content.asText());
        }
        for (JsonNode part : content) {
            String url = part.path("image_url").path("url").asText();
            into.add(
                    part.has("text")
                            ? part.path("text").asText()
                            : "image/png " + url.substring(url.indexOf(',') + 1).length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"functions\":[{\"name\":\"f\"}],\"messages\":[]}",
                "{\"messages\":[{\"role\":\"function\",\"name\":\"f\",\"content\":\"x\"}]}",
                "{\"messages\":[],\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"audio\":{\"id\":\"a\"}}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"new\",\"function\":1}]}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"new\",\"function\":{}}]}]}"
            })
    void namesWhatOnlyOpenAisDialectHas(String body) {
        assertThatThrownBy(() -> ChatRequest.read(call(body, new ExtraParameters.PassThrough())))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(422);
                    assertThat(refused.failure().details()).hasSize(1);
                });
    }

    @Test
    void letsFieldsThatAskForNothingGoUnsaidAndNamesTheOthers() throws Exception {
        String neutral = "{\"messages\":[],\"n\":1,\"logprobs\":false,\"frequency_penalty\":0,\"presence_penalty\":0.0,"
                + "\"logit_bias\":{},\"seed\":null,\"store\":false,\"modalities\":[\"text\"],\"user\":\"u\","
                + "\"response_format\":{\"type\":\"text\"},\"tool_choice\":\"auto\",\"top_k\":5}";
        InferenceCall call = call(neutral, new ExtraParameters.PassThrough());
        assertThat(CanonicalFields.extras(call, Set.of("messages")))
                .singleElement()
                .satisfies(field -> assertThat(call.body().name(field)).isEqualTo("top_k"));
        String asking = "{\"messages\":[],\"n\":2,\"logprobs\":true,\"seed\":1}";
        assertThatThrownBy(() -> CanonicalFields.extras(
                        call(asking, new ExtraParameters.PassThrough()), Set.of("messages", "seed")))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(422);
                    assertThat(refused.failure().details())
                            .extracting(fault -> fault.location().getLast())
                            .containsExactly("n", "logprobs");
                });
        assertThat(CanonicalFields.extras(call(asking, new ExtraParameters.Drop(List.of())), Set.of("messages")))
                .isEmpty();
    }

    @Test
    void whatTheCallerWantsDroppedIsNotRead() throws Exception {
        InferenceCall call = call(
                "{\"messages\":[],\"max_completion_tokens\":5,\"max_tokens\":7}", new ExtraParameters.Drop(List.of(1)));
        assertThat(ChatRequest.read(call).maxTokens()).hasValue(7);
    }

    @Test
    void writesAWholeAnswer() throws Exception {
        byte[] one = JsonText.quote("a\"é");
        byte[] two = JsonText.quote("\n😀");
        byte[] json = "{\"k\":\"v\\n\"}".getBytes(StandardCharsets.UTF_8);
        WholeAnswer answer = new AnswerWriter("id-1", 7, "m")
                .content(one, 0, one.length)
                .reasoning(two, 0, two.length)
                .content(two, 0, two.length)
                .toolCallOf(JsonText.quote("call"), JsonText.quote("f"), json, 0, json.length)
                .field("extra", "[1]".getBytes(StandardCharsets.US_ASCII))
                .finish(0, FinishReason.tool_calls)
                .finish(1, FinishReason.length)
                .answer(new CanonicalUsage(10, 5, 3, 2, 1));
        JsonNode read = MAPPER.readTree(answer.bytes());
        JsonNode message = read.path("choices").path(0).path("message");
        assertThat(message.path("content").asText()).isEqualTo("a\"é\n😀");
        assertThat(message.path("reasoning_content").asText()).isEqualTo("\n😀");
        assertThat(message.path("extra").path(0).asInt()).isEqualTo(1);
        assertThat(message.path("tool_calls")
                        .path(0)
                        .path("function")
                        .path("arguments")
                        .asText())
                .isEqualTo("{\"k\":\"v\\n\"}");
        assertThat(read.path("choices").path(1).path("message").path("content").isNull())
                .isTrue();
        assertThat(read.path("choices").path(1).path("finish_reason").asText()).isEqualTo("length");
        assertThat(read.path("usage")
                        .path("prompt_tokens_details")
                        .path("cache_write_tokens")
                        .asInt())
                .isEqualTo(2);
        assertThat(answer.reasons()).isTrue();
        assertThat(answer.usage().cachedTokens()).isEqualTo(3);
    }

    @Test
    void toolArgumentsMustHoldAnObject() throws Exception {
        JsonFields body = fields("{\"a\":\"{\\\"é\\\":\\\"\\\\n\\\"}\",\"b\":\" \",\"c\":\"[1]\",\"d\":\"{\"}");
        List<JsonValue> values = new ArrayList<>();
        for (int i = 0; i < body.count(); i++) {
            values.add(JsonValue.of(body, i));
        }
        assertThat(new String(ToolArguments.object(values.get(0)), StandardCharsets.UTF_8))
                .isEqualTo("{\"é\":\"\\n\"}");
        assertThat(new String(ToolArguments.object(values.get(1)), StandardCharsets.UTF_8))
                .isEqualTo("{}");
        for (int i = 2; i < 4; i++) {
            int at = i;
            assertThatThrownBy(() -> ToolArguments.object(values.get(at)))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            refused -> assertThat(refused.failure().status()).isEqualTo(400));
        }
    }

    private static JsonValue argumentsOf(String text) throws JsonSyntaxException {
        String quoted = new String(JsonText.quote(text), StandardCharsets.UTF_8);
        return JsonValue.of(fields("{\"arguments\":" + quoted + "}"), 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": True}",
                "{\"a\": 01}",
                "{\"a\": NaN}",
                "{\"a\": \"b\nc\"}",
                "{\"a\": \"\\x\"}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1} \ud800",
                "{\"a\": \"\\\ud800\"}"
            })
    void toolArgumentsThatAreNearlyJsonAreRefused(String text) throws Exception {
        JsonValue arguments = argumentsOf(text);
        assertThatThrownBy(() -> ToolArguments.object(arguments))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(400);
                    assertThat(refused.failure().message()).contains("arguments");
                    assertThat(refused.failure().details())
                            .singleElement()
                            .satisfies(fault -> assertThat(fault.location()).containsExactly("body", "arguments"));
                });
    }

    @Test
    void halvesOfCharactersInToolArgumentsAreEscaped() throws Exception {
        byte[] json = ToolArguments.object(argumentsOf("{\"a\": \"x\ud800 \ud83d\ude00\udc00\"}"));
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"a\": \"x\\ud800 \ud83d\ude00\\udc00\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"image_url\",\"image_url\":\"https://example.com/a.png\"}",
                "{\"type\":\"image_url\",\"image_url\":{\"url\":1}}",
                "{\"type\":\"image_url\"}",
                "{\"type\":\"input_audio\"}",
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"\"}}",
                "{\"type\":\"input_audio\",\"input_audio\":{\"format\":\"wav\"}}",
                "{\"type\":\"refusal\"}",
                "{\"type\":\"refusal\",\"refusal\":null}",
                "{\"type\":\"text\",\"text\":[]}",
                "{\"type\":\"file\",\"file\":\"f\"}",
                "{\"type\":7}",
                "7"
            })
    void aPartWithoutWhatItsTypeNeedsIsOfNoKnownType(String part) throws Exception {
        for (String role : List.of("system", "user", "assistant", "tool")) {
            String body =
                    "{\"messages\":[{\"role\":\"" + role + "\",\"tool_call_id\":\"c\",\"content\":[" + part + "]}]}";
            ChatRequest read = ChatRequest.read(call(body, new ExtraParameters.PassThrough()));
            assertThat(parts(read.messages().getFirst())).singleElement().satisfies(one -> assertThat(one)
                    .isInstanceOf(Part.Other.class));
        }
    }
}
