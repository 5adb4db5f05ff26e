package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.OpenAiDocument;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.chat.RandomModel;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text completions of the shipped model, and of one whose context is short. */
@Timeout(60)
class CompletionsHttpTest {
    private static final String PATH = "/v1/completions";
    private static final String START = "{\"model\":\"sprue-chat\",\"temperature\":0,";

    private static InProcessWorker shipped;
    private static InProcessWorker small;

    @BeforeAll
    static void start() throws Exception {
        shipped = new InProcessWorker(Shipped.bytes());
        small = new InProcessWorker(RandomModel.file(3, 64));
    }

    @AfterAll
    static void stop() throws Exception {
        shipped.close();
        small.close();
    }

    private static JsonNode answer(String fields) throws Exception {
        JsonNode answer = shipped.answer(PATH, START + fields + "}");
        OpenAiDocument.checkCompletion(answer);
        return answer;
    }

    @Test
    void goesOnFromATextAsItStands() throws Exception {
        JsonNode answer = answer("\"prompt\":\"The capital of France is\",\"max_tokens\":8");
        assertThat(answer.path("id").asText()).matches("cmpl-[0-9a-f]{24}");
        assertThat(answer.path("object").asText()).isEqualTo("text_completion");
        assertThat(answer.path("model").asText()).isEqualTo("sprue-chat");
        assertThat(answer.path("system_fingerprint").asText()).startsWith("fp_");
        assertThat(answer.at("/choices/0/text").asText()).contains("Paris");
        assertThat(answer.at("/choices/0/logprobs").isNull()).isTrue();
        assertThat(answer.at("/choices/0/finish_reason").asText()).isIn("stop", "length");
    }

    @Test
    void echoesThePromptBeforeTheText() throws Exception {
        String prompt = "\"prompt\":\"The capital of France is\",\"max_tokens\":4,\"logprobs\":0";
        JsonNode plain = answer(prompt).at("/choices/0");
        JsonNode echoed = answer(prompt + ",\"echo\":true").at("/choices/0");
        assertThat(echoed.path("text").asText())
                .isEqualTo("The capital of France is" + plain.path("text").asText());
        int told = echoed.at("/logprobs/tokens").size()
                - plain.at("/logprobs/tokens").size();
        assertThat(told).isPositive();
        assertThat(echoed.at("/logprobs/text_offset/" + told)).isEqualTo(plain.at("/logprobs/text_offset/0"));
        assertThat(plain.at("/logprobs/text_offset/0").asInt()).isEqualTo("The capital of France is".length());
        assertThat(echoed.at("/logprobs/token_logprobs/0").isNull()).isTrue();
        assertThat(echoed.at("/logprobs/token_logprobs/1").asDouble()).isNegative();
    }

    @Test
    void echoesTextOfAllKinds() throws Exception {
        String text = "\u00e9\ud83d\ude00 <|im_end|>\\n\\\"\\ud800!";
        JsonNode choice = answer("\"prompt\":\"" + text + "\",\"max_tokens\":0,\"echo\":true")
                .at("/choices/0");
        assertThat(choice.path("text").asText()).isEqualTo("\u00e9\ud83d\ude00 <|im_end|>\n\"\ufffd!");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void stopsBeforeAStopString() throws Exception {
        JsonNode choice = answer("\"prompt\":\"The capital of France is\",\"stop\":\"Paris\"")
                .at("/choices/0");
        assertThat(choice.path("text").asText()).doesNotContain("Paris");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void biasesDecideBetweenTokens() throws Exception {
        JsonNode choice = answer("\"prompt\":\"a\",\"max_tokens\":3,\"logprobs\":1,\"logit_bias\":{\"100\":100}")
                .at("/choices/0/logprobs/tokens");
        assertThat(choice).hasSize(3);
        assertThat(choice.path(1)).isEqualTo(choice.path(0)).isEqualTo(choice.path(2));
    }

    /** The mark of a new document is read and counted, and is no text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"prompt\":\"\"", "\"user\":\"u\"", "\"prompt\":null"})
    void beginsANewDocumentWithoutAPrompt(String prompt) throws Exception {
        JsonNode answer = answer(prompt + ",\"max_tokens\":2,\"echo\":true,\"logprobs\":1");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(1);
        assertThat(answer.at("/choices/0/logprobs/token_logprobs"))
                .hasSize(answer.at("/usage/completion_tokens").asInt())
                .allMatch(JsonNode::isNumber);
    }

    @Test
    void answersManyPromptsManyTimes() throws Exception {
        JsonNode answer = small.answer(
                PATH,
                "{\"model\":\"sprue-chat\",\"n\":32,\"prompt\":[\"a\",\"ab\",\"abc\",\"abcd\"],\"max_tokens\":5}");
        assertThat(answer.path("choices")).hasSize(128);
        for (int i = 0; i < 128; i++) {
            assertThat(answer.path("choices").path(i).path("index").asInt()).isEqualTo(i);
        }
    }

    @Test
    void anAnswerThatReachesTheEndOfTheContextEndsWithLength() throws Exception {
        JsonNode answer = small.answer(
                PATH,
                "{\"model\":\"sprue-chat\",\"prompt\":\"a\",\"max_tokens\":1000,\"logit_bias\":{\"1\":-100,\"2\":-100}}");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,4000000]|invalid_value|prompt[1]|\"prompt[1]\" is 4000000; this model has the tokens 0 to",
                "[[1],[2,300000]]|invalid_value|prompt[1][1]|has the tokens 0 to",
                "\"LONG\"|context_length_exceeded|prompt|this model's context has 64",
                "[\"a\",\"LONG\"]|context_length_exceeded|prompt[1]|takes 100 tokens"
            })
    void refusesWhatTheModelCannotRead(String prompt, String code, String param, String message) throws Exception {
        HttpResponse<String> response = small.post(
                PATH, "{\"model\":\"sprue-chat\",\"prompt\":" + prompt.replace("LONG", "0 ".repeat(50)) + "}");
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = SseReader.json(response.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).contains(message);
    }

    @Test
    void refusesBiasesOfTokensThatAreNotThere() throws Exception {
        HttpResponse<String> response =
                small.post(PATH, "{\"model\":\"sprue-chat\",\"prompt\":\"a\",\"logit_bias\":{\"5000\":1}}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"logit_bias\"");
    }
}
