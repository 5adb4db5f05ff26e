package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.OpenAiDocument;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.RandomModel;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of all text completions, tried with random requests to random models. */
@Timeout(120)
class CompletionLawsTest {
    private static final String PATH = "/v1/completions";
    private static final int CONTEXT = 160;
    private static final int TRIES = Boolean.getBoolean("sprue.test.full") ? 300 : 25;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static InProcessWorker worker;
    private static Tokenizer tokenizer;
    private static TokenNames names;
    private static CompletionRequests requests;

    @BeforeAll
    static void start() throws Exception {
        byte[] model = RandomModel.file(6, CONTEXT);
        worker = new InProcessWorker(model);
        tokenizer = ChatModel.load(model, new ScalarKernels()).tokenizer();
        names = new TokenNames(tokenizer);
        requests = new CompletionRequests(tokenizer);
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    private static JsonNode answer(ObjectNode request) throws Exception {
        JsonNode answer = worker.answer(PATH, request);
        OpenAiDocument.checkCompletion(answer);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void foldingTheStreamGivesTheWholeAnswer(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = CompletionRequests.request(random);
            request.set("prompt", requests.prompts(random));
            JsonNode whole = answer(request);
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
            List<JsonNode> chunks = worker.chunks(PATH, request);
            JsonNode last = chunks.removeLast();
            assertThat(last.path("choices")).isEmpty();
            assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
            int count = whole.path("choices").size();
            ArrayNode folded = CompletionFold.choices(chunks, count);
            for (int choice = 0; choice < count; choice++) {
                JsonNode expected = whole.path("choices").path(choice);
                if (expected.path("logprobs").path("tokens").isEmpty()) {
                    ((ObjectNode) folded.path(choice)).set("logprobs", expected.path("logprobs"));
                }
                assertThat(folded.path(choice)).as(request.toString()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void usageIsTheSumOfAllChoices(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = CompletionRequests.request(random).put("logprobs", random.nextInt(6));
            request.remove("stop");
            JsonNode prompts = requests.prompts(random);
            request.set("prompt", prompts);
            int n = request.path("n").asInt(1);
            JsonNode answer = answer(request);
            assertThat(answer.path("choices").size()).isEqualTo(prompts.size() * n);
            int promptTokens = 0;
            for (JsonNode prompt : prompts) {
                promptTokens += requests.tokens(prompt);
            }
            int tokens = 0;
            for (int index = 0; index < answer.path("choices").size(); index++) {
                JsonNode choice = answer.path("choices").path(index);
                assertThat(choice.path("index").asInt()).isEqualTo(index);
                JsonNode prompt = prompts.path(index / n);
                boolean marked = prompt.isTextual() && prompt.asText().isEmpty();
                int echoed = request.path("echo").asBoolean() && !marked ? requests.tokens(prompt) : 0;
                tokens += choice.at("/logprobs/tokens").size() - echoed;
                checkLogprobs(choice, request, prompt);
            }
            JsonNode usage = answer.path("usage");
            assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(promptTokens);
            assertThat(usage.path("completion_tokens").asInt()).isEqualTo(tokens);
            assertThat(usage.path("total_tokens").asInt()).isEqualTo(promptTokens + tokens);
        }
    }

    /** The four lists belong together, and the tokens make the text, each from its offset on. */
    private static void checkLogprobs(JsonNode choice, ObjectNode request, JsonNode prompt) {
        JsonNode logprobs = choice.path("logprobs");
        int count = logprobs.path("tokens").size();
        boolean echo = request.path("echo").asBoolean();
        String before = echo ? "" : requests.text(prompt);
        int from = before.codePointCount(0, before.length());
        int limit = request.path("logprobs").asInt();
        assertThat(logprobs.path("token_logprobs").size()).isEqualTo(count);
        assertThat(logprobs.path("top_logprobs").size()).isEqualTo(count);
        assertThat(logprobs.path("text_offset").size()).isEqualTo(count);
        int last = from;
        for (int i = 0; i < count; i++) {
            int offset = logprobs.path("text_offset").path(i).asInt();
            assertThat(offset).isGreaterThanOrEqualTo(last);
            last = offset;
            String name = logprobs.path("tokens").path(i).asText();
            if (!name.startsWith("bytes:") && !tokenizer.isControl(names.id(name))) {
                String text = before + choice.path("text").asText();
                // Bytes that turn out to be no character count from where they begin.
                assertThat(text.substring(text.offsetByCodePoints(0, offset)).replaceFirst("^\ufffd+", ""))
                        .startsWith(name);
            }
            JsonNode top = logprobs.path("top_logprobs").path(i);
            if (logprobs.path("token_logprobs").path(i).isNull()) {
                assertThat(echo && i == 0 && top.isNull()).isTrue();
            } else {
                assertThat(top.size()).isBetween(Math.max(1, limit), limit + 1);
                assertThat(top.path(name))
                        .isEqualTo(logprobs.path("token_logprobs").path(i));
            }
        }
    }

    /** Scoring a prompt together with its completion gives what was told when the completion was made, to the bit. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void scoresWhatItSaidAsItSaidIt(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = CompletionRequests.request(random)
                    .put("logprobs", random.nextInt(6))
                    .put("echo", true)
                    .put("temperature", 2);
            request.remove("stop");
            request.remove("n");
            ArrayNode prompt = requests.prompts(random);
            request.set("prompt", prompt.get(0));
            JsonNode first = answer(request).at("/choices/0/logprobs");
            if (first.path("tokens").isEmpty()
                    || first.path("token_logprobs").path(0).isNumber()) {
                continue; // the beginning of a new document, whose mark is not echoed
            }
            ArrayNode said = JSON.arrayNode();
            first.path("tokens").forEach(name -> said.add(names.id(name.asText())));
            ObjectNode score = JSON.objectNode()
                    .put("model", "sprue-chat")
                    .put("max_tokens", 0)
                    .put("echo", true);
            score.put("logprobs", request.path("logprobs").asInt()).set("prompt", said);
            JsonNode answer = answer(score);
            JsonNode second = answer.at("/choices/0/logprobs");
            assertThat(second.path("tokens")).isEqualTo(first.path("tokens"));
            assertThat(second.path("token_logprobs")).isEqualTo(first.path("token_logprobs"));
            assertThat(second.path("top_logprobs")).isEqualTo(first.path("top_logprobs"));
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(answer.at("/usage/completion_tokens").asInt()).isZero();
            assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(said.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void promptsTogetherAreAnsweredAsEachAlone(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = CompletionRequests.request(random);
            ArrayNode prompts = requests.prompts(random);
            request.set("prompt", prompts);
            JsonNode together = answer(request);
            List<JsonNode> alone = new ArrayList<>();
            for (JsonNode prompt : prompts) {
                request.set("prompt", prompt);
                answer(request).path("choices").forEach(alone::add);
            }
            List<JsonNode> choices = StreamSupport.stream(
                            together.path("choices").spliterator(), false)
                    .toList();
            assertThat(choices.size()).isEqualTo(alone.size());
            for (int index = 0; index < choices.size(); index++) {
                ((ObjectNode) alone.get(index)).put("index", index);
                assertThat(choices.get(index)).isEqualTo(alone.get(index));
            }
        }
    }

    /** The best of several are the likeliest by token of those that would all have been told. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void tellsTheBestOfSeveral(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = CompletionRequests.request(random)
                    .put("logprobs", 1)
                    .put("n", 5)
                    .put("echo", false)
                    .put("max_tokens", 1 + random.nextInt(10));
            request.set("prompt", requests.prompts(random).get(0));
            JsonNode all = answer(request);
            request.put("best_of", 5).put("n", 2).remove("logprobs");
            JsonNode best = answer(request);
            List<String> expected = StreamSupport.stream(all.path("choices").spliterator(), false)
                    .sorted((a, b) -> Double.compare(mean(b), mean(a)))
                    .limit(2)
                    .map(choice -> choice.path("text").asText())
                    .toList();
            assertThat(best.path("choices").findValuesAsText("text")).isEqualTo(expected);
            assertThat(best.path("choices").path(1).path("index").asInt()).isEqualTo(1);
            assertThat(best.path("choices").path(0).path("logprobs").isNull()).isTrue();
            assertThat(best.path("usage")).isEqualTo(all.path("usage"));
        }
    }

    private static double mean(JsonNode choice) {
        return StreamSupport.stream(choice.at("/logprobs/token_logprobs").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
