package dev.sprue.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.engine.chat.AnswerForm;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.Role;
import dev.sprue.engine.chat.ToolCall;
import dev.sprue.engine.sampling.SamplingParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
    private static final String START = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final JsonReader json = new JsonReader();

    @Test
    void fillsInTheDefaults() {
        ChatRequest request = with("");
        assertThat(request.model()).isEqualTo("m");
        assertThat(request.messages()).containsExactly(new ChatMessage(Role.USER, "hi"));
        assertThat(request.parameters().sampling()).isEqualTo(SamplingParameters.DEFAULT);
        assertThat(request.parameters().maxTokens()).isEqualTo(Integer.MAX_VALUE);
        assertThat(request.parameters().choices()).isEqualTo(1);
        assertThat(request.stream()).isFalse();
    }

    @Test
    void takesNullForAbsentAndIgnoresWhatChangesNoAnswer() {
        assertThat(
                        with(
                                ",\"temperature\":null,\"n\":null,\"stop\":null,\"tools\":null,\"stream_options\":null,"
                                        + "\"response_format\":null,\"user\":\"u\",\"store\":false,\"metadata\":{\"a\":\"b\"},\"safety_identifier\":\"s\",\"prompt_cache_key\":\"k\",\"x-own\":null"))
                .isEqualTo(with(""));
    }

    @Test
    void readsEveryParameter() {
        ChatRequest request =
                with(",\"temperature\":0.5,\"top_p\":0.25,\"frequency_penalty\":-2,\"presence_penalty\":2,"
                        + "\"seed\":-9223372036854775808,\"logit_bias\":{\"7\":-100},\"stop\":[\"a\",\"b\"],\"n\":8,"
                        + "\"max_tokens\":5,\"max_completion_tokens\":5,\"logprobs\":true,\"top_logprobs\":20,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"response_format\":{\"type\":\"text\"},"
                        + "\"modalities\":[\"text\"],\"tools\":[],\"tool_choice\":\"none\"");
        SamplingParameters sampling = request.parameters().sampling();
        assertThat(sampling.temperature()).isEqualTo(0.5f);
        assertThat(sampling.topP()).isEqualTo(0.25f);
        assertThat(sampling.frequencyPenalty()).isEqualTo(-2);
        assertThat(sampling.presencePenalty()).isEqualTo(2);
        assertThat(sampling.seed()).hasValue(Long.MIN_VALUE);
        assertThat(sampling.logitBias()).containsEntry(7, -100f);
        assertThat(request.parameters().stops()).containsExactly("a", "b");
        assertThat(request.parameters().choices()).isEqualTo(8);
        assertThat(request.parameters().maxTokens()).isEqualTo(5);
        assertThat(request.parameters().topLogProbabilities()).isEqualTo(20);
        assertThat(request.stream() && request.includeUsage()).isTrue();
        assertThat(with(",\"stop\":\"x\"").parameters().stops()).containsExactly("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"temperature\":2.1|temperature|\"temperature\" is 2.1; it must be between 0 and 2.",
                "\"temperature\":-0.1|temperature|between 0 and 2",
                "\"temperature\":1e999|temperature|between 0 and 2",
                "\"temperature\":\"1\"|temperature|\"temperature\" is a string; it must be a number.",
                "\"top_p\":1.01|top_p|between 0 and 1",
                "\"frequency_penalty\":2.5|frequency_penalty|between -2 and 2",
                "\"presence_penalty\":-3|presence_penalty|between -2 and 2",
                "\"n\":0|n|\"n\" is 0; it must be between 1 and 128.",
                "\"n\":129|n|between 1 and 128",
                "\"n\":1.5|n|\"n\" is the number 1.5; it must be an integer.",
                "\"n\":99999999999999999999|n|between 1 and 128",
                "\"max_tokens\":0|max_tokens|\"max_tokens\" is 0; it must be at least 1.",
                "\"max_completion_tokens\":-1|max_completion_tokens|at least 1",
                "\"max_tokens\":3,\"max_completion_tokens\":4|max_tokens|two names of one limit",
                "\"top_logprobs\":21,\"logprobs\":true|top_logprobs|between 0 and 20",
                "\"top_logprobs\":2|top_logprobs|needs \"logprobs\": true",
                "\"logprobs\":1|logprobs|true or false",
                "\"seed\":1.5|seed|integer of at most 64 bits",
                "\"seed\":9223372036854775808|seed|integer of at most 64 bits",
                "\"stop\":\"\"|stop|between 1 and 1024",
                "\"stop\":[\"a\",\"\"]|stop[1]|between 1 and 1024",
                "\"stop\":[\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\"]|stop|at most 16",
                "\"stop\":[1]|stop[0]|must be a string",
                "\"logit_bias\":{\"x\":1}|logit_bias.x|id of a token",
                "\"logit_bias\":{\"-1\":1}|logit_bias.-1|id of a token",
                "\"logit_bias\":{\"4294967295\":1}|logit_bias.4294967295|id of a token",
                "\"prediction\":7|prediction|an object",
                "\"prediction\":{\"type\":\"guess\"}|prediction.type|must be content",
                "\"prediction\":{\"type\":\"content\"}|prediction.content|is required",
                "\"service_tier\":1|service_tier|a string",
                "\"store\":1|store|true or false",
                "\"logit_bias\":{\"1\":101}|logit_bias.1|between -100 and 100",
                "\"logit_bias\":[]|logit_bias|an object that maps",
                "\"stream\":\"yes\"|stream|true or false",
                "\"stream_options\":{}|stream_options|only with \"stream\": true",
                "\"stream\":true,\"stream_options\":{\"include_usage\":1}|stream_options.include_usage|true or false",
                "\"response_format\":\"text\"|response_format|object with a \"type\"",
                "\"response_format\":{\"type\":\"xml\"}|response_format.type|text, json_object or json_schema",
                "\"response_format\":{\"type\":\"json_schema\"}|response_format.json_schema|is required",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}|response_format.json_schema.name|is required",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a b\"}}|response_format.json_schema.name|1 to 64",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\"}}|response_format.json_schema.schema|is required",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":7}}|response_format.json_schema.schema|an object",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":1,\"schema\":{}}}|response_format.json_schema.strict|true or false",
                "\"tools\":{}|tools|must be an array",
                "\"tools\":[7]|tools[0]|an object",
                "\"tools\":[{}]|tools[0].type|is required",
                "\"tools\":[{\"type\":\"retrieval\"}]|tools[0].type|must be function",
                "\"tools\":[{\"type\":\"function\"}]|tools[0].function|is required",
                "\"tools\":[{\"type\":\"function\",\"function\":{}}]|tools[0].function.name|is required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"é\"}}]|tools[0].function.name|1 to 64",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":[]}}]|tools[0].function.parameters|an object",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"string\"}}}]|tools[0].function.parameters|always an object",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":7}}}]|tools[0].function.parameters|\"type\" at #",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]|tools[1].function.name|named before",
                "\"tools\":[],\"tool_choice\":\"required\"|tool_choice|demands a call",
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}|tool_choice|demands a call",
                "\"tool_choice\":\"any\"|tool_choice|none, auto, required",
                "\"tool_choice\":7|tool_choice|a string or an object",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}}|tool_choice.function.name|no function of this request",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"parallel_tool_calls\":1|parallel_tool_calls|true or false",
                "\"tools\":[],\"functions\":[]|functions|send one of them",
                "\"functions\":[{\"name\":\"f\"}],\"function_call\":\"required\"|function_call|none, auto,",
                "\"functions\":[{\"name\":\"f\"}],\"tool_choice\":\"auto\"|tool_choice|does not belong"
            })
    void refusesWrongValues(String field, String param, String message) {
        refused("," + field, 400, param, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"modalities\":[\"text\",\"audio\"]|modalities",
                "\"audio\":{}|audio",
                "\"web_search_options\":{}|web_search_options",
                "\"moderation\":{}|moderation",
                "\"store\":true|store",
                "\"verbosity\":\"low\"|verbosity",
                "\"reasoning_effort\":\"low\"|reasoning_effort"
            })
    void saysWhatTheModelsCannotDo(String field, String param) {
        assertThatThrownBy(() -> with("," + field)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(422);
            assertThat(e.code()).isEqualTo("parameter_not_supported");
            assertThat(e.param()).hasValue(param);
        });
    }

    @Test
    void readsToolsAsTheModelIsToldOfThem() {
        ChatRequest request = with(
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"strict\":null,\"parameters\":{\"type\": \"object\","
                        + "\"properties\":{\"b\":{ },\"a\":{\"type\":[\"null\"]}}},\"name\":\"f\",\"description\":\"é\"}},"
                        + "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]");
        assertThat(request.tools())
                .containsExactly(
                        "{\"name\":\"f\",\"description\":\"é\",\"parameters\":{\"type\":\"object\",\"properties\":"
                                + "{\"b\":{},\"a\":{\"type\":[\"null\"]}}}}",
                        "{\"name\":\"g\"}");
        AnswerForm.ToolUse use = request.parameters().form().tools().orElseThrow();
        assertThat(use.parallel()).isTrue();
        assertThat(use.required()).isFalse();
        ChatRequest none =
                with(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}],\"tool_choice\":\"none\"");
        assertThat(none.tools()).isEmpty();
        assertThat(none.parameters().form()).isEqualTo(AnswerForm.FREE);
    }

    @Test
    void fallsBackToAnyObjectWhereNotStrict() {
        String beyond = "{\"type\":\"object\",\"minProperties\":1}";
        assertThat(with(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":"
                                + beyond + "}}")
                        .parameters()
                        .form()
                        .text())
                .isPresent();
        assertThat(with(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + beyond
                                + "}}]")
                        .parameters()
                        .form()
                        .tools())
                .isPresent();
    }

    @Test
    void readsMessages() {
        assertThat(messages(
                        "{\"role\":\"developer\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                                + "[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":[{\"type\":\"text\",\"text\":\"b\"},"
                                + "{\"type\":\"text\",\"text\":\"c\"}]}"))
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "a"),
                        new ChatMessage(Role.ASSISTANT, "", List.of(new ToolCall("f", "{}"))),
                        new ChatMessage(Role.TOOL, "bc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|messages[0]",
                "{}|messages[0].role",
                "{\"role\":\"bot\",\"content\":\"x\"}|messages[0].role",
                "{\"role\":\"user\"}|messages[0].content",
                "{\"role\":\"user\",\"content\":7}|messages[0].content",
                "{\"role\":\"user\",\"content\":[7]}|messages[0].content[0]",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}|messages[0].content[0].text",
                "{\"role\":\"user\",\"content\":[{\"type\":\"video\"}]}|messages[0].content[0].type",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}|messages[0].content[0]",
                "{\"role\":\"assistant\",\"tool_calls\":[{}]}|messages[0].tool_calls[0].function",
                "{\"role\":\"assistant\",\"function_call\":7}|messages[0].function_call",
                "{\"role\":\"assistant\",\"function_call\":{}}|messages[0].function_call.name",
                "{\"role\":\"assistant\",\"audio\":{\"id\":\"a\"}}|messages[0].audio"
            })
    void namesTheMessageThatIsWrong(String message, String param) {
        assertThatThrownBy(() -> messages(message))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.param()).hasValue(param));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model\":7}", "{\"model\":\"m\"}", "{\"model\":\"m\",\"messages\":{}}"})
    void needsModelAndMessages(String body) {
        assertThatThrownBy(() -> ChatRequestReader.read(json.readObject(body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    private List<ChatMessage> messages(String messages) {
        String body = "{\"model\":\"m\",\"messages\":[" + messages + "]}";
        return ChatRequestReader.read(json.readObject(body.getBytes(StandardCharsets.UTF_8)))
                .messages();
    }

    private void refused(String more, int status, String param, String message) {
        assertThatThrownBy(() -> with(more)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.param()).hasValue(param);
            assertThat(e.text()).contains(message);
        });
    }

    private ChatRequest with(String more) {
        return ChatRequestReader.read(json.readObject((START + more + "}").getBytes(StandardCharsets.UTF_8)));
    }
}
