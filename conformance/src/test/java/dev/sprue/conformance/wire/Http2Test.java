package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.Trust;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that are offered HTTP/2 take it, and must get the same answers over it. */
@ExtendWith(Products.class)
final class Http2Test {

    @Test
    void wholeAnswersStreamsAndErrorsOverOneConnection(RelayProduct relay) throws Exception {
        Endpoint endpoint = relay.endpoint();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.context(endpoint.ca()))
                .version(HttpClient.Version.HTTP_2)
                .build()) {
            for (Script script : Scripts.texts()) {
                Answer whole = send(
                        client,
                        endpoint,
                        Bodies.chat(RelayProduct.CHAT, script.name()).toString());
                assertThat(whole.ok().json().at("/choices/0/message/content").asText())
                        .isEqualTo(script.text());
                Answer streamed = send(
                        client,
                        endpoint,
                        Bodies.chat(RelayProduct.CHAT, script.name())
                                .put("stream", true)
                                .toString());
                assertThat(EventStream.complete(streamed).text()).isEqualTo(script.text());
            }
            send(client, endpoint, Bodies.chat("nobody", "plain").toString()).error(404, "unknown_model");
            send(client, endpoint, "{").error(400, "invalid_json");
        }
    }

    private static Answer send(HttpClient client, Endpoint endpoint, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.base() + Wire.route("chat/completions")))
                .header("api-key", endpoint.key())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }
}
