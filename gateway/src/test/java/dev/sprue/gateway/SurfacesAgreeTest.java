package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.Folded;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedReply;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Laws of all surfaces: what the model's server says arrives by each of them with the same content, usage and finish
 * reasons, and the events of a stream put together are the whole answer, wherever the server's stream is cut into pieces.
 */
class SurfacesAgreeTest {

    private static final List<Entry> ENTRIES =
            Stream.concat(Entry.EACH.stream(), Entry.OPENAI.stream()).distinct().toList();
    private static final List<Entry> OPENAI = Entry.OPENAI;
    private static final int REPLIES = Tries.of(15, 2_000);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHAT = "\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]";
    private static final String TEXT = "\"model\":\"writer\",\"prompt\":\"p\"";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @ParameterizedTest
    @FieldSource("ENTRIES")
    void aWholeChatCompletionSaysWhatTheServerSaid(Entry entry) throws Exception {
        for (int seed = 0; seed < REPLIES; seed++) {
            ScriptedReply reply = new ScriptedReply(seed, true);
            RUNNING.upstream().script(reply);
            RawHttp.Answer answer = entry.call(RUNNING.rig(), "chat/completions", "{" + CHAT + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(Folded.whole(answer.body()))
                    .as("seed %s", seed)
                    .isEqualTo(Folded.whole(reply.whole().toString()));
        }
    }

    @ParameterizedTest
    @FieldSource("ENTRIES")
    void theEventsOfAChatCompletionFoldToTheWhole(Entry entry) throws Exception {
        for (int seed = 0; seed < REPLIES; seed++) {
            ScriptedReply reply = new ScriptedReply(seed, true);
            RUNNING.upstream().script(reply);
            folds(entry, "chat/completions", reply, "{" + CHAT + ",\"stream\":true", seed);
        }
    }

    @ParameterizedTest
    @FieldSource("OPENAI")
    void theEventsOfATextCompletionFoldToTheWhole(Entry entry) throws Exception {
        for (int seed = 0; seed < REPLIES; seed++) {
            ScriptedReply reply = new ScriptedReply(seed, false);
            RUNNING.upstream().script(reply);
            RawHttp.Answer answer = entry.call(RUNNING.rig(), "completions", "{" + TEXT + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(Folded.whole(answer.body()))
                    .as("seed %s", seed)
                    .isEqualTo(Folded.whole(reply.whole().toString()));
            folds(entry, "completions", reply, "{" + TEXT + ",\"stream\":true", seed);
        }
    }

    /** At every byte one after the other, and at many at once. */
    @ParameterizedTest
    @FieldSource("ENTRIES")
    void whereTheServersStreamIsCutDoesNotMatter(Entry entry) throws Exception {
        ScriptedReply reply = new ScriptedReply(7, true);
        byte[] stream = reply.stream().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        int step = Tries.of(97, 1);
        for (int at = 1; at < stream.length; at += step) {
            int cut = at;
            RUNNING.upstream().script((request, connection) -> connection.stream()
                    .chunk(Arrays.copyOf(stream, cut))
                    .chunk(Arrays.copyOfRange(stream, cut, stream.length))
                    .end());
            folds(entry, "chat/completions", reply, "{" + CHAT + ",\"stream\":true", at);
        }
        for (int most : List.of(1, 3, 50)) {
            RUNNING.upstream().script((request, connection) -> {
                connection.stream();
                pieces(connection, stream, most, random);
                connection.end();
            });
            folds(entry, "chat/completions", reply, "{" + CHAT + ",\"stream\":true", -most);
        }
    }

    private static void pieces(ScriptedUpstream.Connection connection, byte[] stream, int most, Random random)
            throws IOException {
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(most));
            connection.chunk(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
    }

    @ParameterizedTest
    @FieldSource("ENTRIES")
    void vectorsAreTheSame(Entry entry) throws Exception {
        String vectors = "[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.125,-2.5e-3]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[1,0]}]";
        String usage = "{\"prompt_tokens\":4,\"total_tokens\":4}";
        RUNNING.upstream()
                .script((request, connection) -> connection.answer(
                        200,
                        "application/json",
                        "{\"object\":\"list\",\"model\":\"m\",\"data\":" + vectors + ",\"usage\":" + usage + "}"));
        RawHttp.Answer answer =
                entry.call(RUNNING.rig(), "embeddings", "{\"model\":\"embed\",\"input\":[\"a\",\"b\"]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode got = MAPPER.readTree(answer.body());
        assertThat(got.path("data")).isEqualTo(MAPPER.readTree(vectors));
        assertThat(got.path("usage")).isEqualTo(MAPPER.readTree(usage));
    }

    /** A call without and one with usage; {@code body} without its end. */
    private static void folds(Entry entry, String operation, ScriptedReply reply, String body, int seed)
            throws IOException {
        ObjectNode wanted = (ObjectNode) Folded.whole(reply.whole().toString());
        RawHttp.Answer asked =
                entry.call(RUNNING.rig(), operation, body + ",\"stream_options\":{\"include_usage\":true}}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(Folded.stream(asked.events())).as("seed %s", seed).isEqualTo(wanted);
        RawHttp.Answer unasked = entry.call(RUNNING.rig(), operation, body + "}");
        for (RawHttp.Answer answer : List.of(asked, unasked)) {
            assertThat(answer.whole()).isTrue();
            assertThat(answer.events().getLast()).isEqualTo("[DONE]");
            hasTheSurfacesForm(entry, answer.events(), answer == asked, seed);
        }
        if (entry.api() != Api.MODELS) {
            wanted.putNull("usage");
        }
        assertThat(Folded.stream(unasked.events())).as("seed %s", seed).isEqualTo(wanted);
    }

    private static void hasTheSurfacesForm(Entry entry, List<String> events, boolean asked, int seed)
            throws IOException {
        List<JsonNode> data = MAPPER.readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", events.subList(0, events.size() - 1)))
                .readAll();
        boolean dated = entry.api() == Api.DATED;
        assertThat(data.getFirst().has("prompt_filter_results")).isEqualTo(dated);
        for (JsonNode event : data.subList(dated ? 1 : 0, data.size())) {
            boolean last = event == data.getLast();
            boolean report = entry.api() == Api.MODELS ? last : asked && last;
            assertThat(event.path("usage").isObject())
                    .as("seed %s: %s", seed, event)
                    .isEqualTo(report);
            assertThat(event.path("choices").isEmpty())
                    .as("seed %s: %s", seed, event)
                    .isEqualTo(report && entry.api() != Api.MODELS);
            assertThat(event.has("usage") && !asked && !report)
                    .as("seed %s: %s", seed, event)
                    .isFalse();
        }
    }
}
