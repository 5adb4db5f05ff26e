package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which an official client sends a key is accepted, and none of them goes on to the provider. */
@ExtendWith(Products.class)
final class CredentialFormsTest {

    /** What goes into the headers {@code api-key} and {@code authorization}; {@code %s} is the key. */
    enum Form {
        API_KEY("%s", ""),
        BEARER("", "Bearer %s"),
        BEARER_IN_LOWER_CASE("", "bearer %s"),
        RAW_IN_AUTHORIZATION("", "%s"),
        BOTH_AS_JAVASCRIPT_SENDS_THEM("%s", "Bearer %s"),
        BOTH_AS_JAVA_SENDS_THEM("%s", "%s");

        private final String apiKey;
        private final String authorization;

        Form(String apiKey, String authorization) {
            this.apiKey = apiKey;
            this.authorization = authorization;
        }

        Wire on(Wire call, String key) {
            Wire first = apiKey.isEmpty() ? call : call.header("api-key", apiKey.formatted(key));
            return authorization.isEmpty() ? first : first.header("authorization", authorization.formatted(key));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsAcceptedAndStaysHere(Form form, RelayProduct relay) {
        for (Endpoint endpoint : new Endpoint[] {relay.endpoint(), relay.byKey2()}) {
            form.on(call(endpoint), endpoint.key()).send().ok();
            ReceivedRequest sent = relay.upstream().takeReceived().getFirst();
            assertThat(sent.everything()).doesNotContain(endpoint.key());
            assertThat(sent.header("authorization")).contains("Bearer " + OpenAiUpstream.API_KEY);
            assertThat(sent.header("api-key")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongKeyIsRefused(Form form, RelayProduct relay) {
        form.on(call(relay.endpoint()), "wrong").send().error(401, "401");
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer", "Basic dXNlcjpwYXNz", " "})
    void anAuthorizationWithoutAKeyIsRefused(String value, RelayProduct relay) {
        call(relay.endpoint()).header("authorization", value).send().error(401);
    }

    @Test
    void aKeyIsAcceptedOverPlainHttpOnLoopback(RelayProduct relay) {
        Endpoint plain = new Endpoint(
                relay.process().http(), relay.endpoint().key(), relay.endpoint().ca());
        call(plain).key().send().ok();
    }

    private static Wire call(Endpoint endpoint) {
        return Wire.request(endpoint, "POST", Wire.route("chat/completions"))
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString());
    }
}
