package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker process answers to pictures over HTTP. */
@Timeout(120)
class ImageEmbeddingsHttpTest {
    private static final String IMAGES = "/v1/images/embeddings";
    private static final String TEXTS = "/v1/embeddings";
    private static final String MODEL = "sprue-image-embed";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> DRAWINGS = Drawings.byText();
    private static final String DOT = Drawings.url(
            "png",
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="));

    private static WorkerProcess worker;

    @BeforeAll
    static void start() throws Exception {
        worker = WorkerProcess.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void findsPicturesByText() throws Exception {
        List<float[]> pictures = vectors(post(IMAGES, images(DRAWINGS.values())));
        List<String> texts = List.copyOf(DRAWINGS.keySet());
        List<float[]> queries = vectors(post(TEXTS, texts(texts)));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(nearest(queries.get(i), pictures)).as(texts.get(i)).isEqualTo(i);
            assertThat(nearest(pictures.get(i), queries))
                    .as("the picture of " + texts.get(i))
                    .isEqualTo(i);
        }
    }

    @Test
    void answersInTheFormOfTheApi() throws Exception {
        JsonNode body = post(IMAGES, images(List.of(DOT, DOT)));
        assertThat(body.path("object").asText()).isEqualTo("list");
        assertThat(body.path("model").asText()).isEqualTo(MODEL);
        assertThat(body.path("usage").path("prompt_tokens").asInt()).isEqualTo(128);
        assertThat(body.path("usage").path("total_tokens").asInt()).isEqualTo(128);
        assertThat(body.path("data").size()).isEqualTo(2);
        assertThat(body.path("data").get(1).path("index").asInt()).isEqualTo(1);
        assertThat(body.path("data").get(1).path("object").asText()).isEqualTo("embedding");
        List<float[]> vectors = vectors(body);
        assertThat(vectors.get(0)).hasSize(256).containsExactly(vectors.get(1));
        assertThat(dot(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
    }

    @Test
    void aBatchGivesWhatSinglesGive() throws Exception {
        List<float[]> batch = vectors(post(IMAGES, images(DRAWINGS.values())));
        int i = 0;
        for (String drawing : DRAWINGS.values()) {
            assertThat(vectors(post(IMAGES, images(List.of(drawing)))).getFirst())
                    .containsExactly(batch.get(i++));
        }
    }

    @Test
    void aPairLiesBetweenItsPictureAndItsText() throws Exception {
        ObjectNode request = images(List.of(DOT));
        ((ObjectNode) request.path("input").get(0)).put("text", "a red circle");
        JsonNode body = post(IMAGES, request);
        float[] pair = vectors(body).getFirst();
        float[] image = vectors(post(IMAGES, images(List.of(DOT)))).getFirst();
        float[] text = vectors(post(TEXTS, texts(List.of("a red circle")))).getFirst();
        assertThat(dot(pair, image)).isCloseTo(dot(pair, text), within(1e-4)).isGreaterThan(dot(image, text));
        assertThat(body.path("usage").path("prompt_tokens").asInt()).isGreaterThan(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256})
    void shortensVectors(int dimensions) throws Exception {
        for (JsonNode body : List.of(
                post(IMAGES, images(List.of(DOT)).put("dimensions", dimensions)),
                post(TEXTS, texts(List.of("a")).put("dimensions", dimensions)))) {
            float[] vector = vectors(body).getFirst();
            assertThat(vector).hasSize(dimensions);
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void knowsWhatATextCanBeFor() throws Exception {
        assertThat(vectors(post(IMAGES, images(List.of(DOT)).put("input_type", "document"))))
                .hasSize(1);
        HttpResponse<String> refused = worker.post(
                IMAGES, images(List.of(DOT)).put("input_type", "poem").toString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SseReader.json(refused.body()).at("/error/param").asText()).isEqualTo("input_type");
    }

    @Test
    void encodesVectorsInAllWays() throws Exception {
        float[] floats = vectors(post(IMAGES, images(List.of(DOT)))).getFirst();
        JsonNode base64 = embedding("base64");
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText())).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : floats) {
            assertThat(bytes.getFloat()).isEqualTo(value);
        }
        assertThat(embedding("int8").size()).isEqualTo(256);
        assertThat(embedding("int8").get(0).intValue()).isEqualTo((int) Math.rint(127 * floats[0]));
        assertThat(embedding("uint8").get(0).intValue()).isEqualTo((int) Math.rint(127 * floats[0]) + 128);
        assertThat(embedding("ubinary").size()).isEqualTo(32);
        assertThat(embedding("binary").get(0).intValue())
                .isEqualTo((byte) embedding("ubinary").get(0).intValue());
    }

    private static JsonNode embedding(String encoding) throws Exception {
        return post(IMAGES, images(List.of(DOT)).put("encoding_format", encoding))
                .path("data")
                .get(0)
                .path("embedding");
    }

    @Test
    void servesManyRequestsAtOnce() throws Exception {
        float[] alone = vectors(post(IMAGES, images(DRAWINGS.values()))).getLast();
        List<CompletableFuture<JsonNode>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return post(IMAGES, images(DRAWINGS.values()));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Thread::startVirtualThread));
        }
        for (CompletableFuture<JsonNode> one : all) {
            assertThat(vectors(one.join()).getLast()).containsExactly(alone);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'sprue-image-embed'}|400|missing_required_parameter|input",
                "{'model':'sprue-image-embed','input':'data:image/png;base64,AA=='}|400|invalid_type|input",
                "{'model':'sprue-image-embed','input':[]}|400|invalid_value|input",
                "{'model':'sprue-image-embed','input':['x']}|400|invalid_type|input[0]",
                "{'model':'sprue-image-embed','input':[{}]}|400|missing_required_parameter|input[0].image",
                "{'model':'sprue-image-embed','input':[{'text':'a'}]}|400|missing_required_parameter|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':7}]}|400|invalid_type|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'abc'}]}|400|invalid_value|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'data:image/png,abc'}]}|400|invalid_value|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'data:image/png;base64,%%'}]}|400|invalid_value|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'data:image/png;base64,'}]}|400|invalid_image|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'data:image/png;base64,iVBORw0KGgo='}]}|400|invalid_image|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'https://example.com/a.png'}]}|422|parameter_not_supported|input[0].image",
                "{'model':'sprue-image-embed','input':[{'image':'DOT','text':''}]}|400|invalid_value|input[0].text",
                "{'model':'sprue-image-embed','input':[{'image':'DOT','text':'LONG'}]}|400|context_length_exceeded|input[0].text",
                "{'model':'sprue-image-embed','input':[{'image':'DOT'}],'dimensions':100}|422|parameter_not_supported|dimensions",
                "{'model':'sprue-image-embed','input':[{'image':'DOT'}],'encoding_format':'hex'}|400|invalid_value|encoding_format",
                "{'model':'sprue-embed','input':[{'image':'DOT'}]}|400|model_not_suitable|model",
                "{'model':'sprue-chat','input':[{'image':'DOT'}]}|400|model_not_suitable|model",
                "{'model':'nothing','input':[{'image':'DOT'}]}|404|model_not_found|model",
                "{'input':[{'image':'DOT'}]}|400|missing_required_parameter|model",
            },
            quoteCharacter = '~')
    void refusesWithTheField(String body, int status, String code, String param) throws Exception {
        String json = body.replace('\'', '"').replace("DOT", DOT).replace("LONG", "xyzzy ".repeat(64));
        HttpResponse<String> response = worker.post(IMAGES, json);
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = SseReader.json(response.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @Test
    void saysWhatIsWrongWithAPicture() throws Exception {
        byte[] cut = Arrays.copyOf(Base64.getDecoder().decode(DOT.substring(DOT.indexOf(',') + 1)), 50);
        HttpResponse<String> response = worker.post(
                IMAGES, images(List.of(DOT, Drawings.url("png", cut))).toString());
        assertThat(SseReader.json(response.body()).path("error").path("message").asText())
                .isEqualTo(
                        "The picture in \"input[1].image\" cannot be used: it is cut off: the PNG file ends before its"
                                + " picture does.");
    }

    private static ObjectNode images(Iterable<String> urls) {
        ObjectNode request = JSON.createObjectNode().put("model", MODEL);
        ArrayNode input = request.putArray("input");
        urls.forEach(url -> input.addObject().put("image", url));
        return request;
    }

    private static ObjectNode texts(List<String> texts) {
        ObjectNode request = JSON.createObjectNode().put("model", MODEL);
        ArrayNode input = request.putArray("input");
        texts.forEach(input::add);
        return request;
    }

    private static JsonNode post(String path, JsonNode body) throws Exception {
        HttpResponse<String> response = worker.post(path, body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return SseReader.json(response.body());
    }

    private static List<float[]> vectors(JsonNode body) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode entry : body.path("data")) {
            float[] vector = new float[entry.path("embedding").size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = entry.path("embedding").get(i).floatValue();
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static int nearest(float[] query, List<float[]> vectors) {
        int best = 0;
        for (int i = 1; i < vectors.size(); i++) {
            best = dot(query, vectors.get(i)) > dot(query, vectors.get(best)) ? i : best;
        }
        return best;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
