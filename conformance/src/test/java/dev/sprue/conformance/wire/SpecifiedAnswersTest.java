package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.spec.KnownDeviation;
import dev.sprue.conformance.spec.Specs;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's own answers are valid by the specification of each version; {@link KnownDeviation} lists the rest. */
@ExtendWith(Products.class)
final class SpecifiedAnswersTest {

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"})
    void ofTheBuiltInModels(String version, BuiltInProduct builtIn) {
        check(version, builtIn.endpoint(), BuiltInProduct.CHAT, BuiltInProduct.EMBED, List.of("Hello"));
    }

    /** All encodings but base64, whose text is not among the schema's arrays of numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"})
    void ofTheBuiltInModelForPictures(String version, BuiltInProduct builtIn) {
        ObjectNode body = Bodies.embedPicture(BuiltInProduct.IMAGE_EMBED, "a dot");
        for (String encoding : List.of("float", "int8", "uint8", "binary", "ubinary")) {
            Answer answer =
                    post(builtIn.endpoint(), version, "images/embeddings", body.put("encoding_format", encoding));
            assertValid(version, "EmbeddingsResult", answer.ok().json());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"})
    void ofARelayedModel(String version, RelayProduct relay) {
        check(
                version,
                relay.endpoint(),
                RelayProduct.CHAT,
                RelayProduct.EMBED,
                List.of("plain", "emoji", "length", "tool-call"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview"})
    void ofItsErrors(String version, RelayProduct relay) {
        Endpoint endpoint = relay.endpoint();
        ObjectNode good = Bodies.chat(RelayProduct.CHAT, "plain");
        List<Answer> answers = List.of(
                post(endpoint, version, "chat/completions", Bodies.chatWithoutModel("plain")),
                post(endpoint, version, "chat/completions", Bodies.chat("nobody", "plain")),
                post(endpoint.withKey("wrong"), version, "chat/completions", good),
                post(endpoint, version, "chat/completions", good.deepCopy().put("user", "x")),
                post(endpoint, version, "chat/completions", Bodies.chat(RelayProduct.CHAT, "fault bad_request")),
                post(endpoint, version, "chat/completions", Bodies.chat(RelayProduct.CHAT, "fault server_error")),
                post(endpoint, version, "nothing", good),
                post(endpoint, "1999-01-01", "chat/completions", good));
        for (Answer answer : answers) {
            answer.error(answer.status());
            assertValid(version, "Azure.Core.Foundations.ErrorResponse", answer.json());
        }
    }

    private static void check(String version, Endpoint endpoint, String chat, String embed, List<String> messages) {
        for (String message : messages) {
            ObjectNode body = Bodies.chat(chat, message).put("max_tokens", 20);
            assertValid(
                    version,
                    "ChatCompletions",
                    post(endpoint, version, "chat/completions", body).ok().json());
            Answer streamed = post(endpoint, version, "chat/completions", body.put("stream", true));
            for (JsonNode chunk : EventStream.complete(streamed).chunks()) {
                assertValid(version, "StreamingChatCompletionsUpdate", chunk);
            }
        }
        assertValid(
                version,
                "EmbeddingsResult",
                post(endpoint, version, "embeddings", Bodies.embed(embed, "a"))
                        .ok()
                        .json());
        for (String model : List.of(chat, embed)) {
            Answer info = Wire.request(endpoint, "GET", "/models/info?api-version=" + version + "&model=" + model)
                    .key()
                    .send();
            assertValid(version, "ModelInfo", info.ok().json());
        }
    }

    private static Answer post(Endpoint endpoint, String version, String operation, ObjectNode body) {
        return Wire.request(endpoint, "POST", "/models/" + operation + "?api-version=" + version)
                .key()
                .json(body.toString())
                .send();
    }

    private static void assertValid(String version, String schema, JsonNode value) {
        List<String> violations = Specs.modelInference(version).violations(schema, value);
        assertThat(KnownDeviation.unknown(schema, violations)).as("%s", value).isEmpty();
    }
}
