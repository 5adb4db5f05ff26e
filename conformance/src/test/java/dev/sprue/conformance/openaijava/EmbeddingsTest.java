package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.EmbeddingAnswers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors of texts and of tokens, as numbers and as base64. */
@ExtendWith(Products.class)
final class EmbeddingsTest {
    private static final List<String> TEXTS = List.of("a river in spring", "un chat 🐈", "a river in spring");

    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void base64HoldsTheSameNumbers(Way way, BuiltInProduct builtIn) throws Exception {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        EmbeddingCreateParams.Builder params =
                EmbeddingCreateParams.builder().model(BuiltInProduct.EMBED).inputOfArrayOfStrings(TEXTS);
        CreateEmbeddingResponse numbers = client.embeddings()
                .create(params.encodingFormat(EncodingFormat.FLOAT).build());
        EmbeddingCreateParams base64 =
                params.encodingFormat(EncodingFormat.BASE64).build();
        CreateEmbeddingResponse encoded = client.embeddings().create(base64);
        CreateEmbeddingResponse async =
                Clients.await(client.async().embeddings().create(base64));
        assertThat(numbers.data()).extracting(Embedding::index).containsExactly(0L, 1L, 2L);
        assertThat(numbers.data().getFirst().embedding())
                .isEqualTo(numbers.data().getLast().embedding());
        assertThat(numbers.usage().promptTokens()).isPositive();
        assertThat(numbers.usage().totalTokens()).isEqualTo(numbers.usage().promptTokens());
        for (int i = 0; i < TEXTS.size(); i++) {
            List<Float> vector = numbers.data().get(i).embedding();
            assertThat(floats(encoded.data().get(i).embeddingValue().asBase64()))
                    .isEqualTo(vector);
            assertThat(floats(async.data().get(i).embeddingValue().asBase64())).isEqualTo(vector);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProvidersVectors(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        EmbeddingCreateParams params = EmbeddingCreateParams.builder()
                .model(RelayProduct.EMBED)
                .input("zwei")
                .dimensions(5)
                .user("someone")
                .build();
        assertThat(client.embeddings().create(params).data())
                .singleElement()
                .extracting(Embedding::embedding)
                .isEqualTo(list(EmbeddingAnswers.vector("zwei", 5)));
    }

    @ParameterizedTest
    @EnumSource
    void tokensInsteadOfText(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        EmbeddingCreateParams.Builder params = EmbeddingCreateParams.builder().model(RelayProduct.EMBED);
        CreateEmbeddingResponse one = client.embeddings()
                .create(params.inputOfArrayOfTokens(List.of(1L, 2L)).build());
        assertThat(one.data())
                .singleElement()
                .extracting(Embedding::embedding)
                .isEqualTo(list(EmbeddingAnswers.vector("[1,2]", EmbeddingAnswers.DIMENSIONS)));
        CreateEmbeddingResponse two = client.embeddings()
                .create(params.inputOfArrayOfTokenArrays(List.of(List.of(1L), List.of(2L, 3L)))
                        .build());
        assertThat(two.data()).hasSize(2);
    }

    private static List<Float> floats(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        List<Float> floats = new ArrayList<>();
        while (bytes.hasRemaining()) {
            floats.add(bytes.getFloat());
        }
        return floats;
    }

    private static List<Float> list(float[] numbers) {
        List<Float> list = new ArrayList<>();
        for (float number : numbers) {
            list.add(number);
        }
        return list;
    }
}
