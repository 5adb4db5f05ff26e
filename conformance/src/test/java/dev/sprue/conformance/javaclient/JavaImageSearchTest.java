package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.EmbeddingItem;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.ai.inference.models.ImageEmbeddingInput;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Drawings;
import dev.sprue.conformance.Products;
import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that were drawn a moment ago, found by text through the Java client, with nothing but the product running. */
@ExtendWith(Products.class)
final class JavaImageSearchTest {
    @Test
    void picturesAreFoundByText(BuiltInProduct builtIn, @TempDir Path folder) throws IOException {
        List<ImageEmbeddingInput> pictures = new ArrayList<>();
        Map<String, Consumer<Graphics2D>> drawings = Drawings.all();
        for (Consumer<Graphics2D> drawing : drawings.values()) {
            pictures.add(new ImageEmbeddingInput(Drawings.file(folder, "png", drawing), "png"));
        }
        EmbeddingsResult result =
                JavaClients.imageEmbeddings(builtIn.endpoint()).buildClient().embed(pictures);
        assertThat(result.getId()).isNotBlank();
        assertThat(result.getUsage().getPromptTokens()).isPositive();
        List<List<Float>> found = vectors(result);
        List<String> texts = List.copyOf(drawings.keySet());
        List<List<Float>> queries = vectors(JavaClients.embeddings(builtIn.endpoint())
                .buildClient()
                .embed(texts, null, null, null, BuiltInProduct.IMAGE_EMBED, null));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(nearest(queries.get(i), found)).as(texts.get(i)).isEqualTo(i);
        }
    }

    @Test
    void aPictureWithATextIsEmbeddedAsAPair(BuiltInProduct builtIn, @TempDir Path folder) throws IOException {
        Path circle = Drawings.file(folder, "jpg", Drawings::redCircle);
        List<List<Float>> vectors = vectors(JavaClients.imageEmbeddings(builtIn.endpoint())
                .buildAsyncClient()
                .embed(List.of(
                        new ImageEmbeddingInput(circle, "jpeg"),
                        new ImageEmbeddingInput(circle, "jpeg").setText("a blue square"),
                        new ImageEmbeddingInput(circle, "jpeg")))
                .blockOptional(JavaClients.LIMIT)
                .orElseThrow());
        assertThat(vectors.get(2)).isEqualTo(vectors.get(0)).isNotEqualTo(vectors.get(1));
    }

    private static List<List<Float>> vectors(EmbeddingsResult result) {
        return result.getData().stream().map(EmbeddingItem::getEmbeddingList).toList();
    }

    private static int nearest(List<Float> query, List<List<Float>> vectors) {
        int best = 0;
        for (int i = 1; i < vectors.size(); i++) {
            best = dot(query, vectors.get(i)) > dot(query, vectors.get(best)) ? i : best;
        }
        return best;
    }

    private static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += (double) a.get(i) * b.get(i);
        }
        return sum;
    }
}
