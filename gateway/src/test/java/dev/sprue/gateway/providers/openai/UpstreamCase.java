package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A gateway before a scripted upstream that it soon loses its patience with; after each test nothing may be left. */
@OutOfSpecification("its chunks have no more than the relay looks at")
abstract class UpstreamCase {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String CHUNK = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
    static final int FIRST_BYTE_MS = 300;
    static final int IDLE_MS = 300;

    @SuppressWarnings("NullAway.Init")
    static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.answer(1).upstream(FIRST_BYTE_MS, IDLE_MS));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.records()).hasSize(rig.admitted());
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.leaks()).isEmpty();
        upstream.forget();
    }

    static JsonNode error(RawHttp.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("x-ms-error-code")).hasValue(code);
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        return error;
    }
}
