package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Fault;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider's own failures reach the caller as errors of the documented status, never as a bare 500 or in silence. */
@ExtendWith(Products.class)
final class UpstreamFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, 502, upstream_auth_failed",
        "FORBIDDEN, 502, upstream_auth_failed",
        "NOT_FOUND, 502, upstream_model_not_found",
        "BAD_REQUEST, 400,",
        "UNPROCESSABLE, 422,",
        "TOO_MANY, 429,",
        "SERVER_ERROR, 502,",
        "UNAVAILABLE, 503,",
        "GARBAGE, 502,",
        "EMPTY, 502,",
        "CUT, 502,",
        "HANG_UP, 502,",
        "SILENCE, 504,",
    })
    void beforeTheFirstByteItIsAnErrorOfThatStatus(Fault fault, int status, @Nullable String code, RelayProduct relay) {
        String chat = Bodies.chat(RelayProduct.CHAT, fault.trigger()).toString();
        Answer answer = Wire.chat(relay.endpoint(), chat).send();
        JsonNode error = code == null ? answer.error(status) : answer.error(status, code);
        assertThat(answer.body()).doesNotContain(OpenAiUpstream.API_KEY);
        if (fault.status() >= 400) {
            String words = "the stand-in's own words";
            assertThat(error.path("innererror").toString()).contains(words, "stand_in_" + fault.status());
            assertThat(error.path("innererror").toString()).contains(Integer.toString(fault.status()));
        }
        String embed = Bodies.embed(RelayProduct.EMBED, fault.trigger()).toString();
        Wire.embed(relay.endpoint(), embed).send().error(status);
        if (fault != Fault.CUT && fault != Fault.SILENCE) {
            String stream = Bodies.chat(RelayProduct.CHAT, fault.trigger())
                    .put("stream", true)
                    .toString();
            Wire.chat(relay.endpoint(), stream).send().error(status);
        }
    }

    @Test
    void tooManyRequestsSaysWhenToRetry(RelayProduct relay) {
        String chat = Bodies.chat(RelayProduct.CHAT, Fault.TOO_MANY.trigger()).toString();
        Answer answer = Wire.chat(relay.endpoint(), chat).send();
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.header("retry-after-ms")).contains("7000");
    }

    @Test
    void anUnreachableProviderIsABadGateway(RelayProduct relay) {
        Wire.chat(relay.endpoint(), Bodies.chat("unreachable", "plain").toString())
                .send()
                .error(502);
    }
}
