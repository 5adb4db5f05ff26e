package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every answer can be named in a support case: it carries ids, and the caller's own id where there was one. */
@ExtendWith(Products.class)
final class RequestIdsTest {

    @Test
    void everyAnswerHasIdsOfItsOwn(RelayProduct relay) {
        Set<String> ids = new HashSet<>();
        List<Answer> answers = answers(relay, UUID.randomUUID().toString());
        for (Answer answer : answers) {
            for (String header : List.of("x-request-id", "apim-request-id")) {
                assertThat(answer.header(header)).as("%s of %s", header, answer).isPresent();
                assertThat(UUID.fromString(answer.header(header).orElseThrow())).isNotNull();
            }
            ids.add(answer.header("x-request-id").orElseThrow());
        }
        assertThat(ids).hasSameSizeAs(answers);
    }

    @Test
    void theCallersIdComesBack(RelayProduct relay) {
        String id = UUID.randomUUID().toString();
        for (Answer answer : answers(relay, id)) {
            assertThat(answer.header("x-ms-client-request-id")).as("%s", answer).contains(id);
        }
    }

    @Test
    void anIdThatCouldBreakAHeadOrALogDoesNotComeBack(RelayProduct relay) {
        String endless = "x".repeat(4_000);
        Answer answer = Wire.chat(
                        relay.endpoint(),
                        Bodies.chat(RelayProduct.CHAT, "plain").toString())
                .header("x-ms-client-request-id", endless)
                .send();
        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.header("x-ms-client-request-id").orElse("")).isNotEqualTo(endless);
    }

    private static List<Answer> answers(RelayProduct relay, String id) {
        String good = Bodies.chat(RelayProduct.CHAT, "plain").toString();
        String stream =
                Bodies.chat(RelayProduct.CHAT, "plain").put("stream", true).toString();
        String fault = Bodies.chat(RelayProduct.CHAT, "fault server_error").toString();
        return List.of(
                Wire.chat(relay.endpoint(), good)
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.chat(relay.endpoint(), stream)
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.chat(relay.endpoint(), fault)
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.chat(relay.endpoint(), "{")
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.chat(relay.endpoint().withKey("wrong"), good)
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.request(relay.endpoint(), "GET", "/nothing")
                        .header("x-ms-client-request-id", id)
                        .send(),
                Wire.request(relay.endpoint(), "GET", Wire.route("chat/completions"))
                        .key()
                        .header("x-ms-client-request-id", id)
                        .send());
    }
}
