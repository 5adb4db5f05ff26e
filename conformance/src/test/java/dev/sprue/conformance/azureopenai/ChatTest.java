package dev.sprue.conformance.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.ChatRole;
import com.azure.ai.openai.models.CompletionsUsage;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chats, whole and streamed, synchronous and asynchronous, with both kinds of models. */
@ExtendWith(Products.class)
final class ChatTest {

    static Stream<Script> texts() {
        return Scripts.texts().stream();
    }

    @Test
    void theBuiltInModelAnswers(BuiltInProduct builtIn) {
        ChatCompletionsOptions options = new ChatCompletionsOptions(List.of(
                        new ChatRequestSystemMessage("You are helpful."),
                        new ChatRequestUserMessage("What is the capital of France?")))
                .setTemperature(0.0)
                .setSeed(1L)
                .setMaxTokens(50);
        OpenAIClient client = Clients.of(builtIn.endpoint()).buildClient();
        ChatCompletions whole = client.getChatCompletions(BuiltInProduct.CHAT, options);
        assertThat(whole.getId()).isNotBlank();
        assertThat(whole.getModel()).isNotBlank();
        assertThat(whole.getCreatedAt()).isNotNull();
        assertThat(whole.getChoices().getFirst().getMessage().getRole()).isEqualTo(ChatRole.ASSISTANT);
        assertThat(Clients.text(whole)).isNotBlank();
        List<List<ChatCompletions>> streams = List.of(
                Clients.chunks(client, BuiltInProduct.CHAT, options),
                Clients.chunks(Clients.of(builtIn.endpoint()).buildAsyncClient(), BuiltInProduct.CHAT, options));
        for (List<ChatCompletions> chunks : streams) {
            assertThat(Clients.text(chunks)).isEqualTo(Clients.text(whole));
            assertThat(chunks.getLast().getUsage().getTotalTokens())
                    .isEqualTo(whole.getUsage().getTotalTokens());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextArrivesAsTheProviderSentIt(Script script, RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        ChatCompletions whole = client.getChatCompletions(RelayProduct.CHAT, Clients.options(script.name()));
        assertThat(Clients.text(whole)).isEqualTo(script.text());
        assertThat(whole.getChoices().getFirst().getFinishReason()).hasToString(script.finishReason());
        List<ChatCompletions> chunks = Clients.chunks(client, RelayProduct.CHAT, Clients.options(script.name()));
        assertThat(Clients.text(chunks)).isEqualTo(script.text());
        for (CompletionsUsage usage : List.of(whole.getUsage(), chunks.getLast().getUsage())) {
            assertThat(usage.getPromptTokens()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
            assertThat(usage.getCompletionTokens()).isEqualTo(script.completionTokens());
        }
    }

    /** An event about the prompt comes before the answer; nobody filtered it. */
    @Test
    void theFirstEventIsAboutThePrompt(RelayProduct relay) {
        List<ChatCompletions> chunks = Clients.of(relay.endpoint())
                .buildClient()
                .getChatCompletionsStream(RelayProduct.CHAT, Clients.options("plain"))
                .stream()
                .toList();
        assertThat(chunks.getFirst().getChoices()).isEmpty();
        assertThat(chunks.getFirst().getPromptFilterResults()).singleElement().satisfies(result -> {
            assertThat(result.getPromptIndex()).isZero();
            assertThat(result.getContentFilterResults().getHate()).isNull();
        });
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.getUsage()).isNull());
        assertThat(chunks.getLast().getChoices()).isNotEmpty();
    }

    @Test
    void severalAnswersWithTheProbabilitiesOfTheirTokens(RelayProduct relay) {
        ChatCompletionsOptions options = Clients.options("unicode").setN(2).setLogprobs(true);
        ChatCompletions answer =
                Clients.of(relay.endpoint()).buildClient().getChatCompletions(RelayProduct.CHAT, options);
        assertThat(answer.getChoices()).hasSize(2).allSatisfy(choice -> assertThat(
                        choice.getLogprobs().getContent())
                .isNotEmpty()
                .allSatisfy(token -> assertThat(token.getLogprob()).isNegative()));
    }

    @Test
    void anAsynchronousChat(RelayProduct relay) {
        ChatCompletions answer = Clients.of(relay.endpoint())
                .buildAsyncClient()
                .getChatCompletions(RelayProduct.CHAT, Clients.options("emoji"))
                .blockOptional(AzureHttp.LIMIT)
                .orElseThrow();
        assertThat(Clients.text(answer))
                .isEqualTo(Scripts.named("emoji").orElseThrow().text());
    }

    /** The deployment's name in another case, and a body that names another: the path decides. */
    @Test
    void thePathDecides(RelayProduct relay) {
        ChatCompletionsOptions options = Clients.options("plain").setModel("nobody");
        ChatCompletions answer = Clients.of(relay.endpoint())
                .buildClient()
                .getChatCompletions(RelayProduct.CHAT.toUpperCase(Locale.ROOT), options);
        assertThat(Clients.text(answer)).isEqualTo("Hello, world.");
    }

    /** The oldest version had no chats. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V2022_12_01")
    void everyVersionThatTheClientKnows(OpenAIServiceVersion version, RelayProduct relay) {
        OpenAIClient client =
                Clients.of(relay.endpoint()).serviceVersion(version).buildClient();
        ChatCompletionsOptions options = Clients.options("plain");
        assertThat(Clients.text(client.getChatCompletions(RelayProduct.CHAT, options)))
                .isEqualTo("Hello, world.");
        assertThat(Clients.text(client.getChatCompletionsStream(RelayProduct.CHAT, options)))
                .isEqualTo("Hello, world.");
    }
}
