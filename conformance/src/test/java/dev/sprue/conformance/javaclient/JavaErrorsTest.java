package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.ai.inference.models.ChatCompletions;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each documented error reaches a Java program as the client's own exception, with status and body. */
@ExtendWith(Products.class)
final class JavaErrorsTest {

    @Test
    void aWrongKey(RelayProduct relay) {
        Endpoint wrong = relay.endpoint().withKey("wrong");
        HttpResponseException whole = failure(
                () -> JavaClients.chat(wrong).buildClient().complete(Chats.options(RelayProduct.CHAT, "plain")));
        assertThat(whole).isInstanceOf(ClientAuthenticationException.class);
        assertError(whole, 401, "401", "Access denied due to invalid subscription key");
        HttpResponseException embeddings = failure(() -> JavaClients.embeddings(wrong)
                .buildClient()
                .embed(List.of("a"), null, null, null, RelayProduct.EMBED, null));
        assertError(embeddings, 401, "401", "Access denied due to invalid subscription key");
    }

    @Test
    void anUnknownModel(RelayProduct relay) {
        HttpResponseException sync = failure(
                () -> JavaClients.chat(relay.endpoint()).buildClient().complete(Chats.options("nobody", "plain")));
        assertThat(sync).isInstanceOf(ResourceNotFoundException.class);
        assertError(sync, 404, "unknown_model", "Unknown model: nobody");
        HttpResponseException async = failure(() -> JavaClients.chat(relay.endpoint())
                .buildAsyncClient()
                .complete(Chats.options("nobody", "plain"))
                .block(JavaClients.LIMIT));
        assertError(async, 404, "unknown_model", "Unknown model: nobody");
    }

    @Test
    void anUnknownModelOfAStream(RelayProduct relay) {
        HttpResponseException async = failure(() -> JavaClients.chat(relay.endpoint())
                .buildAsyncClient()
                .completeStream(Chats.options("nobody", "plain"))
                .collectList()
                .block(JavaClients.LIMIT));
        assertError(async, 404, "unknown_model", "Unknown model: nobody");
        HttpResponseException sync = failure(() -> JavaClients.chat(relay.endpoint())
                .buildClient()
                .completeStream(Chats.options("nobody", "plain"))
                .forEach(update -> {}));
        assertError(sync, 404, "unknown_model", "Unknown model: nobody");
    }

    @Test
    void noModel(RelayProduct relay) {
        HttpResponseException failure =
                failure(() -> JavaClients.chat(relay.endpoint()).buildClient().complete("plain"));
        assertError(failure, 400, "no_model_name", "No model specified in request");
    }

    @Test
    void aModelThatCannotDoTheOperation(RelayProduct relay) {
        HttpResponseException failure = failure(() ->
                JavaClients.chat(relay.endpoint()).buildClient().complete(Chats.options(RelayProduct.EMBED, "plain")));
        assertError(failure, 404, "OperationNotSupported", RelayProduct.EMBED);
    }

    @ParameterizedTest
    @CsvSource({"'{', invalid_json, 400", "'{\"model\":\"a\",\"model\":\"b\"}', duplicate_key, 400"})
    void aBodyThatTheProtocolMethodSends(String body, String code, int status, RelayProduct relay) {
        HttpResponseException failure = failure(() -> JavaClients.chat(relay.endpoint())
                .buildClient()
                .completeWithResponse(BinaryData.fromString(body), new RequestOptions()));
        assertError(failure, status, code, "");
    }

    @Test
    void anExtraParameter(RelayProduct relay) {
        BinaryData body = BinaryData.fromString("{\"model\":\"" + RelayProduct.CHAT
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"plain\"}],\"logprobs\":true}");
        HttpResponseException failure = failure(() -> JavaClients.chat(relay.endpoint())
                .buildClient()
                .completeWithResponse(body, new RequestOptions().setHeader("extra-parameters", "error")));
        assertThat(failure.getResponse().getStatusCode()).isEqualTo(400);
        assertThat(failure).hasMessageContaining("logprobs");
    }

    @Test
    void whatAModelCannotDo(RelayProduct relay) {
        HttpResponseException failure = failure(() -> JavaClients.chat(relay.endpoint())
                .buildClient()
                .complete(
                        Chats.options(RelayProduct.LIMITED, "plain").setSeed(7L).setTemperature(1.5)));
        assertError(failure, 422, "parameter_not_supported", "\"loc\":[\"body\",\"temperature\"],\"input\":1.5");
        assertThat(failure).hasMessageContaining("\"loc\":[\"body\",\"seed\"]");
        HttpResponseException embeddings = failure(() -> JavaClients.embeddings(relay.endpoint())
                .buildClient()
                .embed(List.of("a"), 64, null, null, RelayProduct.LIMITED_EMBED, null));
        assertError(embeddings, 422, "parameter_not_supported", "\"dimensions\"");
    }

    /** The first call is refused with a retry-after that the client keeps to by itself. */
    @Test
    void tooManyRequestsAreWaitedOut(RelayProduct relay) {
        String message = OpenAiUpstream.BUSY_ONCE + "java";
        ChatCompletions answer =
                JavaClients.chat(relay.endpoint()).buildClient().complete(Chats.options(RelayProduct.CHAT, message));
        assertThat(answer.getChoice().getMessage().getContent()).isEqualTo(message);
        assertThat(relay.upstream().takeReceived()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"bad_request, 400", "unprocessable, 422"})
    void whatTheModelsServerRefuses(String fault, int status, RelayProduct relay) {
        HttpResponseException failure = failure(() -> JavaClients.chat(relay.endpoint())
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)))
                .buildClient()
                .complete(Chats.options(RelayProduct.CHAT, "fault " + fault)));
        assertError(failure, status, "stand_in_" + status, "the stand-in's own words");
    }

    /** The stream breaks after its first content: a program sees that content, then a failure, not an end. */
    @ParameterizedTest
    @CsvSource({"fault cut", "fault error_event"})
    void aStreamThatBreaks(String message, RelayProduct relay) {
        StringBuilder seen = new StringBuilder();
        Throwable failure = catchThrowable(() -> JavaClients.chat(relay.endpoint())
                .buildAsyncClient()
                .completeStream(Chats.options(RelayProduct.CHAT, message))
                .doOnNext(update -> {
                    if (update.getChoices() != null && !update.getChoices().isEmpty()) {
                        String content =
                                update.getChoices().getFirst().getDelta().getContent();
                        seen.append(content == null ? "" : content);
                    }
                })
                .collectList()
                .block(JavaClients.LIMIT));
        assertThat(failure).isNotNull();
        assertThat(seen.toString()).isEqualTo("Hello");
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
