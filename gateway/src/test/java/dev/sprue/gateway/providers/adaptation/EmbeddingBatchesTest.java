package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.providers.adaptation.VectorServer.Manner;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More inputs than a server takes at once: the caller sees one request and one answer, or one failure. */
class EmbeddingBatchesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int AT_ONCE = 4;

    /** Inputs that the server takes; a batch of them for each of the tests. */
    private static final int SIZE = 3;

    private static final Set<Encoding> PLAIN = Set.of(Encoding.FLOAT, Encoding.BASE64);

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig whole;

    @SuppressWarnings("NullAway.Init")
    private static Rig split;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        whole = Rig.before(upstream.port(), Rig.Bounds.WIDE);
        split = Rig.before(upstream.port(), Rig.Bounds.WIDE, Traits.of(PLAIN, SIZE), ModelAbilities.ANY);
    }

    @AfterAll
    static void stop() {
        whole.close();
        split.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        split.idle();
        assertThat(split.settled()).hasSize(split.admitted());
        assertThat(split.defects()).isEmpty();
        upstream.forget();
    }

    /** Splitting is not to be seen: for any inputs, options and manner of the server the answer is the unsplit one. */
    @Test
    void theJoinedAnswerIsTheUnsplitOne() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_121);
        for (int i = 0; i < Tries.of(150, 3_000); i++) {
            upstream.script(new VectorServer(pick(random, Manner.PLAIN, Manner.DEAF, Manner.SHUFFLED, Manner.ZEROS)));
            String body = request(random);
            JsonNode expected = answer(whole, body);
            assertThat(answer(split, body)).as(body).isEqualTo(expected);
        }
    }

    @SafeVarargs
    private static <T> T pick(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String request(SplittableRandom random) {
        StringBuilder input = new StringBuilder("[");
        boolean tokens = random.nextInt(3) == 0;
        int count = random.nextInt(1, 30);
        for (int i = 0; i < count; i++) {
            input.append(i == 0 ? "" : pick(random, ",", ", ", " ,\n"))
                    .append(
                            tokens
                                    ? "[" + random.nextInt(9) + pick(random, ",", " , ") + random.nextInt(9) + "]"
                                    : "\"" + pick(random, "a", "\\\"],[", "é😀", "\\u0041", "\\\\") + random.nextInt(9)
                                            + "\"");
        }
        input.append(']');
        List<String> fields = new ArrayList<>(List.of("\"model\":\"embed\"", "\"input\": " + input));
        if (random.nextBoolean()) {
            fields.add(
                    "\"encoding_format\":\"" + pick(random, Encoding.values()).key() + "\"");
        }
        if (random.nextBoolean()) {
            fields.add("\"input_type\":\"query\"");
        }
        if (random.nextBoolean()) {
            fields.add("\"dimensions\":19");
        }
        for (int i = fields.size() - 1; i > 0; i--) {
            fields.add(fields.remove(random.nextInt(i + 1)));
        }
        return "{ " + String.join(" , ", fields) + " }";
    }

    @Test
    void eachCallIsTheRequestWithAPartOfItsInputs() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        String rest = ",\"dimensions\":19, \"encoding_format\" : \"base64\"}";
        answer(split, "{\"model\":\"embed\", \"input\":[ \"a\",\"b\" , \"c\", \"d\" ]" + rest);
        List<String> bodies = List.of(
                        upstream.request().body(), upstream.request().body())
                .stream()
                .sorted()
                .toList();
        String before = "{\"model\":\"upstream-embed\", \"input\":[";
        assertThat(bodies).containsExactly(before + "\"a\",\"b\" , \"c\"]" + rest, before + "\"d\"]" + rest);
        assertThat(upstream.waiting()).isZero();
    }

    /** Extra fields are known by their places, which no edit may change. */
    @Test
    void extraFieldsAreDroppedFromEachCall() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        String body = "{\"user\":\"u\",\"input\":[\"a\",\"b\",\"c\",\"d\"],\"x\":[1],\"encoding_format\":\"int8\","
                + "\"model\":\"embed\",\"y\":null}";
        try (RawHttp caller = split.connect()) {
            RawHttp.Answer answer = caller.send(Rig.post(Rig.EMBEDDINGS) + "\nextra-parameters: drop", body)
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(upstream.request().body())
                    .isIn(
                            "{\"input\":[\"a\",\"b\",\"c\"],\"encoding_format\":\"base64\",\"model\":\"upstream-embed\"}",
                            "{\"input\":[\"d\"],\"encoding_format\":\"base64\",\"model\":\"upstream-embed\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a"             | 1
            [1,2,3,4,5,6]   | 1
            ["a","b","c"]   | 1
            [[1],[2],[3]]   | 1
            ["a","b","c","d"] | 2
            [[1],[2],[3],[4],[5],[6],[7]] | 3
            """)
    void onlyWhatIsTooLargeIsSplit(String input, int calls) throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        answer(split, "{\"model\":\"embed\",\"dimensions\":77,\"input\":" + input + "}");
        int counted = 0;
        while (counted < calls || upstream.waiting() > 0) {
            // A call that an earlier test gave up may arrive only now.
            counted += upstream.request().body().contains("\"dimensions\":77") ? 1 : 0;
        }
        assertThat(counted).isEqualTo(calls);
    }

    @Test
    void fourCallsRunAtATimeAndUsageIsAddedUp() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(AT_ONCE);
        VectorServer server = new VectorServer(Manner.PLAIN);
        upstream.script((request, connection) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            four.countDown();
            assertThat(four.await(10, TimeUnit.SECONDS)).isTrue();
            // Before the answer: the next call comes as soon as it is there.
            running.decrementAndGet();
            server.answer(request, connection);
        });
        JsonNode answer = answer(split, body(30));
        assertThat(answer.path("data")).hasSize(30);
        assertThat(most.get()).isEqualTo(AT_ONCE);
        assertThat(answer.path("usage").toString()).isEqualTo("{\"prompt_tokens\":90,\"total_tokens\":90}");
        assertThat(split.records().getLast().usage().promptTokens()).isEqualTo(90);
    }

    /** Whichever call is answered last, the order is that of the inputs. */
    @Test
    void answersThatComeInAnyOrderAreJoinedInTheInputsOrder() throws Exception {
        JsonNode expected = unsplit(12);
        VectorServer server = new VectorServer(Manner.PLAIN);
        for (int late = 0; late < AT_ONCE; late++) {
            String slow = "\"t" + late * SIZE + "\"";
            CountDownLatch others = new CountDownLatch(AT_ONCE - 1);
            upstream.script((request, connection) -> {
                if (request.body().contains(slow)) {
                    assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
                }
                server.answer(request, connection);
                others.countDown();
            });
            assertThat(answer(split, body(12))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            429 | {"error":{"message":"slow down"}}            | 429 | retry-after: 7 | 7
            503 | {"error":{"message":"busy"}}                 | 503 | retry-after: 9 | 9
            500 | {"error":{"message":"broken"}}               | 502 | x: y           |
            400 | {"error":{"message":"input[1] is too long"}} | 400 | x: y           |
            """)
    void theFirstFailureEndsTheOthersAndIsTheAnswer(int status, String body, int expected, String header, String retry)
            throws Exception {
        VectorServer server = new VectorServer(Manner.PLAIN);
        BlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
        CountDownLatch others = new CountDownLatch(AT_ONCE - 1);
        upstream.script((request, connection) -> {
            if (request.body().contains("\"t0\"")) {
                // The first of five is answered, so that the fifth runs when the third fails.
                server.answer(request, connection);
            } else if (request.body().contains("\"t6\"")) {
                assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
                connection.answer(status, "application/json", body, header);
            } else {
                others.countDown();
                left.add(connection.otherCloses());
            }
        });
        RawHttp.Answer answer = split.call(Rig.EMBEDDINGS, body(15));
        assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
        assertThat(answer.header("retry-after").orElse(null)).isEqualTo(retry);
        assertThat(answer.body().contains("The provider got the inputs from 6 to 8 of the request"))
                .isEqualTo(status == 400);
        for (int i = 0; i < AT_ONCE - 1; i++) {
            assertThat(left.poll(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(split.records().getLast().outcome()).isEqualTo(Outcome.failed);
        // What the first one has used is on the account all the same.
        assertThat(split.records().getLast().usage().promptTokens()).isEqualTo((long) SIZE * VectorServer.TOKENS);
    }

    @Test
    void noFurtherCallIsMadeAfterAFailure() throws Exception {
        upstream.script((request, connection) -> connection.answer(401, "application/json", "{}"));
        assertThat(split.call(Rig.EMBEDDINGS, body(300)).status()).isEqualTo(502);
        split.idle();
        int calls = 0;
        while (upstream.waiting() > 0) {
            upstream.request();
            calls++;
        }
        assertThat(calls).isBetween(1, AT_ONCE);
    }

    @ParameterizedTest
    @CsvSource({"half", "fewer", "reset"})
    void halfAnAnswerIsAFailure(String fault) throws Exception {
        VectorServer server = new VectorServer(Manner.PLAIN);
        upstream.script((request, connection) -> {
            if (!request.body().contains("\"t6\"")) {
                server.answer(request, connection);
                return;
            }
            switch (fault) {
                case "half" -> {
                    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":[{\"embedding\":[1");
                    connection.close();
                }
                case "fewer" ->
                    connection.answer(200, "application/json", "{\"data\":[{\"index\":0,\"embedding\":[1]}]}");
                default -> connection.reset();
            }
        });
        RawHttp.Answer answer = split.call(Rig.EMBEDDINGS, body(15));
        assertThat(answer.status()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_failed");
    }

    @Test
    void aCallerThatLeavesEndsAllCalls() throws Exception {
        BlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
        upstream.script((request, connection) -> left.add(connection.otherCloses()));
        try (RawHttp caller = split.connect()) {
            caller.send(Rig.post(Rig.EMBEDDINGS), body(30));
            for (int i = 0; i < AT_ONCE; i++) {
                upstream.request();
            }
        }
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(left.poll(10, TimeUnit.SECONDS)).isTrue();
        }
        split.idle();
        Await.until("the account is settled", () -> split.settled().size() == split.admitted());
        assertThat(split.records().getLast().outcome()).isEqualTo(Outcome.cancelled);
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedAndLetGo() throws Exception {
        String numbers = "0.123456789,".repeat(20_000) + "1";
        upstream.script((request, connection) -> {
            List<String> items = new ArrayList<>();
            for (int i = 0;
                    i < VectorServer.inputs(MAPPER.readTree(request.body())).size();
                    i++) {
                items.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":[" + numbers + "]}");
            }
            connection.answer(200, "application/json", "{\"data\":[" + String.join(",", items) + "]}");
        });
        try (Rig small =
                Rig.before(upstream.port(), Rig.Bounds.WIDE.memory(6), Traits.of(PLAIN, SIZE), ModelAbilities.ANY)) {
            RawHttp.Answer refused = small.call(Rig.EMBEDDINGS, body(60));
            assertThat(refused.status()).as(refused.body()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isPresent();
            small.idle();
            assertThat(small.call(Rig.EMBEDDINGS, body(4)).status()).isEqualTo(200);
            small.idle();
        }
    }

    /** Bodies of over a megabyte lie in a file, and so do their parts. */
    @Test
    void largeBodiesAreSplitToo() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        ObjectNode body = MAPPER.createObjectNode().put("model", "embed").put("encoding_format", "int8");
        ArrayNode input = body.putArray("input");
        for (int i = 0; i < 10; i++) {
            input.add(i + "x".repeat(200_000));
        }
        JsonNode expected = answer(whole, body.toString());
        assertThat(answer(split, body.toString())).isEqualTo(expected);
        assertThat(expected.path("data")).hasSize(10);
    }

    @Test
    void picturesAreSplitToo() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        String picture = "{\"image\":\"data:image/png;base64,AAAA\",\"text\":\"%d\"}";
        List<String> pictures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pictures.add(picture.formatted(i));
        }
        RawHttp.Answer answer = split.call(
                "/models/images/embeddings?api-version=2024-05-01-preview",
                "{\"model\":\"pictures\",\"input\":[" + String.join(",", pictures) + "]}");
        JsonNode data = MAPPER.readTree(answer.body()).path("data");
        assertThat(data).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(data.path(i).path("embedding"))
                    .isEqualTo(Traits.written(VectorServer.vector(MAPPER.readTree(pictures.get(i))), Encoding.FLOAT));
        }
    }

    private static String body(int inputs) {
        StringBuilder body = new StringBuilder("{\"model\":\"embed\",\"input\":[\"t0\"");
        for (int i = 1; i < inputs; i++) {
            body.append(",\"t").append(i).append('"');
        }
        return body.append("]}").toString();
    }

    private static JsonNode unsplit(int inputs) throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        return answer(whole, body(inputs));
    }

    private static JsonNode answer(Rig rig, String body) throws Exception {
        RawHttp.Answer answer = rig.call(Rig.EMBEDDINGS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ObjectNode json = (ObjectNode) MAPPER.readTree(answer.body());
        assertThat(json.remove("id").asText()).startsWith("embd-");
        return json;
    }
}
