package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Fault;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each error reaches a program as the client's own exception, with what the body says. */
@ExtendWith(Products.class)
final class ErrorsTest {
    private static final ChatCompletionCreateParams PLAIN =
            Chats.params(RelayProduct.CHAT, "plain").build();

    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void aWrongKey(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint().withKey("wrong"));
        for (ThrowingCallable call : calls(client, PLAIN)) {
            UnauthorizedException failure = failure(UnauthorizedException.class, call);
            assertThat(failure.code()).contains("401");
            assertThat(failure).hasMessageContaining("Access denied due to invalid subscription key");
        }
        failure(UnauthorizedException.class, () -> client.models().list());
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownDeployment(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        for (ThrowingCallable call :
                calls(client, Chats.params("nobody", "plain").build())) {
            NotFoundException failure = failure(NotFoundException.class, call);
            assertThat(failure.code()).contains("DeploymentNotFound");
            assertThat(failure).hasMessageContaining("The API deployment for this resource does not exist.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelThatCannotDoTheOperation(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        BadRequestException chat = failure(BadRequestException.class, () -> client.chat()
                .completions()
                .create(Chats.params(RelayProduct.EMBED, "plain").build()));
        assertThat(chat.code()).contains("OperationNotSupported");
        assertThat(chat).hasMessageContaining("The chatCompletion operation does not work with the specified model");
        BadRequestException embeddings = failure(BadRequestException.class, () -> client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(RelayProduct.CHAT)
                        .input("a")
                        .build()));
        assertThat(embeddings.code()).contains("OperationNotSupported");
    }

    @ParameterizedTest
    @EnumSource
    void aFieldOutOfItsRange(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams hot =
                Chats.params(RelayProduct.CHAT, "plain").temperature(7.0).build();
        for (ThrowingCallable call : calls(client, hot)) {
            BadRequestException failure = failure(BadRequestException.class, call);
            assertThat(failure.type()).contains("invalid_request_error");
            assertThat(failure.param()).contains("temperature");
            assertThat(failure.code()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAModelCannotDo(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        BadRequestException failure = failure(BadRequestException.class, () -> client.chat()
                .completions()
                .create(Chats.params(RelayProduct.LIMITED, "plain")
                        .temperature(1.5)
                        .build()));
        assertThat(failure.type()).contains("invalid_request_error");
        assertThat(failure.param()).contains("temperature");
        assertThat(failure.code()).hasValueSatisfying(code -> assertThat(code).startsWith("unsupported_"));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderRefusesComesInItsWords(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams refused =
                Chats.params(RelayProduct.CHAT, Fault.BAD_REQUEST.trigger()).build();
        for (ThrowingCallable call : calls(client, refused)) {
            BadRequestException failure = failure(BadRequestException.class, call);
            assertThat(failure.code()).contains("stand_in_400");
            assertThat(failure.type()).contains("stand_in_error");
            assertThat(failure.param()).isEmpty();
            assertThat(failure).hasMessageContaining("the stand-in's own words");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProviderThatBreaks(Way way, RelayProduct relay) {
        OpenAIClient client = clients.kept(way.client(relay.endpoint()).withOptions(options -> options.maxRetries(0)));
        InternalServerException failure = failure(InternalServerException.class, () -> client.chat()
                .completions()
                .create(Chats.params(RelayProduct.CHAT, Fault.SERVER_ERROR.trigger())
                        .build()));
        assertThat(failure.code()).isPresent();
    }

    /** The first call is refused with a wait that the client keeps to by itself. */
    @ParameterizedTest
    @EnumSource
    void tooManyRequestsAreWaitedOut(Way way, RelayProduct relay) {
        String message = OpenAiUpstream.BUSY_ONCE + "openai-java " + way;
        ChatCompletion answer = clients.of(way, relay.endpoint())
                .chat()
                .completions()
                .create(Chats.params(RelayProduct.CHAT, message).build());
        assertThat(Chats.text(answer)).isEqualTo(message);
        assertThat(relay.upstream().takeReceived()).hasSize(2);
    }

    /** The same call in each of the client's four manners. */
    private static ThrowingCallable[] calls(OpenAIClient client, ChatCompletionCreateParams params) {
        return new ThrowingCallable[] {
            () -> client.chat().completions().create(params),
            () -> Chats.chunks(client, params),
            () -> Clients.await(client.async().chat().completions().create(params)),
            () -> Chats.asyncChunks(client, params)
        };
    }

    private static <E extends OpenAIServiceException> E failure(Class<E> type, ThrowingCallable call) {
        E failure = catchThrowableOfType(type, call);
        assertThat(failure).as("the call fails").isNotNull();
        assertThat(failure.headers().values("x-request-id")).isNotEmpty();
        return failure;
    }
}
