package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.EmbeddingEncodingFormat;
import com.azure.ai.inference.models.EmbeddingInputType;
import com.azure.ai.inference.models.EmbeddingItem;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embeddings as the Java client asks for them: formats, sizes, kinds of input, and large batches. */
@ExtendWith(Products.class)
final class JavaEmbeddingsTest {
    private static final List<String> TEXTS = List.of("a river in spring", "ein Fluß", "川", "a river in spring");

    @Test
    void base64SaysWhatFloatSays(BuiltInProduct builtIn, RelayProduct relay) {
        isTheSameInBase64(builtIn.endpoint(), BuiltInProduct.EMBED);
        isTheSameInBase64(relay.endpoint(), RelayProduct.EMBED);
    }

    private static void isTheSameInBase64(Endpoint endpoint, String model) {
        List<EmbeddingItem> numbers = embed(endpoint, model, null, EmbeddingEncodingFormat.FLOAT, null);
        List<EmbeddingItem> coded = embed(endpoint, model, null, EmbeddingEncodingFormat.BASE64, null);
        for (int i = 0; i < TEXTS.size(); i++) {
            List<Float> expected = numbers.get(i).getEmbeddingList();
            List<Float> read = floats(coded.get(i).getEmbedding());
            assertThat(read).hasSameSizeAs(expected);
            for (int k = 0; k < read.size(); k++) {
                assertThat(Math.abs(read.get(k) - expected.get(k))).isLessThan(1e-6f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"int8, -128, 127, 1", "uint8, 0, 255, 1", "binary, -128, 127, 8", "ubinary, 0, 255, 8"})
    void smallNumbers(String encoding, int low, int high, int bits, BuiltInProduct builtIn) {
        EmbeddingEncodingFormat format = EmbeddingEncodingFormat.fromString(encoding);
        int dimensions = embed(builtIn.endpoint(), BuiltInProduct.EMBED, null, null, null)
                .getFirst()
                .getEmbeddingList()
                .size();
        List<EmbeddingItem> items = embed(builtIn.endpoint(), BuiltInProduct.EMBED, null, format, null);
        assertThat(items).allSatisfy(item -> assertThat(item.getEmbeddingList())
                .hasSize(dimensions / bits)
                .allSatisfy(number -> assertThat(number).isBetween((float) low, (float) high)));
        assertThat(items.get(3).getEmbeddingList()).isEqualTo(items.get(0).getEmbeddingList());
    }

    @Test
    void kindsOfInputAndDimensions(BuiltInProduct builtIn, RelayProduct relay) {
        for (EmbeddingInputType type : EmbeddingInputType.values()) {
            assertThat(embed(builtIn.endpoint(), BuiltInProduct.IMAGE_EMBED, 64, null, type))
                    .allSatisfy(item -> assertThat(item.getEmbeddingList()).hasSize(64));
            assertThat(embed(relay.endpoint(), RelayProduct.EMBED, 6, null, type))
                    .allSatisfy(item -> assertThat(item.getEmbeddingList()).hasSize(6));
        }
    }

    @Test
    void aBatch(RelayProduct relay) {
        List<String> texts =
                IntStream.range(0, 300).mapToObj(i -> "text number " + i).toList();
        EmbeddingsResult result = JavaClients.embeddings(relay.endpoint())
                .buildClient()
                .embed(texts, null, null, null, RelayProduct.EMBED, null);
        assertThat(result.getData())
                .extracting(EmbeddingItem::getIndex)
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
        assertThat(result.getUsage().getPromptTokens()).isEqualTo(900);
    }

    private static List<EmbeddingItem> embed(
            Endpoint endpoint,
            String model,
            @Nullable Integer dimensions,
            @Nullable EmbeddingEncodingFormat format,
            @Nullable EmbeddingInputType type) {
        EmbeddingsResult result =
                JavaClients.embeddings(endpoint).buildClient().embed(TEXTS, dimensions, format, type, model, null);
        assertThat(result.getData()).extracting(EmbeddingItem::getIndex).containsExactly(0, 1, 2, 3);
        return result.getData();
    }

    private static List<Float> floats(BinaryData embedding) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(embedding.toObject(String.class)))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Float> floats = new ArrayList<>();
        while (bytes.hasRemaining()) {
            floats.add(bytes.getFloat());
        }
        return floats;
    }
}
