package dev.sprue.conformance;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** The transport of Microsoft's clients, as they use it by default but for whom it trusts. */
public final class AzureHttp {
    /** How long a test waits for an answer of an asynchronous client. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private AzureHttp() {}

    /** A transport that trusts only the certificates of {@code ca}. */
    public static HttpClient trusting(Path ca) {
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
