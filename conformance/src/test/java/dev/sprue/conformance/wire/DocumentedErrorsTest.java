package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented error of the gateway itself, with its status, code, words and header. */
@ExtendWith(Products.class)
final class DocumentedErrorsTest {

    @Test
    void noModelNamed(RelayProduct relay) {
        List<Answer> answers = List.of(
                Wire.chat(relay.endpoint(), Bodies.chatWithoutModel("plain").toString())
                        .send(),
                Wire.embed(relay.endpoint(), Bodies.embedWithoutModel("a").toString())
                        .send());
        for (Answer answer : answers) {
            JsonNode error = answer.error(400, "no_model_name");
            assertThat(error.path("message").asText())
                    .startsWith("No model specified in request. Please provide a model name in the request body or as a"
                            + " x-ms-model-mesh-model-name header.");
            assertThat(error.path("details").isTextual()).as("%s", answer).isTrue();
        }
    }

    @Test
    void unknownModel(RelayProduct relay) {
        List<Answer> answers = List.of(
                Wire.chat(relay.endpoint(), Bodies.chat("Nobody-1", "plain").toString())
                        .send(),
                Wire.embed(relay.endpoint(), Bodies.embed("Nobody-1", "a").toString())
                        .send(),
                Wire.request(relay.endpoint(), "GET", Wire.route("info") + "&model=Nobody-1")
                        .key()
                        .send());
        for (Answer answer : answers) {
            JsonNode error = answer.error(404, "unknown_model");
            assertThat(error.path("message").asText()).startsWith("Unknown model: Nobody-1");
            assertThat(error.path("details").asText()).startsWith("Unknown model: Nobody-1");
            assertThat(error.path("details").isTextual()).isTrue();
        }
    }

    @Test
    void aDeploymentOfAnotherResourceIsUnknown(RelayProduct relay) {
        Wire.chat(relay.single(), Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .error(404, "unknown_model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wrong", "first-key-of-resource-relay-012345678", "first-key-of-resource-relay-01234567890"})
    void wrongKey(String key, RelayProduct relay) {
        Answer answer = Wire.chat(
                        relay.endpoint().withKey(key),
                        Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send();
        assertThat(answer.error(401, "401").path("message").asText())
                .isEqualTo("Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a"
                        + " valid key for an active subscription and use a correct regional API endpoint for your"
                        + " resource.");
    }

    @Test
    void noCredential(RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), "POST", Wire.route("chat/completions"))
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send();
        answer.error(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"model\":\"relay-chat\",\"messages\":[]",
                "{\"model\":\"relay-chat\"} {}",
                "{\"model\":\"relay-chat\",}",
                "{'model':'relay-chat'}",
                "{\"model\":\"relay-chat\",\"temperature\":NaN}",
                "{\"model\":\"relay-chat\",\"temperature\":01}",
                "{\"model\":\"relay-\nchat\"}",
                "[]",
                "\"text\"",
                "null",
                "42",
            })
    void malformedJson(String body, RelayProduct relay) {
        Wire.chat(relay.endpoint(), body).send().error(400, "invalid_json");
        Wire.embed(relay.endpoint(), body).send().error(400, "invalid_json");
    }

    @Test
    void bytesThatAreNotUtf8(RelayProduct relay) {
        byte[] body = Bodies.chat(RelayProduct.CHAT, "Zürich").toString().getBytes(StandardCharsets.ISO_8859_1);
        Wire.request(relay.endpoint(), "POST", Wire.route("chat/completions"))
                .key()
                .header("content-type", "application/json")
                .body(body)
                .send()
                .error(400, "invalid_json");
    }

    @Test
    void nestingWithoutEnd(RelayProduct relay) {
        String deep = "{\"model\":\"relay-chat\",\"messages\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        Wire.chat(relay.endpoint(), deep).send().error(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"relay-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"model\":\"second-chat\"}",
                "{\"model\":\"relay-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"mod\\u0065l\":\"x\"}",
                "{\"model\":\"relay-chat\",\"messages\":[],\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                "{\"model\":\"relay-chat\",\"stream\":true,\"messages\":[],\"stream\":false}",
            })
    void duplicateTopLevelKey(String body, RelayProduct relay) {
        Wire.chat(relay.endpoint(), body).send().error(400, "duplicate_key");
        assertThat(relay.upstream().takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?api-version=", "?other=1"})
    void missingApiVersion(String query, RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", "/models/chat/completions" + query)
                .key()
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .error(400, "MissingApiVersionParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-01", "latest", "2024-05-01", "2024-05-01-preview%20"})
    void unknownApiVersion(String version, RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), "POST", "/models/chat/completions?api-version=" + version)
                .key()
                .json(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send();
        assertThat(answer.error(400, "UnsupportedApiVersion").path("message").asText())
                .contains("2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/nothing",
                "/models",
                "/api/models",
                "/nothing",
                "/models/chat",
                "/modelsx/chat/completions",
            })
    void unknownRoute(String path, RelayProduct relay) {
        Answer answer = Wire.request(relay.endpoint(), "POST", path + "?api-version=" + Wire.VERSION)
                .key()
                .json("{}")
                .send();
        assertThat(answer.error(404, "404").path("message").asText()).isEqualTo("Resource not found");
    }

    @Test
    void bodyTooLarge(RelayProduct relay) {
        Endpoint endpoint = relay.endpoint();
        String tooLarge = Bodies.chat(RelayProduct.CHAT, "x".repeat(RelayProduct.MAX_BODY_MB << 20))
                .toString();
        Wire.chat(endpoint, tooLarge).send().error(413, "RequestTooLarge");
        Wire.request(endpoint, "POST", Wire.route("chat/completions"))
                .key()
                .chunked(tooLarge)
                .send()
                .error(413, "RequestTooLarge");
        String fits = Bodies.chat(RelayProduct.CHAT, "x".repeat((RelayProduct.MAX_BODY_MB << 20) - 200))
                .toString();
        Wire.chat(endpoint, fits).send().ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void wrongMediaType(String type, RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", Wire.route("chat/completions"))
                .key()
                .header("content-type", type)
                .body(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .error(415, "UnsupportedMediaType");
    }

    @Test
    void aCompressedBody(RelayProduct relay) {
        Wire.chat(relay.endpoint(), Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .header("content-encoding", "gzip")
                .send()
                .error(415, "UnsupportedMediaType");
    }

    @Test
    void aMissingMediaTypeIsTakenForJson(RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", Wire.route("chat/completions"))
                .key()
                .body(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void rightMediaType(String type, RelayProduct relay) {
        Wire.request(relay.endpoint(), "POST", Wire.route("chat/completions"))
                .key()
                .header("content-type", type)
                .body(Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .send()
                .ok();
    }

    @Test
    void aModelThatCannotDoTheOperation(RelayProduct relay) {
        Wire.chat(relay.endpoint(), Bodies.chat(RelayProduct.EMBED, "plain").toString())
                .send()
                .error(404, "OperationNotSupported");
        Wire.embed(relay.endpoint(), Bodies.embed(RelayProduct.CHAT, "a").toString())
                .send()
                .error(404, "OperationNotSupported");
    }
}
