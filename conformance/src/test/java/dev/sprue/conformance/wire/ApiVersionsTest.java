package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both base paths under every served version, the withdrawn ones that clients still send among them. */
@ExtendWith(Products.class)
final class ApiVersionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-04-01-preview",
                "2024-05-01-preview",
                "2024-08-01-preview",
                "2025-02-01-preview",
                "2025-04-01",
                "2025-05-01",
                "2025-05-01-preview",
                "2025-05-15-preview",
            })
    void everyRouteIsServed(String version, RelayProduct relay) {
        for (String base : new String[] {"/models", "/api/models"}) {
            String query = "?api-version=" + version;
            Answer chat = Wire.request(relay.endpoint(), "POST", base + "/chat/completions" + query)
                    .key()
                    .json(Bodies.chat(RelayProduct.CHAT, "unicode").toString())
                    .send()
                    .ok();
            assertThat(chat.json().path("object").asText()).isEqualTo("chat.completion");
            Answer embeddings = Wire.request(relay.endpoint(), "POST", base + "/embeddings" + query)
                    .key()
                    .json(Bodies.embed(RelayProduct.EMBED, "a").toString())
                    .send()
                    .ok();
            assertThat(embeddings.json().path("id").asText()).isNotBlank();
            Answer info = Wire.request(relay.endpoint(), "GET", base + "/info" + query + "&model=" + RelayProduct.CHAT)
                    .key()
                    .send()
                    .ok();
            assertThat(info.json().path("model_type").asText()).isEqualTo("chat-completion");
        }
    }
}
