package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of body fields that the API does not define: refused by default, dropped or passed on when asked. */
@ExtendWith(Products.class)
final class ExtraParametersTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "error")
    void extrasAreRefusedAndNamed(@Nullable String value, RelayProduct relay) {
        ObjectNode body = chatWithExtras();
        Wire call = Wire.chat(relay.endpoint(), body.toString());
        Answer answer = (value == null ? call : call.header("extra-parameters", value)).send();
        JsonNode error = answer.error(400);
        assertThat(error.path("message").asText()).contains("user", "logit_bias");
        JsonNode flat = answer.json();
        assertThat(flat.path("status").asInt()).isEqualTo(400);
        assertThat(flat.path("code")).isEqualTo(error.path("code"));
        assertThat(flat.path("message")).isEqualTo(error.path("message"));
        List<String> named = new ArrayList<>();
        for (JsonNode detail : flat.path("detail")) {
            String field = detail.path("loc").path(1).asText();
            named.add(field);
            assertThat(detail.path("loc").path(0).asText()).isEqualTo("body");
            assertThat(detail.path("input")).isEqualTo(body.path(field));
            assertThat(detail.path("value")).isEqualTo(body.path(field));
            assertThat(detail.path("type").asText()).isEqualTo("extra_forbidden");
            assertThat(detail.path("msg").asText()).isNotBlank();
        }
        assertThat(named).containsExactlyInAnyOrder("user", "logit_bias");
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @Test
    void extrasOfEmbeddingsAreRefusedToo(RelayProduct relay) {
        Answer answer = Wire.embed(
                        relay.endpoint(),
                        Bodies.embed(RelayProduct.EMBED, "a").put("user", "u").toString())
                .send();
        assertThat(answer.error(400).path("message").asText()).contains("user");
    }

    @Test
    void extrasAreDroppedWhenAsked(RelayProduct relay) {
        Wire.chat(relay.endpoint(), chatWithExtras().toString())
                .header("extra-parameters", "drop")
                .send()
                .ok();
        JsonNode sent = relay.upstream().takeReceived().getFirst().body();
        assertThat(sent.has("user")).isFalse();
        assertThat(sent.has("logit_bias")).isFalse();
        assertThat(sent.path("temperature").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(sent.path("messages")).isEqualTo(chatWithExtras().path("messages"));
    }

    @Test
    void extrasArePassedOnUntouchedWhenAsked(RelayProduct relay) {
        Wire.chat(relay.endpoint(), chatWithExtras().toString())
                .header("extra-parameters", "pass-through")
                .send()
                .ok();
        JsonNode sent = relay.upstream().takeReceived().getFirst().body();
        assertThat(sent.path("user").asText()).isEqualTo("someone");
        assertThat(sent.path("logit_bias")).isEqualTo(chatWithExtras().path("logit_bias"));
    }

    @Test
    void extrasOfEmbeddingsArePassedOnWhenAsked(RelayProduct relay) {
        Wire.embed(
                        relay.endpoint(),
                        Bodies.embed(RelayProduct.EMBED, "a").put("user", "u").toString())
                .header("extra-parameters", "pass-through")
                .send()
                .ok();
        assertThat(relay.upstream()
                        .takeReceived()
                        .getFirst()
                        .body()
                        .path("user")
                        .asText())
                .isEqualTo("u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore", "Errors", "pass_through"})
    void anyOtherWishIsRefusedNamingTheThree(String value, RelayProduct relay) {
        Answer answer = Wire.chat(
                        relay.endpoint(),
                        Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .header("extra-parameters", value)
                .send();
        assertThat(answer.error(400).path("message").asText()).contains("error", "drop", "pass-through");
    }

    @Test
    void aFieldOfALaterVersionIsAnExtraBefore(RelayProduct relay) {
        ObjectNode body = Bodies.chat(RelayProduct.CHAT, "plain");
        body.putObject("user_security_context").put("application_name", "conformance");
        for (String version : List.of("2024-05-01-preview", "2025-04-01")) {
            Answer answer = send(relay, version, body);
            assertThat(answer.error(400).path("message").asText()).contains("user_security_context");
        }
        for (String version : List.of("2025-05-01", "2025-05-15-preview")) {
            send(relay, version, body).ok();
        }
    }

    private static Answer send(RelayProduct relay, String version, ObjectNode body) {
        return Wire.request(relay.endpoint(), "POST", "/models/chat/completions?api-version=" + version)
                .key()
                .json(body.toString())
                .send();
    }

    private static ObjectNode chatWithExtras() {
        ObjectNode body = Bodies.chat(RelayProduct.CHAT, "plain").put("user", "someone");
        body.putObject("logit_bias").put("50256", -100);
        return body.put("temperature", 0.5);
    }
}
