package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of {@code encoding_format}, and what else an embeddings request may say, answered by the built-in model. */
@ExtendWith(Products.class)
class EmbeddingEncodingsTest {
    private static final int DIMENSIONS = 384;

    @Test
    void base64HoldsTheSameFloats(BuiltInProduct builtIn) {
        JsonNode floats = vector(builtIn, "\"encoding_format\":\"float\"");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(vector(builtIn, "\"encoding_format\":\"base64\"")
                                .textValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.size()).isEqualTo(DIMENSIONS);
        assertThat(bytes.capacity()).isEqualTo(DIMENSIONS * Float.BYTES);
        for (JsonNode value : floats) {
            assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
        }
    }

    @Test
    void eightBitsGiveTheComponentsBack(BuiltInProduct builtIn) {
        JsonNode floats = vector(builtIn, "\"encoding_format\":\"float\"");
        JsonNode signed = vector(builtIn, "\"encoding_format\":\"int8\"");
        JsonNode unsigned = vector(builtIn, "\"encoding_format\":\"uint8\"");
        assertThat(signed.size()).isEqualTo(DIMENSIONS);
        for (int i = 0; i < DIMENSIONS; i++) {
            assertThat(signed.path(i).isInt()).isTrue();
            assertThat(signed.path(i).intValue() / 127.0)
                    .isCloseTo(floats.path(i).doubleValue(), within(1 / 254.0 + 1e-6));
            assertThat(unsigned.path(i).intValue()).isEqualTo(signed.path(i).intValue() + 128);
        }
    }

    @Test
    void oneBitIsTheSign(BuiltInProduct builtIn) {
        JsonNode floats = vector(builtIn, "\"encoding_format\":\"float\"");
        JsonNode signed = vector(builtIn, "\"encoding_format\":\"binary\"");
        JsonNode unsigned = vector(builtIn, "\"encoding_format\":\"ubinary\"");
        assertThat(unsigned.size()).isEqualTo(DIMENSIONS / 8);
        assertThat(signed.size()).isEqualTo(DIMENSIONS / 8);
        for (int i = 0; i < DIMENSIONS; i++) {
            int bit = unsigned.path(i / 8).intValue() >> (7 - i % 8) & 1;
            assertThat(bit == 1).isEqualTo(floats.path(i).doubleValue() > 0);
            assertThat((byte) signed.path(i / 8).intValue())
                    .isEqualTo((byte) unsigned.path(i / 8).intValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "query", "document"})
    void everyInputTypeIsTaken(String type, BuiltInProduct builtIn) {
        assertThat(vector(builtIn, "\"dimensions\":384,\"input_type\":\"" + type + "\""))
                .isEqualTo(vector(builtIn, "\"encoding_format\":\"float\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":[\"a\"],\"dimensions\":256|422|dimensions|384",
                "\"input\":[\"a\"],\"encoding_format\":\"morse\"|400|encoding_format|'float', 'base64', 'int8', 'uint8', 'binary', 'ubinary'",
                "\"input\":[\"a\"],\"encoding_format\":8|400|encoding_format|it is a number",
                "\"input\":[101,102]|400|input[0]|token ids",
                "\"input\":[[101,102]]|400|input[0]|token ids",
                "\"input\":[\"a\",\"\"]|400|input[1]|empty"
            })
    void whatTheModelCannotDoIsSaidPrecisely(
            String rest, int status, String field, String words, BuiltInProduct builtIn) {
        Answer answer = Wire.embed(builtIn.endpoint(), "{\"model\":\"sprue-embed\"," + rest + "}")
                .send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.body()).contains(field, words);
    }

    /** This model takes 128 texts at once. */
    @Test
    void moreTextsThanTheModelTakesAtOnceAreAnsweredInOrder(BuiltInProduct builtIn) {
        String texts = IntStream.range(0, 130)
                .mapToObj(i -> "\"a " + (i < 128 ? "red" : "blue") + " circle\"")
                .collect(Collectors.joining(","));
        JsonNode answer = Wire.embed(builtIn.endpoint(), "{\"model\":\"sprue-image-embed\",\"input\":[" + texts + "]}")
                .send()
                .ok()
                .json();
        JsonNode data = answer.path("data");
        assertThat(data.size()).isEqualTo(130);
        for (int i = 0; i < 130; i++) {
            assertThat(data.path(i).path("index").asInt(-1)).isEqualTo(i);
            assertThat(data.path(i).path("embedding"))
                    .isEqualTo(data.path(i < 128 ? 0 : 129).path("embedding"));
        }
        assertThat(data.path(0).path("embedding")).isNotEqualTo(data.path(129).path("embedding"));
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isGreaterThanOrEqualTo(130);
        assertThat(answer.at("/usage/total_tokens")).isEqualTo(answer.at("/usage/prompt_tokens"));
    }

    private static JsonNode vector(BuiltInProduct builtIn, String more) {
        return Wire.embed(
                        builtIn.endpoint(),
                        "{\"model\":\"sprue-embed\",\"input\":[\"a river in spring\"]," + more + "}")
                .send()
                .ok()
                .json()
                .at("/data/0/embedding");
    }
}
