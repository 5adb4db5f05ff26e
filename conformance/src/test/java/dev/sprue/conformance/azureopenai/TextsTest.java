package dev.sprue.conformance.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.Choice;
import com.azure.ai.openai.models.Completions;
import com.azure.ai.openai.models.CompletionsLogProbabilityModel;
import com.azure.ai.openai.models.CompletionsOptions;
import com.azure.ai.openai.models.EmbeddingItem;
import com.azure.ai.openai.models.Embeddings;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.EmbeddingAnswers;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done with texts alone: they are gone on with, whole and streamed, and turned into vectors. */
@ExtendWith(Products.class)
final class TextsTest {
    private static final String BEGINNING = "The capital of France is";

    static Stream<Script> texts() {
        return Scripts.texts().stream();
    }

    @Test
    void theBuiltInModelGoesOn(BuiltInProduct builtIn) {
        OpenAIClient client = Clients.of(builtIn.endpoint()).buildClient();
        CompletionsOptions options = new CompletionsOptions(List.of(BEGINNING))
                .setMaxTokens(8)
                .setTemperature(0.0)
                .setEcho(true);
        String whole = client.getCompletions(BuiltInProduct.CHAT, options)
                .getChoices()
                .getFirst()
                .getText();
        assertThat(whole).startsWith(BEGINNING);
        assertThat(text(client.getCompletionsStream(BuiltInProduct.CHAT, options)))
                .isEqualTo(whole);
    }

    /** Without the prompt: its first token has no probability, and this client reads no null for one. */
    @Test
    void theProbabilitiesOfTokens(BuiltInProduct builtIn) {
        CompletionsOptions options =
                new CompletionsOptions(List.of(BEGINNING)).setMaxTokens(4).setLogprobs(1);
        Choice choice = Clients.of(builtIn.endpoint())
                .buildClient()
                .getCompletions(BuiltInProduct.CHAT, options)
                .getChoices()
                .getFirst();
        CompletionsLogProbabilityModel logprobs = choice.getLogprobs();
        assertThat(String.join("", logprobs.getTokens())).isEqualTo(choice.getText());
        assertThat(logprobs.getTextOffsets())
                .hasSameSizeAs(logprobs.getTokens())
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextArrivesAsTheProviderSentIt(Script script, RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        CompletionsOptions options = new CompletionsOptions(List.of(script.name()));
        Completions whole = client.getCompletions(RelayProduct.TEXT, options);
        assertThat(whole.getChoices().getFirst().getText()).isEqualTo(script.text());
        assertThat(whole.getUsage().getCompletionTokens()).isEqualTo(script.completionTokens());
        List<Completions> chunks = client.getCompletionsStream(RelayProduct.TEXT, options, Clients.withUsage()).stream()
                .toList();
        assertThat(text(chunks)).isEqualTo(script.text());
        assertThat(chunks.getLast().getUsage().getCompletionTokens()).isEqualTo(script.completionTokens());
    }

    @Test
    void severalPromptsAndAnswers(RelayProduct relay) {
        CompletionsOptions options = new CompletionsOptions(List.of("one", "zwei")).setN(2);
        Completions answer = Clients.of(relay.endpoint())
                .buildAsyncClient()
                .getCompletions(RelayProduct.TEXT, options)
                .blockOptional(AzureHttp.LIMIT)
                .orElseThrow();
        assertThat(answer.getChoices()).extracting(Choice::getText).containsExactly("one", "one", "zwei", "zwei");
    }

    @Test
    void theBuiltInModelsVectors(BuiltInProduct builtIn) {
        List<String> texts = List.of("a river in spring", "un chat 🐈", "a river in spring");
        Embeddings result = Clients.of(builtIn.endpoint())
                .buildClient()
                .getEmbeddings(BuiltInProduct.EMBED, new EmbeddingsOptions(texts));
        assertThat(result.getData()).extracting(EmbeddingItem::getPromptIndex).containsExactly(0, 1, 2);
        assertThat(result.getData().getFirst().getEmbedding())
                .isEqualTo(result.getData().getLast().getEmbedding());
        assertThat(result.getUsage().getPromptTokens()).isPositive();
    }

    /** The client's class cannot ask for base64; its protocol method can, and the class reads what comes. */
    @Test
    void aProvidersVectorsAsNumbersAndAsBase64(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        EmbeddingsOptions options =
                new EmbeddingsOptions(List.of("zwei")).setDimensions(5).setInputType("query");
        List<Float> expected = new ArrayList<>();
        for (float number : EmbeddingAnswers.vector("zwei", 5)) {
            expected.add(number);
        }
        assertThat(client.getEmbeddings(RelayProduct.EMBED, options).getData())
                .singleElement()
                .extracting(EmbeddingItem::getEmbedding)
                .isEqualTo(expected);
        Embeddings encoded = client.getEmbeddingsWithResponse(
                        RelayProduct.EMBED,
                        BinaryData.fromString("{\"input\":[\"zwei\"],\"dimensions\":5,\"encoding_format\":\"base64\"}"),
                        new RequestOptions())
                .getValue()
                .toObject(Embeddings.class);
        assertThat(encoded.getData())
                .singleElement()
                .extracting(EmbeddingItem::getEmbedding)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionThatTheClientKnows(OpenAIServiceVersion version, RelayProduct relay) {
        OpenAIClient client =
                Clients.of(relay.endpoint()).serviceVersion(version).buildClient();
        assertThat(client.getCompletions(RelayProduct.TEXT, "plain")
                        .getChoices()
                        .getFirst()
                        .getText())
                .isEqualTo("Hello, world.");
        assertThat(client.getEmbeddings(RelayProduct.EMBED, new EmbeddingsOptions(List.of("a")))
                        .getData())
                .hasSize(1);
    }

    private static String text(Iterable<Completions> chunks) {
        StringBuilder text = new StringBuilder();
        for (Completions chunk : chunks) {
            chunk.getChoices().forEach(choice -> text.append(choice.getText()));
        }
        return text.toString();
    }
}
