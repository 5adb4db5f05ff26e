package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.EmbeddingsAsyncClient;
import com.azure.ai.inference.ModelServiceVersion;
import com.azure.ai.inference.models.ChatCompletions;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatRequestSystemMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.ChatRole;
import com.azure.ai.inference.models.CompletionsFinishReason;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.ai.inference.models.ModelInfo;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.javaclient.Chats.Folded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java client against the product as it starts without a configuration. */
@ExtendWith(Products.class)
final class JavaBuiltInModelsTest {
    private static final String QUESTION = "What is the capital of France?";

    @ParameterizedTest
    @EnumSource
    void aWholeChat(ModelServiceVersion version, BuiltInProduct builtIn) {
        ChatCompletions answer = JavaClients.chat(builtIn.endpoint())
                .serviceVersion(version)
                .buildClient()
                .complete(new ChatCompletionsOptions(List.of(
                                new ChatRequestSystemMessage("You are helpful."), new ChatRequestUserMessage(QUESTION)))
                        .setModel(BuiltInProduct.CHAT)
                        .setMaxTokens(50));
        assertThat(answer.getId()).isNotBlank();
        assertThat(answer.getModel()).isNotBlank();
        assertThat(answer.getCreated()).isNotNull();
        assertThat(answer.getChoice().getMessage().getRole()).isEqualTo(ChatRole.ASSISTANT);
        assertThat(answer.getChoice().getMessage().getContent()).isNotBlank();
        assertThat(answer.getUsage().getPromptTokens()).isPositive();
        assertThat(answer.getUsage().getCompletionTokens()).isBetween(1, 50);
        assertThat(answer.getUsage().getTotalTokens())
                .isEqualTo(
                        answer.getUsage().getPromptTokens() + answer.getUsage().getCompletionTokens());
    }

    @Test
    void theShortestCallOfAll(BuiltInProduct builtIn) {
        ChatCompletions answer =
                JavaClients.chat(builtIn.endpoint()).buildClient().complete(QUESTION);
        assertThat(answer.getChoice().getMessage().getContent()).isNotBlank();
    }

    @Test
    void aStreamSaysWhatTheWholeAnswerSays(BuiltInProduct builtIn) {
        ChatCompletionsOptions options = Chats.options(BuiltInProduct.CHAT, QUESTION)
                .setTemperature(0.0)
                .setSeed(1L)
                .setMaxTokens(50);
        ChatCompletions whole =
                JavaClients.chat(builtIn.endpoint()).buildClient().complete(options);
        Folded sync =
                Chats.fold(JavaClients.chat(builtIn.endpoint()).buildClient().completeStream(options));
        Folded async = Chats.fold(JavaClients.chat(builtIn.endpoint())
                .buildAsyncClient()
                .completeStream(options)
                .collectList()
                .blockOptional(JavaClients.LIMIT)
                .orElseThrow());
        for (Folded streamed : List.of(sync, async)) {
            assertThat(streamed.text()).isEqualTo(whole.getChoice().getMessage().getContent());
            assertThat(streamed.finishReason()).isEqualTo(whole.getChoice().getFinishReason());
            assertThat(streamed.usage().getTotalTokens())
                    .isEqualTo(whole.getUsage().getTotalTokens());
        }
    }

    @Test
    void anAnswerIsCutAtItsLimit(BuiltInProduct builtIn) {
        ChatCompletions answer = JavaClients.chat(builtIn.endpoint())
                .buildAsyncClient()
                .complete(Chats.options(BuiltInProduct.CHAT, QUESTION).setMaxTokens(1))
                .blockOptional(JavaClients.LIMIT)
                .orElseThrow();
        assertThat(answer.getChoice().getFinishReason()).isEqualTo(CompletionsFinishReason.TOKEN_LIMIT_REACHED);
        assertThat(answer.getUsage().getCompletionTokens()).isEqualTo(1);
    }

    @Test
    void aBatchOfEmbeddings(BuiltInProduct builtIn) {
        List<String> input = List.of("a cat sat on the mat", "un chat 🐈", "a cat sat on the mat", "x");
        EmbeddingsResult result = JavaClients.embeddings(builtIn.endpoint())
                .buildClient()
                .embed(input, null, null, null, BuiltInProduct.EMBED, null);
        assertThat(result.getId()).isNotBlank();
        assertThat(result.getUsage().getPromptTokens()).isPositive();
        assertThat(result.getUsage().getTotalTokens())
                .isEqualTo(result.getUsage().getPromptTokens());
        assertThat(result.getData()).extracting(item -> item.getIndex()).containsExactly(0, 1, 2, 3);
        List<List<Float>> vectors =
                result.getData().stream().map(item -> item.getEmbeddingList()).toList();
        assertThat(vectors).allSatisfy(vector -> assertThat(vector).hasSameSizeAs(vectors.getFirst()));
        assertThat(similarity(vectors.get(0), vectors.get(2))).isGreaterThan(0.999);
        assertThat(similarity(vectors.get(0), vectors.get(1))).isLessThan(0.999);
    }

    @Test
    void embeddingsWithoutAModel(BuiltInProduct builtIn) {
        EmbeddingsAsyncClient client =
                JavaClients.embeddings(builtIn.endpoint()).buildAsyncClient();
        EmbeddingsResult result =
                client.embed(List.of("a")).blockOptional(JavaClients.LIMIT).orElseThrow();
        assertThat(result.getData()).hasSize(1);
    }

    @Test
    void informationAboutTheModel(BuiltInProduct builtIn) {
        ModelInfo info = JavaClients.chat(builtIn.endpoint()).buildClient().getModelInfo();
        assertThat(info.getModelName()).isEqualTo("sprue-chat");
        assertThat(info.getModelProviderName()).isEqualTo("Sprue");
        assertThat(info.getModelType()).isNotNull();
    }

    private static double similarity(List<Float> a, List<Float> b) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int i = 0; i < a.size(); i++) {
            dot += a.get(i) * b.get(i);
            normA += a.get(i) * a.get(i);
            normB += b.get(i) * b.get(i);
        }
        return dot / Math.sqrt(normA * normB);
    }
}
