package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to name a deployment, and not to name one. */
@ExtendWith(Products.class)
final class ModelNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Relay-Chat", "relay-chat", "RELAY-CHAT"})
    void theCaseOfANameDoesNotMatter(String name, RelayProduct relay) {
        Wire.chat(relay.endpoint(), Bodies.chat(name, "plain").toString())
                .send()
                .ok();
        assertThat(modelSentUpstream(relay)).isEqualTo(OpenAiUpstream.CHAT_MODEL);
        Wire.request(relay.endpoint(), "GET", Wire.route("info") + "&model=" + name)
                .key()
                .send()
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ms-model-mesh-model-name", "azureml-model-deployment", "X-MS-Model-Mesh-Model-Name"})
    void aHeaderNamesTheModelWhereTheBodyDoesNot(String header, RelayProduct relay) {
        Wire.chat(relay.endpoint(), Bodies.chatWithoutModel("plain").toString())
                .header(header, "relay-CHAT")
                .send()
                .ok();
        assertThat(modelSentUpstream(relay)).isEqualTo(OpenAiUpstream.CHAT_MODEL);
        Wire.embed(relay.endpoint(), Bodies.embedWithoutModel("a").toString())
                .header(header, RelayProduct.EMBED)
                .send()
                .ok();
        assertThat(modelSentUpstream(relay)).isEqualTo(OpenAiUpstream.EMBED_MODEL);
        Wire.chat(relay.endpoint(), Bodies.chatWithoutModel("plain").toString())
                .header(header, "nobody")
                .send()
                .error(404, "unknown_model");
    }

    @Test
    void theDefaultAnswersCallsThatNameNoModel(RelayProduct relay) {
        assertNoNameNeeded(relay.defaulted());
    }

    @Test
    void theOnlyDeploymentForAnOperationAnswersCallsThatNameNoModel(RelayProduct relay) {
        assertNoNameNeeded(relay.single());
        Wire.embed(relay.single(), Bodies.embedWithoutModel("a").toString())
                .send()
                .ok();
    }

    @Test
    void theBuiltInModelsNeedNoName(BuiltInProduct builtIn) {
        assertNoNameNeeded(builtIn.endpoint());
        Wire.embed(builtIn.endpoint(), Bodies.embedWithoutModel("a").toString())
                .send()
                .ok();
    }

    private static void assertNoNameNeeded(Endpoint endpoint) {
        Answer answer = Wire.chat(
                        endpoint,
                        Bodies.chatWithoutModel("plain").put("max_tokens", 5).toString())
                .send()
                .ok();
        assertThat(answer.json().path("choices")).hasSize(1);
    }

    private static String modelSentUpstream(RelayProduct relay) {
        return relay.upstream().takeReceived().getFirst().body().path("model").asText();
    }
}
