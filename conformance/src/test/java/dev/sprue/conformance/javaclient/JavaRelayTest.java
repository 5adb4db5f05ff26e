package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.ChatCompletions;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.EmbeddingEncodingFormat;
import com.azure.ai.inference.models.EmbeddingItem;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.ai.inference.models.ExtraParameters;
import com.azure.ai.inference.models.ModelInfo;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.javaclient.Chats.Folded;
import dev.sprue.conformance.upstream.EmbeddingAnswers;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java client against a model behind the {@code openai} provider: every text arrives as the provider sent it. */
@ExtendWith(Products.class)
final class JavaRelayTest {

    static Stream<Script> texts() {
        return Scripts.texts().stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aWholeChat(Script script, RelayProduct relay) {
        ChatCompletions answer = JavaClients.chat(relay.endpoint())
                .buildClient()
                .complete(Chats.options(RelayProduct.CHAT, script.name()));
        assertThat(answer.getChoice().getMessage().getContent()).isEqualTo(script.text());
        assertThat(answer.getChoice().getFinishReason()).hasToString(script.finishReason());
        assertThat(answer.getUsage().getPromptTokens()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
        assertThat(answer.getUsage().getCompletionTokens()).isEqualTo(script.completionTokens());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aStream(Script script, RelayProduct relay) {
        ChatCompletionsOptions options = Chats.options(RelayProduct.CHAT, script.name());
        Folded sync =
                Chats.fold(JavaClients.chat(relay.endpoint()).buildClient().completeStream(options));
        Folded async = Chats.fold(JavaClients.chat(relay.endpoint())
                .buildAsyncClient()
                .completeStream(options)
                .collectList()
                .blockOptional(JavaClients.LIMIT)
                .orElseThrow());
        for (Folded streamed : List.of(sync, async)) {
            assertThat(streamed.text()).isEqualTo(script.text());
            assertThat(streamed.finishReason()).hasToString(script.finishReason());
            assertThat(streamed.usage().getCompletionTokens()).isEqualTo(script.completionTokens());
        }
    }

    @Test
    void aToolCall(RelayProduct relay) {
        ChatCompletions answer = JavaClients.chat(relay.endpoint())
                .buildClient()
                .complete(Chats.options(RelayProduct.CHAT, "tool-call"));
        String arguments = Scripts.named("tool-call").orElseThrow().text();
        assertThat(answer.getChoice().getMessage().getToolCalls())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.getFunction().getName()).isEqualTo("look_up");
                    assertThat(call.getFunction().getArguments()).isEqualTo(arguments);
                });
    }

    @Test
    void embeddings(RelayProduct relay) {
        List<String> input = List.of("one", "zwei", "三", " ");
        EmbeddingsResult result = JavaClients.embeddings(relay.endpoint())
                .buildClient()
                .embed(input, 5, EmbeddingEncodingFormat.FLOAT, null, RelayProduct.EMBED, null);
        assertThat(result.getId()).isNotBlank();
        assertThat(result.getData()).hasSameSizeAs(input);
        for (EmbeddingItem item : result.getData()) {
            float[] sent = EmbeddingAnswers.vector(input.get(item.getIndex()), 5);
            assertThat(item.getEmbeddingList()).hasSize(5);
            for (int i = 0; i < sent.length; i++) {
                assertThat(item.getEmbeddingList().get(i)).isEqualTo(sent[i]);
            }
        }
    }

    /** This client cannot say which model it means, so the one that answers chats without a name is meant. */
    @Test
    void informationAboutTheModel(RelayProduct relay) {
        ModelInfo info = JavaClients.chat(relay.defaulted()).buildClient().getModelInfo();
        assertThat(info.getModelName()).isEqualTo("chat-model");
        assertThat(info.getModelProviderName()).isEqualTo("OpenAI");
        assertThat(info.getModelType()).isNotNull();
    }

    /** This client turns it into {@code /models//chat/completions}. */
    @Test
    void anEndpointWithATrailingSlash(RelayProduct relay) {
        ChatCompletions answer = JavaClients.chat(relay.endpoint())
                .endpoint(relay.endpoint().models() + "/")
                .buildClient()
                .complete(Chats.options(RelayProduct.CHAT, "plain"));
        assertThat(answer.getChoice().getMessage().getContent()).isEqualTo("Hello, world.");
    }

    @Test
    void extrasGoOnWhenAsked(RelayProduct relay) {
        BinaryData body = BinaryData.fromString("{\"model\":\"" + RelayProduct.CHAT
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"plain\"}],\"user\":\"someone\"}");
        RequestOptions passOn =
                new RequestOptions().setHeader("extra-parameters", ExtraParameters.PASS_THROUGH.toString());
        BinaryData answer = JavaClients.chat(relay.endpoint())
                .buildClient()
                .completeWithResponse(body, passOn)
                .getValue();
        assertThat(answer.toString()).contains("Hello, world.");
        assertThat(relay.upstream()
                        .takeReceived()
                        .getFirst()
                        .body()
                        .path("user")
                        .asText())
                .isEqualTo("someone");
    }
}
