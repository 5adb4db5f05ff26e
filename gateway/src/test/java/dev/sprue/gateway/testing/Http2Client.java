package dev.sprue.gateway.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Calls over HTTP/2 for any host name, whatever it resolves to: it goes to loopback, and the name is asked for in the
 * handshake, checked in the certificate, and sent as {@code :authority}.
 */
public final class Http2Client implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;

    /** What came back. */
    public record Answer(int status, MultiMap headers, String body) {}

    /** @param ca signed the certificate */
    public Http2Client(int port, Path ca) {
        this.port = port;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    }

    /** Makes one call without a body; {@code headers} are names and values by turns. */
    public Answer call(HttpMethod method, String host, String path, String... headers) throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(host)
                .setPort(port)
                .setURI(path);
        for (int i = 0; i < headers.length; i += 2) {
            options.putHeader(headers[i], headers[i + 1]);
        }
        return client.request(options)
                .compose(request -> request.send()
                        .compose(HttpClientResponse::body)
                        .map(body -> {
                            HttpClientResponse response = request.response().result();
                            return new Answer(response.statusCode(), response.headers(), body.toString());
                        }))
                .await(20, TimeUnit.SECONDS);
    }

    /** Makes one GET. */
    public Answer get(String host, String path, String... headers) throws Exception {
        return call(HttpMethod.GET, host, path, headers);
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
