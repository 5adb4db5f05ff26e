package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Completions of texts and of tokens, whole and streamed. */
@ExtendWith(Products.class)
final class CompletionsTest {
    private static final String BEGINNING = "The capital of France is";

    /**
     * The client's check wants a finish reason in each chunk, where OpenAI itself sends null until the last: streams of
     * completions pass it nowhere.
     */
    private static final RequestOptions UNCHECKED =
            RequestOptions.builder().responseValidation(false).build();

    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelGoesOn(Way way, BuiltInProduct builtIn) throws Exception {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        CompletionCreateParams params = params(BuiltInProduct.CHAT)
                .prompt(BEGINNING)
                .maxTokens(8)
                .temperature(0.0)
                .echo(true)
                .build();
        Completion answer = client.completions().create(params);
        CompletionChoice choice = answer.choices().getFirst();
        assertThat(choice.text()).startsWith(BEGINNING);
        CompletionUsage usage = answer.usage().orElseThrow();
        assertThat(usage.completionTokens()).isBetween(1L, 8L);
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        assertThat(text(Clients.await(client.async().completions().create(params))))
                .isEqualTo(choice.text());
        assertThat(streamed(client, params)).isEqualTo(choice.text());
    }

    /** Without the prompt: its first token has no probability, and this client's check takes no null for one. */
    @ParameterizedTest
    @EnumSource
    void theProbabilitiesOfTokens(Way way, BuiltInProduct builtIn) {
        CompletionChoice choice = clients.of(way, builtIn.endpoint())
                .completions()
                .create(params(BuiltInProduct.CHAT)
                        .prompt(BEGINNING)
                        .maxTokens(4)
                        .logprobs(2)
                        .build())
                .choices()
                .getFirst();
        assertThat(choice.logprobs()).hasValueSatisfying(logprobs -> {
            List<String> tokens = logprobs.tokens().orElseThrow();
            assertThat(String.join("", tokens)).isEqualTo(choice.text());
            assertThat(logprobs.tokenLogprobs().orElseThrow()).hasSameSizeAs(tokens);
            assertThat(logprobs.textOffset().orElseThrow())
                    .hasSameSizeAs(tokens)
                    .isSorted();
        });
    }

    @ParameterizedTest
    @EnumSource
    void severalPromptsWithSeveralAnswersEach(Way way, BuiltInProduct builtIn) {
        Completion answer = clients.of(way, builtIn.endpoint())
                .completions()
                .create(params(BuiltInProduct.CHAT)
                        .promptOfArrayOfStrings(List.of("One", "Two"))
                        .n(2)
                        .bestOf(3)
                        .maxTokens(3)
                        .stop("\n\n")
                        .build());
        assertThat(answer.choices()).extracting(CompletionChoice::index).containsExactly(0L, 1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    void tokensInsteadOfText(Way way, BuiltInProduct builtIn) {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        Completion one = client.completions()
                .create(params(BuiltInProduct.CHAT)
                        .promptOfArrayOfTokens(List.of(300L, 301L))
                        .maxTokens(2)
                        .build());
        assertThat(one.choices()).hasSize(1);
        assertThat(one.usage().orElseThrow().promptTokens()).isPositive();
        Completion two = client.completions()
                .create(params(BuiltInProduct.CHAT)
                        .promptOfArrayOfTokenArrays(List.of(List.of(300L), List.of(301L, 302L)))
                        .maxTokens(2)
                        .build());
        assertThat(two.choices()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aProvidersModelGoesOn(Way way, RelayProduct relay) throws Exception {
        OpenAIClient client = clients.of(way, relay.endpoint());
        CompletionCreateParams params =
                params(RelayProduct.TEXT).prompt("unicode").logprobs(1).build();
        Completion answer = client.completions().create(params);
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(CompletionChoice.FinishReason.STOP);
        assertThat(answer.choices().getFirst().logprobs()).isPresent();
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
        assertThat(streamed(client, params)).isEqualTo(text(answer)).startsWith("Grüße aus Zürich");
        Completion tokens = client.completions()
                .create(params(RelayProduct.TEXT)
                        .promptOfArrayOfTokens(List.of(1L, 2L, 3L))
                        .build());
        assertThat(text(tokens)).isEqualTo("[1,2,3]");
    }

    private static CompletionCreateParams.Builder params(String model) {
        return CompletionCreateParams.builder().model(model);
    }

    private static String text(Completion answer) {
        return answer.choices().getFirst().text();
    }

    private static String streamed(OpenAIClient client, CompletionCreateParams params) {
        CompletionCreateParams asked =
                params.toBuilder().streamOptions(Chats.withUsage()).build();
        StringBuilder text = new StringBuilder();
        try (StreamResponse<Completion> stream = client.completions().createStreaming(asked, UNCHECKED)) {
            List<Completion> chunks = stream.stream().toList();
            chunks.forEach(chunk -> chunk.choices().forEach(choice -> text.append(choice.text())));
            assertThat(chunks.getLast().usage()).isPresent();
        }
        return text.toString();
    }
}
