package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built-in chat model does on OpenAI's routes that the inference API does not have: text completions above all. */
@ExtendWith(Products.class)
final class BuiltInCompletionsTest {
    private static final String DATED = "/openai/deployments/sprue-chat/%s?api-version=2024-10-21";
    private static final String V1 = "/openai/v1/%s";

    private static Answer post(BuiltInProduct builtIn, String route, String operation, String fields) {
        return Wire.request(builtIn.endpoint(), "POST", route.formatted(operation))
                .key()
                .json("{\"model\":\"sprue-chat\",\"temperature\":0," + fields + "}")
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void goesOnFromTextsAndScoresThem(String route, BuiltInProduct builtIn) {
        String prompts = "\"prompt\":[\"The capital of France is\",\"The capital of Peru is\"],\"max_tokens\":8";
        JsonNode plain = post(builtIn, route, "completions", prompts).ok().json();
        JsonNode scored = post(builtIn, route, "completions", prompts + ",\"echo\":true,\"logprobs\":2")
                .ok()
                .json();
        assertThat(plain.at("/choices/0/text").asText()).contains("Paris");
        assertThat(plain.at("/choices/1/text").asText()).contains("Lima");
        for (int i = 0; i < 2; i++) {
            JsonNode choice = scored.path("choices").path(i);
            assertThat(choice.path("index").asInt(-1)).isEqualTo(i);
            assertThat(choice.path("text").asText())
                    .startsWith("The capital of ")
                    .endsWith(plain.at("/choices/" + i + "/text").asText());
            assertThat(choice.at("/logprobs/token_logprobs/0").isNull()).isTrue();
            assertThat(choice.at("/logprobs/top_logprobs/1").size()).isBetween(2, 3);
        }
        assertThat(scored.path("usage").path("total_tokens"))
                .isEqualTo(plain.path("usage").path("total_tokens"));
        assertThat(plain.path("object").asText()).isEqualTo("text_completion");
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void aStreamSaysWhatTheWholeAnswerSays(String route, BuiltInProduct builtIn) {
        String fields = "\"prompt\":\"The capital of France is\",\"seed\":1,\"echo\":true";
        JsonNode whole = post(builtIn, route, "completions", fields).ok().json();
        EventStream stream = EventStream.complete(post(
                builtIn,
                route,
                "completions",
                fields + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        assertThat(stream.chunks().stream()
                        .map(chunk -> chunk.at("/choices/0/text").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(whole.at("/choices/0/text").asText());
        assertThat(stream.chunks().getLast().at("/usage/total_tokens")).isEqualTo(whole.at("/usage/total_tokens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void saysThatItCannotFillInAMiddle(String route, BuiltInProduct builtIn) {
        Answer answer = post(builtIn, route, "completions", "\"prompt\":\"a\",\"suffix\":\"b\"");
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().at("/error/param").asText()).isEqualTo("suffix");
        assertThat(answer.json().at("/error/message").asText()).contains("cannot fill in");
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void answersChatsSeveralTimesWithProbabilities(String route, BuiltInProduct builtIn) {
        JsonNode answer = post(
                        builtIn,
                        route,
                        "chat/completions",
                        "\"messages\":[{\"role\":\"developer\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\"Hello\"}],"
                                + "\"n\":3,\"logprobs\":true,\"top_logprobs\":2,\"max_completion_tokens\":20,\"seed\":1,"
                                + "\"prediction\":{\"type\":\"content\",\"content\":\"Hi\"}")
                .ok()
                .json();
        assertThat(answer.path("choices").size()).isEqualTo(3);
        for (JsonNode choice : answer.path("choices")) {
            assertThat(choice.at("/logprobs/content/0/top_logprobs").size()).isEqualTo(2);
            assertThat(choice.at("/logprobs/content/0/bytes").isArray()).isTrue();
        }
        assertThat(answer.path("system_fingerprint").asText()).isNotBlank();
        assertThat(answer.at("/usage/completion_tokens_details/accepted_prediction_tokens")
                        .asInt(-1))
                .isZero();
    }
}
