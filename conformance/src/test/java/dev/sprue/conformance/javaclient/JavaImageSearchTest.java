package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.EmbeddingItem;
import com.azure.ai.inference.models.EmbeddingsResult;
import com.azure.ai.inference.models.ImageEmbeddingInput;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that were drawn a moment ago, found by text through the Java client, with nothing but the product running. */
@ExtendWith(Products.class)
final class JavaImageSearchTest {
    private static final Map<String, Consumer<Graphics2D>> DRAWINGS = drawings();

    @Test
    void picturesAreFoundByText(BuiltInProduct builtIn, @TempDir Path folder) throws IOException {
        List<ImageEmbeddingInput> pictures = new ArrayList<>();
        for (Consumer<Graphics2D> drawing : DRAWINGS.values()) {
            pictures.add(new ImageEmbeddingInput(file(folder, "png", drawing), "png"));
        }
        EmbeddingsResult result =
                JavaClients.imageEmbeddings(builtIn.endpoint()).buildClient().embed(pictures);
        assertThat(result.getId()).isNotBlank();
        assertThat(result.getUsage().getPromptTokens()).isPositive();
        List<List<Float>> found = vectors(result);
        List<String> texts = List.copyOf(DRAWINGS.keySet());
        List<List<Float>> queries = vectors(JavaClients.embeddings(builtIn.endpoint())
                .buildClient()
                .embed(texts, null, null, null, BuiltInProduct.IMAGE_EMBED, null));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(nearest(queries.get(i), found)).as(texts.get(i)).isEqualTo(i);
        }
    }

    @Test
    void aPictureWithATextIsEmbeddedAsAPair(BuiltInProduct builtIn, @TempDir Path folder) throws IOException {
        Path circle = file(folder, "jpg", JavaImageSearchTest::redCircle);
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

    private static void redCircle(Graphics2D g) {
        g.setColor(Color.RED);
        g.fillOval(60, 60, 120, 120);
    }

    private static Map<String, Consumer<Graphics2D>> drawings() {
        Map<String, Consumer<Graphics2D>> drawings = new LinkedHashMap<>();
        drawings.put("a red circle", JavaImageSearchTest::redCircle);
        drawings.put("a blue square", g -> {
            g.setColor(new Color(30, 60, 220));
            g.fillRect(65, 65, 110, 110);
        });
        drawings.put("a yellow circle above a green square", g -> {
            g.setColor(new Color(250, 220, 40));
            g.fillOval(80, 20, 80, 80);
            g.setColor(new Color(30, 150, 60));
            g.fillRect(80, 140, 80, 80);
        });
        drawings.put("red and white vertical stripes", g -> {
            g.setColor(new Color(210, 20, 40));
            for (int x = 0; x < 240; x += 60) {
                g.fillRect(x, 0, 30, 240);
            }
        });
        return drawings;
    }

    private static Path file(Path folder, String format, Consumer<Graphics2D> drawing) throws IOException {
        BufferedImage image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 240, 240);
        drawing.accept(g);
        g.dispose();
        Path file = folder.resolve(System.nanoTime() + "." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
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
