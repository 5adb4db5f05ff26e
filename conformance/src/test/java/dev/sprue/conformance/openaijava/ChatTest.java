package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chats, whole and streamed, synchronous and asynchronous, with both kinds of models. */
@ExtendWith(Products.class)
final class ChatTest {
    private static final String QUESTION = "What is the capital of France?";

    @RegisterExtension
    final Clients clients = new Clients();

    static Stream<Arguments> waysAndTexts() {
        return Stream.of(Way.values())
                .flatMap(way -> Scripts.texts().stream().map(script -> Arguments.of(way, script)));
    }

    /** Every version that the client has a name for and that has chats. */
    static Stream<AzureOpenAIServiceVersion> versions() {
        return Arrays.stream(AzureOpenAIServiceVersion.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getName().startsWith("getV"))
                .map(method -> {
                    try {
                        return (AzureOpenAIServiceVersion) method.invoke(null);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .filter(version -> !version.equals(AzureOpenAIServiceVersion.getV2022_12_01()));
    }

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelAnswers(Way way, BuiltInProduct builtIn) throws Exception {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        ChatCompletionCreateParams params = Chats.params(BuiltInProduct.CHAT, QUESTION)
                .addSystemMessage("You are helpful.")
                .temperature(0.0)
                .seed(1)
                .maxCompletionTokens(50)
                .build();
        ChatCompletion answer = client.chat().completions().create(params);
        assertThat(answer.id()).isNotBlank();
        assertThat(answer.model()).isNotBlank();
        assertThat(answer.created()).isPositive();
        assertThat(Chats.text(answer)).isNotBlank();
        CompletionUsage usage = answer.usage().orElseThrow();
        assertThat(usage.completionTokens()).isBetween(1L, 50L);
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        ChatCompletion async = Clients.await(client.async().chat().completions().create(params));
        assertThat(Chats.text(async)).isEqualTo(Chats.text(answer));
        ChatCompletionCreateParams streamed =
                params.toBuilder().streamOptions(Chats.withUsage()).build();
        for (List<ChatCompletionChunk> chunks :
                List.of(Chats.chunks(client, streamed), Chats.asyncChunks(client, streamed))) {
            ChatCompletion folded = Chats.folded(chunks);
            assertThat(Chats.text(folded)).isEqualTo(Chats.text(answer));
            assertThat(folded.choices().getFirst().finishReason())
                    .isEqualTo(answer.choices().getFirst().finishReason());
            assertThat(folded.usage().orElseThrow().totalTokens()).isEqualTo(usage.totalTokens());
        }
    }

    @ParameterizedTest
    @MethodSource("waysAndTexts")
    void everyTextArrivesAsTheProviderSentIt(Way way, Script script, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams params =
                Chats.params(RelayProduct.CHAT, script.name()).build();
        ChatCompletionCreateParams streamed =
                params.toBuilder().streamOptions(Chats.withUsage()).build();
        ChatCompletion whole = client.chat().completions().create(params);
        ChatCompletion folded = Chats.folded(Chats.chunks(client, streamed));
        for (ChatCompletion answer : List.of(whole, folded)) {
            assertThat(Chats.text(answer)).isEqualTo(script.text());
            assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo(script.finishReason());
            CompletionUsage usage = answer.usage().orElseThrow();
            assertThat(usage.promptTokens()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
            assertThat(usage.completionTokens()).isEqualTo(script.completionTokens());
        }
    }

    @ParameterizedTest
    @EnumSource
    void usageComesOnlyToThoseWhoAsk(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams params =
                Chats.params(RelayProduct.CHAT, "plain").build();
        List<ChatCompletionChunk> bare = Chats.chunks(client, params);
        assertThat(bare).allSatisfy(chunk -> assertThat(chunk.usage()).isEmpty());
        assertThat(bare.getLast().choices()).isNotEmpty();
        ChatCompletionChunk last = Chats.chunks(
                        client,
                        params.toBuilder().streamOptions(Chats.withUsage()).build())
                .getLast();
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage()).isPresent();
    }

    /** Only deployments speak Azure's dialect, in which an event about the prompt comes before the answer. */
    @ParameterizedTest
    @EnumSource
    void azuresFirstEventComesFromDeploymentsOnly(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionChunk first = Chats.chunks(
                        client, Chats.params(RelayProduct.CHAT, "plain").build())
                .getFirst();
        assertThat(first._additionalProperties().containsKey("prompt_filter_results"))
                .isEqualTo(way == Way.AZURE_DEPLOYMENTS);
    }

    @ParameterizedTest
    @EnumSource
    void severalAnswersWithTheProbabilitiesOfTheirTokens(Way way, RelayProduct relay, BuiltInProduct builtIn) {
        ChatCompletionCreateParams.Builder relayed = Chats.params(RelayProduct.CHAT, "unicode");
        ChatCompletionCreateParams.Builder own = Chats.params(BuiltInProduct.CHAT, QUESTION)
                .maxCompletionTokens(5)
                .temperature(1.0)
                .seed(3);
        severalAnswers(clients.of(way, relay.endpoint()), relayed);
        severalAnswers(clients.of(way, builtIn.endpoint()), own);
    }

    private static void severalAnswers(OpenAIClient client, ChatCompletionCreateParams.Builder params) {
        ChatCompletionCreateParams asked =
                params.n(2).logprobs(true).topLogprobs(2).build();
        ChatCompletion whole = client.chat().completions().create(asked);
        ChatCompletion folded = Chats.folded(Chats.chunks(client, asked));
        for (ChatCompletion answer : List.of(whole, folded)) {
            assertThat(answer.choices()).hasSize(2).allSatisfy(choice -> {
                String tokens = choice.logprobs().flatMap(logprobs -> logprobs.content()).orElseThrow().stream()
                        .map(token -> token.token())
                        .reduce("", String::concat);
                assertThat(Optional.of(tokens)).isEqualTo(choice.message().content());
            });
            assertThat(answer.choices()).extracting(choice -> choice.index()).containsExactlyInAnyOrder(0L, 1L);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyVersionThatTheClientKnows(AzureOpenAIServiceVersion version, RelayProduct relay) {
        OpenAIClient client = clients.kept(Way.dated(relay.endpoint(), version));
        ChatCompletionCreateParams params =
                Chats.params(RelayProduct.CHAT, "plain").build();
        assertThat(Chats.text(client.chat().completions().create(params))).isEqualTo("Hello, world.");
        assertThat(Chats.text(Chats.folded(Chats.chunks(client, params)))).isEqualTo("Hello, world.");
    }
}
