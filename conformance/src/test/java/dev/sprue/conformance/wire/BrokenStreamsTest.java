package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.Trust;
import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import okio.Buffer;
import okio.BufferedSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that breaks says so twice: by its last event, and by a response that does not end. */
@ExtendWith(Products.class)
final class BrokenStreamsTest {

    @ParameterizedTest
    @EnumSource
    void overHttp1TheConnectionIsCut(BrokenStream broken, RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.chat(body(broken));
            RawAnswer raw = connection.read();
            check(broken, EventStream.parse(raw.answer().ok().body()));
            assertThat(raw.whole()).as("the body ended as if all were well").isFalse();
        }
    }

    /** With a client that hands out what came before a reset, however soon that follows. */
    @ParameterizedTest
    @EnumSource
    void overHttp2TheStreamIsReset(BrokenStream broken, RelayProduct relay) throws IOException {
        Endpoint endpoint = relay.endpoint();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(Trust.context(endpoint.ca()).getSocketFactory(), (X509TrustManager)
                        Trust.in(endpoint.ca()).getTrustManagers()[0])
                .build();
        Request request = new Request.Builder()
                .url(endpoint.base() + Wire.route("chat/completions"))
                .header("api-key", endpoint.key())
                .post(RequestBody.create(body(broken), MediaType.get("application/json")))
                .build();
        Buffer heard = new Buffer();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
            assertThat(response.code()).isEqualTo(200);
            assertThatThrownBy(() -> readInto(heard, response))
                    .isInstanceOfSatisfying(StreamResetException.class, reset -> assertThat(reset.errorCode)
                            .isEqualTo(ErrorCode.INTERNAL_ERROR));
        }
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        check(broken, EventStream.parse(heard.readUtf8()));
    }

    /** Piece by piece, since reading all at once gives nothing where the end is a failure. */
    private static void readInto(Buffer heard, Response response) throws IOException {
        BufferedSource source = Objects.requireNonNull(response.body()).source();
        long read;
        do {
            read = source.read(heard, Long.MAX_VALUE);
        } while (read >= 0);
    }

    private static String body(BrokenStream broken) {
        return Bodies.chat(broken.model(), broken.message()).put("stream", true).toString();
    }

    private static void check(BrokenStream broken, EventStream stream) {
        assertThat(stream.text()).isEqualTo(BrokenStream.PARTIAL);
        assertThat(stream.done()).isFalse();
        JsonNode error = stream.chunks().getLast().path("error");
        assertThat(error.path("code").asText()).isEqualTo(broken.code());
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isNotBlank();
    }
}
