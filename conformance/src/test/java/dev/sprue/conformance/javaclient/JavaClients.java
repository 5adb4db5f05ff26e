package dev.sprue.conformance.javaclient;

import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.inference.EmbeddingsClientBuilder;
import com.azure.ai.inference.ImageEmbeddingsClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Trust;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Builds the clients the way their documentation does; the only addition is trust in the product's certificate. */
final class JavaClients {
    /** How long a test waits for an answer of an asynchronous client. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private JavaClients() {}

    static ChatCompletionsClientBuilder chat(Endpoint endpoint) {
        return new ChatCompletionsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(http(endpoint.ca()));
    }

    static EmbeddingsClientBuilder embeddings(Endpoint endpoint) {
        return new EmbeddingsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(http(endpoint.ca()));
    }

    static ImageEmbeddingsClientBuilder imageEmbeddings(Endpoint endpoint) {
        return new ImageEmbeddingsClientBuilder()
                .endpoint(endpoint.models())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(http(endpoint.ca()));
    }

    private static HttpClient http(Path ca) {
        try {
            SslContext trusting =
                    SslContextBuilder.forClient().trustManager(Trust.in(ca)).build();
            return new NettyAsyncHttpClientBuilder(
                            reactor.netty.http.client.HttpClient.create().secure(tls -> tls.sslContext(trusting)))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
