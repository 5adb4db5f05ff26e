package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gateway sends to the provider: the caller's own bytes with the documented edits, and nothing of the caller. */
@ExtendWith(Products.class)
final class RelayedRequestsTest {
    private static final String AWKWARD = """
            { "temperature" : 0.10000000000000000001, "top_p":1e-1 ,
              "messages":[ {"role":"user","content":"pl\\u0061in"} ], "seed": 9007199254740993,
              "model" : "RELAY-chat", "stop":[ "\\ud83d\\ude00" , "ü" ] }""";

    @Test
    void theBytesPassExceptForTheModel(RelayProduct relay) {
        Wire.chat(relay.endpoint(), AWKWARD).send().ok();
        assertThat(theOneRequest(relay).text())
                .isEqualTo(AWKWARD.replace("\"RELAY-chat\"", "\"" + OpenAiUpstream.CHAT_MODEL + "\""));
    }

    @Test
    void aStreamAlsoAsksForItsUsage(RelayProduct relay) {
        String body = AWKWARD.replace("\"stop\"", "\"stream\": true, \"stop\"");
        Wire.chat(relay.endpoint(), body).send().ok();
        ReceivedRequest sent = theOneRequest(relay);
        assertThat(sent.text())
                .contains("\"temperature\" : 0.10000000000000000001, \"top_p\":1e-1", "\"seed\": 9007199254740993")
                .contains("\"stop\":[ \"\\ud83d\\ude00\" , \"ü\" ]");
        ObjectNode others = sent.body().deepCopy();
        assertThat(others.remove("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(others.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("temperature", "top_p", "messages", "seed", "model", "stream", "stop");
    }

    @Test
    void aModelIsInsertedWhereTheCallerNamedNone(RelayProduct relay) {
        String body = AWKWARD.replace("\"model\" : \"RELAY-chat\", ", "");
        Wire.chat(relay.single(), body).send().ok();
        ReceivedRequest sent = theOneRequest(relay);
        assertThat(sent.body().path("model").asText()).isEqualTo(OpenAiUpstream.CHAT_MODEL);
        assertThat(sent.text()).contains("\"temperature\" : 0.10000000000000000001, \"top_p\":1e-1");
    }

    @Test
    void nothingOfTheCallerGoesOn(RelayProduct relay) {
        Wire.chat(relay.endpoint(), AWKWARD)
                .header("authorization", relay.endpoint().key())
                .header("cookie", "session=secret")
                .header("x-forwarded-for", "203.0.113.9")
                .header("ocp-apim-subscription-key", "secret-of-the-caller")
                .header("x-ms-model-mesh-model-name", "relay-chat")
                .header("extra-parameters", "error")
                .header("x-custom", "of-the-caller")
                .send()
                .ok();
        ReceivedRequest sent = theOneRequest(relay);
        assertThat(sent.everything()).doesNotContain(relay.endpoint().key(), "secret", "203.0.113.9", "of-the-caller");
        assertThat(sent.headers())
                .doesNotContainKeys("api-key", "extra-parameters", "x-ms-model-mesh-model-name", "cookie");
        assertThat(sent.header("authorization")).contains("Bearer " + OpenAiUpstream.API_KEY);
        assertThat(sent.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(sent.target()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void embeddingsKeepTheirFields(RelayProduct relay) {
        String body =
                "{\"input\":[\"ü\", \"\\u00fc\"],\"dimensions\":4,\"encoding_format\":\"float\",\"model\":\"Relay-Embed\"}";
        Answer answer = Wire.embed(relay.endpoint(), body).send().ok();
        assertThat(theOneRequest(relay).text()).isEqualTo(body.replace("Relay-Embed", OpenAiUpstream.EMBED_MODEL));
        assertThat(answer.json().path("data")).hasSize(2);
        assertThat(answer.json().path("data").path(0).path("embedding"))
                .hasSize(4)
                .isEqualTo(answer.json().path("data").path(1).path("embedding"));
        assertThat(answer.json().path("id").asText()).isNotBlank();
    }

    /** A field of this API that OpenAI's refuses: the stand-in would complain of it. */
    @Test
    void theTypeOfAnEmbeddingsInputStaysHere(RelayProduct relay) {
        String body =
                Bodies.embed(RelayProduct.EMBED, "a").put("input_type", "query").toString();
        Wire.embed(relay.endpoint(), body).send().ok();
        assertThat(theOneRequest(relay).body().has("input_type")).isFalse();
    }

    @Test
    void embeddingsAsBase64ComeBackUnchanged(RelayProduct relay) {
        String body = Bodies.embed(RelayProduct.EMBED, "a")
                .put("encoding_format", "base64")
                .toString();
        Answer answer = Wire.embed(relay.endpoint(), body).send().ok();
        assertThat(answer.json().path("data").path(0).path("embedding").isTextual())
                .isTrue();
    }

    private static ReceivedRequest theOneRequest(RelayProduct relay) {
        return relay.upstream().takeReceived().getFirst();
    }
}
