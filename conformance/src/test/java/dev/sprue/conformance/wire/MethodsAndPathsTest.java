package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that a route does not have, and paths that are almost a route. */
@ExtendWith(Products.class)
final class MethodsAndPathsTest {

    @ParameterizedTest
    @CsvSource({
        "GET, chat/completions, POST",
        "PUT, chat/completions, POST",
        "PATCH, chat/completions, POST",
        "DELETE, chat/completions, POST",
        "GET, embeddings, POST",
        "PUT, embeddings, POST",
        "POST, info, GET",
        "DELETE, info, GET",
    })
    void aMethodThatTheRouteDoesNotHave(String method, String operation, String allowed, RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), method, Wire.route(operation))
                .key()
                .json("{}")
                .send();
        answer.error(405, "MethodNotAllowed");
        assertThat(answer.header("allow"))
                .hasValueSatisfying(allow ->
                        assertThat(allow.split(", ?")).contains(allowed).doesNotContain(method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/completions", "embeddings"})
    void headOnAPostRouteHasTheSameHeadAndNoBody(String operation, RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), "HEAD", Wire.route(operation))
                .key()
                .send();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/chat%2Fcompletions",
                "/models/chat/completions/more",
                "/models/chat/completions/",
                "/models/ch%61t/completions",
                "/models/chat/completions%00",
                "/Models/chat/completions",
                "/models/../models/chat/completions",
                "/models/chat/completions;v=1",
            })
    void aPathThatIsAlmostARouteIsNone(String path, RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), "POST", path + "?api-version=" + Wire.VERSION)
                .key()
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send();
        assertThat(answer.error(404, "404").path("message").asText()).isEqualTo("Resource not found");
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models//chat/completions", "//models/chat//completions", "/api//models/chat/completions"})
    void doubledSlashesCountAsOne(String path, RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", path + "?api-version=" + Wire.VERSION)
                .key()
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void healthNeedsNoKey(String path, RelayProduct relay) {
        Wire.request(relay.endpoint(), "GET", path).send().ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?api-version=2025-05-15-preview&unknown=1",
                "?unknown=%F0%9F%98%80&api-version=2025-05-15-preview",
                "?api-version=2025%2D05%2D15%2Dpreview",
            })
    void otherQueryParametersDoNotMatter(String query, RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", "/models/chat/completions" + query)
                .key()
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .ok();
    }
}
