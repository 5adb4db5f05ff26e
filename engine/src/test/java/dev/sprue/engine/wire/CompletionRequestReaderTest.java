package dev.sprue.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.engine.sampling.SamplingParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRequestReaderTest {
    private final JsonReader json = new JsonReader();

    @Test
    void fillsInTheDefaults() {
        CompletionRequest request = with("\"prompt\":\"hi\"");
        assertThat(request.prompts()).containsExactly(new Prompt.Text("prompt", "hi"));
        assertThat(request.parameters().sampling()).isEqualTo(SamplingParameters.DEFAULT);
        assertThat(request.parameters().maxTokens()).isEqualTo(16);
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.candidates()).isEqualTo(1);
        assertThat(request.echo() || request.stream() || request.logProbabilities())
                .isFalse();
    }

    @Test
    void readsEveryFormOfPrompt() {
        assertThat(with("\"prompt\":[\"a\",\"\"]").prompts())
                .containsExactly(new Prompt.Text("prompt[0]", "a"), new Prompt.Text("prompt[1]", ""));
        assertThat(with("\"prompt\":[7,0]").prompts()).containsExactly(new Prompt.Tokens("prompt", List.of(7, 0)));
        assertThat(with("\"prompt\":[[7],[1,2]]").prompts())
                .containsExactly(
                        new Prompt.Tokens("prompt[0]", List.of(7)), new Prompt.Tokens("prompt[1]", List.of(1, 2)));
        assertThat(with("\"prompt\":null").prompts()).containsExactly(new Prompt.Text("prompt", ""));
        assertThat(with("\"user\":\"u\"").prompts()).containsExactly(new Prompt.Text("prompt", ""));
    }

    @Test
    void readsEveryParameter() {
        CompletionRequest request =
                with("\"prompt\":\"a\",\"best_of\":4,\"n\":2,\"echo\":true,\"logprobs\":5,\"max_tokens\":0,"
                        + "\"stop\":[\"x\"],\"seed\":3,\"logit_bias\":{\"1\":2},\"presence_penalty\":1,\"frequency_penalty\":-1,"
                        + "\"temperature\":0,\"top_p\":0.5,\"suffix\":\"\",\"user\":\"u\"");
        assertThat(request.candidates()).isEqualTo(4);
        assertThat(request.choices()).isEqualTo(2);
        assertThat(request.parameters().maxTokens()).isZero();
        assertThat(request.parameters().promptProbabilities()).isTrue();
        assertThat(request.parameters().topLogProbabilities()).isEqualTo(5);
        assertThat(request.parameters().sampling().seed()).hasValue(3);
        assertThat(
                        with("\"prompt\":\"a\",\"stream\":true,\"n\":2,\"best_of\":2,\"stream_options\":{\"include_usage\":true}")
                                .includeUsage())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt\":7|prompt|must be a string, or an array",
                "\"prompt\":{}|prompt|must be a string, or an array",
                "\"prompt\":[]|prompt|empty array",
                "\"prompt\":[\"a\",7]|prompt[1]|must be a string",
                "\"prompt\":[\"a\",null]|prompt[1]|must be a string",
                "\"prompt\":[null]|prompt[0]|must be a string",
                "\"prompt\":[1,\"a\"]|prompt[1]|an integer",
                "\"prompt\":[1,2.5]|prompt[1]|an integer",
                "\"prompt\":[1,-2]|prompt[1]|whole number from 0",
                "\"prompt\":[99999999999]|prompt[0]|whole number from 0",
                "\"prompt\":[[1],[]]|prompt[1]|at least one token",
                "\"prompt\":[[1],2]|prompt[1]|an array of tokens",
                "\"prompt\":[[1,[2]]]|prompt[0][1]|an integer",
                "\"n\":0|n|between 1 and 128",
                "\"best_of\":21|best_of|between 1 and 20",
                "\"best_of\":2,\"n\":3|best_of|\"best_of\" is 2 and \"n\" is 3",
                "\"best_of\":2,\"stream\":true|best_of|cannot be streamed",
                "\"n\":100,\"prompt\":[\"a\",\"b\"]|prompt|at most 128 answers",
                "\"max_tokens\":-1|max_tokens|at least 0",
                "\"logprobs\":6|logprobs|between 0 and 5",
                "\"logprobs\":true|logprobs|an integer",
                "\"echo\":1|echo|true or false",
                "\"stream_options\":{}|stream_options|only with",
                "\"suffix\":\"end\"|suffix|cannot fill in",
                "\"suffix\":7|suffix|a string",
                "\"response_format\":{\"type\":\"json_object\"}|response_format|belongs to chat completions",
                "\"tools\":[]|tools|belongs to chat completions",
                "\"logit_bias\":{\"x\":1}|logit_bias.x|id of a token"
            })
    void refusesWrongValues(String fields, String param, String message) {
        assertThatThrownBy(() -> with(fields)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.param()).hasValue(param);
            assertThat(e.text()).contains(message);
        });
    }

    private CompletionRequest with(String fields) {
        return CompletionRequestReader.read(
                json.readObject(("{\"model\":\"m\"," + fields + "}").getBytes(StandardCharsets.UTF_8)));
    }
}
