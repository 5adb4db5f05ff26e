package dev.sprue.conformance.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Fault;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each error reaches a program as the client's own exception, with status and body; a broken stream is one too. */
@ExtendWith(Products.class)
final class ErrorsTest {

    @Test
    void aWrongKey(RelayProduct relay) {
        for (ThrowingCallable call :
                calls(relay.endpoint().withKey("wrong"), RelayProduct.CHAT, Clients.options("plain"))) {
            HttpResponseException failure = failure(call);
            assertThat(failure).isInstanceOf(ClientAuthenticationException.class);
            assertError(failure, 401, "401", "Access denied due to invalid subscription key");
        }
    }

    @Test
    void anUnknownDeployment(RelayProduct relay) {
        for (ThrowingCallable call : calls(relay.endpoint(), "nobody", Clients.options("plain"))) {
            HttpResponseException failure = failure(call);
            assertThat(failure).isInstanceOf(ResourceNotFoundException.class);
            assertError(failure, 404, "DeploymentNotFound", "The API deployment for this resource does not exist.");
        }
    }

    @Test
    void aVersionThatHadNoChats(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint())
                .serviceVersion(OpenAIServiceVersion.V2022_12_01)
                .buildClient();
        HttpResponseException failure =
                failure(() -> client.getChatCompletions(RelayProduct.CHAT, Clients.options("plain")));
        assertError(failure, 404, "404", "Resource not found");
    }

    @Test
    void aModelThatCannotDoTheOperation(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        HttpResponseException chat =
                failure(() -> client.getChatCompletions(RelayProduct.EMBED, Clients.options("plain")));
        assertError(chat, 400, "OperationNotSupported", "The chatCompletion operation does not work");
        HttpResponseException embeddings =
                failure(() -> client.getEmbeddings(RelayProduct.CHAT, new EmbeddingsOptions(List.of("a"))));
        assertError(embeddings, 400, "OperationNotSupported", "The embeddings operation does not work");
    }

    @Test
    void aFieldOutOfItsRange(RelayProduct relay) {
        for (ThrowingCallable call : calls(
                relay.endpoint(), RelayProduct.CHAT, Clients.options("plain").setTemperature(7.0))) {
            HttpResponseException failure = failure(call);
            assertThat(failure.getResponse().getStatusCode()).isEqualTo(400);
            assertThat(failure)
                    .hasMessageContaining("\"invalid_request_error\"")
                    .hasMessageContaining("\"temperature\"");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_REQUEST", "UNPROCESSABLE", "SERVER_ERROR"})
    void whatTheProviderSays(Fault fault, RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint())
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)))
                .buildClient();
        HttpResponseException failure =
                failure(() -> client.getChatCompletions(RelayProduct.CHAT, Clients.options(fault.trigger())));
        assertThat(failure).hasMessageContaining("the stand-in's own words");
    }

    /** The first call is refused with a wait that the client keeps to by itself. */
    @Test
    void tooManyRequestsAreWaitedOut(RelayProduct relay) {
        String message = OpenAiUpstream.BUSY_ONCE + "azure-ai-openai";
        ChatCompletions answer = Clients.of(relay.endpoint())
                .buildClient()
                .getChatCompletions(RelayProduct.CHAT, Clients.options(message));
        assertThat(Clients.text(answer)).isEqualTo(message);
        assertThat(relay.upstream().takeReceived()).hasSize(2);
    }

    /** The client takes the last event for a chunk without choices; it is the cut that it notices. */
    @ParameterizedTest
    @EnumSource
    void aStreamThatBreaks(BrokenStream broken, RelayProduct relay) {
        ChatCompletionsOptions options = Clients.options(broken.message());
        StringBuilder seen = new StringBuilder();
        Heard async = Clients.of(relay.endpoint())
                .buildAsyncClient()
                .getChatCompletionsStream(broken.model(), options)
                .doOnNext(chunk -> seen.append(Clients.text(List.of(chunk))))
                .then()
                .materialize()
                .blockOptional(AzureHttp.LIMIT)
                .map(end -> Heard.ended(seen, end.getThrowable()))
                .orElseThrow();
        Heard sync = Heard.of(text -> Clients.of(relay.endpoint())
                .buildClient()
                .getChatCompletionsStream(broken.model(), options)
                .forEach(chunk -> text.append(Clients.text(List.of(chunk)))));
        for (Heard heard : List.of(sync, async)) {
            assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
            assertThat(heard.failure()).isPresent();
        }
    }

    /** The same call in each of the client's four manners. */
    private static List<ThrowingCallable> calls(Endpoint endpoint, String deployment, ChatCompletionsOptions options) {
        OpenAIClient client = Clients.of(endpoint).buildClient();
        OpenAIAsyncClient async = Clients.of(endpoint).buildAsyncClient();
        return List.of(
                () -> client.getChatCompletions(deployment, options),
                () -> Clients.chunks(client, deployment, options),
                () -> async.getChatCompletions(deployment, options).block(AzureHttp.LIMIT),
                () -> Clients.chunks(async, deployment, options));
    }

    private static HttpResponseException failure(ThrowingCallable call) {
        HttpResponseException failure = catchThrowableOfType(HttpResponseException.class, call);
        assertThat(failure).as("the call fails").isNotNull();
        return failure;
    }

    private static void assertError(HttpResponseException failure, int status, String code, String words) {
        assertThat(failure.getResponse().getStatusCode()).isEqualTo(status);
        assertThat(failure).hasMessageContaining("\"" + code + "\"").hasMessageContaining(words);
    }
}
