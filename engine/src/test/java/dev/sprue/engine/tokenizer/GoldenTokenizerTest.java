package dev.sprue.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.Shipped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tokens of the reference tokenizer with which the shipped model was trained. */
class GoldenTokenizerTest {
    private final Tokenizer tokenizer = Shipped.tokenizer();

    @TestFactory
    List<DynamicTest> encodesAsTheReferenceDoes() {
        JsonNode cases = Shipped.golden("tokenizer");
        assertThat(cases.size()).isGreaterThan(50);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.path("text").toString(), () -> {
                    int[] ids = tokenizer.encode(c.path("text").textValue());
                    assertThat(ids).isEqualTo(Shipped.ids(c.path("ids")));
                    assertThat(decode(ids)).isEqualTo(c.path("text").textValue());
                }))
                .toList();
    }

    private String decode(int[] ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int id : ids) {
            out.writeBytes(tokenizer.bytes(id));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
