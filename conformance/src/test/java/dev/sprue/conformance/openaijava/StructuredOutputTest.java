package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.StructuredCases;
import dev.sprue.conformance.upstream.Act;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers in the form of a class, by the schema that the client makes of it, whole and streamed. */
@ExtendWith(Products.class)
final class StructuredOutputTest {
    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelFillsInAClass(Way way, BuiltInProduct builtIn) throws Exception {
        fillsIn(
                way,
                builtIn.endpoint(),
                Chats.params(BuiltInProduct.CHAT, "Describe a thing.")
                        .temperature(2.0)
                        .seed(5)
                        .maxCompletionTokens(StructuredCases.MAX_TOKENS));
    }

    @ParameterizedTest
    @EnumSource
    void aProvidersModelFillsInAClass(Way way, RelayProduct relay) throws Exception {
        fillsIn(way, relay.endpoint(), Chats.params(RelayProduct.CHAT, Act.FILL_FORM.trigger()));
    }

    @ParameterizedTest
    @EnumSource
    void someJson(Way way, RelayProduct relay) {
        ChatCompletionCreateParams params = Chats.params(RelayProduct.CHAT, Act.FILL_FORM.trigger())
                .responseFormat(ResponseFormatJsonObject.builder().build())
                .build();
        ChatCompletion answer =
                clients.of(way, relay.endpoint()).chat().completions().create(params);
        assertThat(Chats.text(answer)).isEqualTo("{\"form\":\"filled in\"}");
    }

    private void fillsIn(Way way, Endpoint endpoint, ChatCompletionCreateParams.Builder builder) throws Exception {
        OpenAIClient client = clients.of(way, endpoint);
        StructuredChatCompletionCreateParams<Thing> params =
                builder.responseFormat(Thing.class).build();
        assertFilledIn(client.chat().completions().create(params));
        assertFilledIn(Clients.await(client.async().chat().completions().create(params)));
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertFilledIn(accumulator.chatCompletion(Thing.class));
    }

    private static void assertFilledIn(StructuredChatCompletion<Thing> answer) {
        Thing thing = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(thing.colour).isNotNull();
        assertThat(thing.place).isNotNull();
        assertThat(thing.heavy).isNotNull();
    }
}
