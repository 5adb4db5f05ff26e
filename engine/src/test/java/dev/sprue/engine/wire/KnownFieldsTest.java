package dev.sprue.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KnownFieldsTest {

    private enum Request {
        CHAT("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", ChatRequestReader::read),
        COMPLETION("{\"model\":\"m\",\"prompt\":\"x\"}", CompletionRequestReader::read),
        EMBEDDING("{\"model\":\"m\",\"input\":\"x\"}", EmbeddingRequestReader::read);

        private final String body;
        private final Function<ObjectNode, Object> reader;

        Request(String body, Function<ObjectNode, Object> reader) {
            this.body = body;
            this.reader = reader;
        }

        ObjectNode body() {
            try {
                return (ObjectNode) new ObjectMapper().readTree(body);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFieldThatNobodyKnowsIsRefusedByName(Request request) {
        ObjectNode body = request.body().put("top_k", 3);
        assertThatThrownBy(() -> request.reader.apply(body)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("unknown_parameter");
            assertThat(refused.param()).contains("top_k");
            assertThat(refused.text()).startsWith("Unknown parameter: \"top_k\".");
        });
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsNullIsNotThere(Request request) {
        assertThat(request.reader.apply(request.body().putNull("top_k"))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void whoCallsIsNobodysBusiness(Request request) {
        assertThat(request.reader.apply(request.body().put("user", "me"))).isNotNull();
    }
}
