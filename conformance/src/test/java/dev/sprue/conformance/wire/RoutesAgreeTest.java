package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A built-in model says the same to the same request by every route, whole and as a stream, where chance is shut out: by
 * temperature 0, or by a seed.
 */
@ExtendWith(Products.class)
final class RoutesAgreeTest {

    private static final List<String> ROUTES = List.of(
            "/models/%s?api-version=2024-05-01-preview",
            "/models/%s?api-version=2025-05-15-preview",
            "/openai/deployments/{}/%s?api-version=2023-05-15",
            "/openai/deployments/{}/%s?api-version=2024-10-21",
            "/openai/deployments/{}/%s?api-version=2025-04-01-preview",
            "/openai/v1/%s",
            "/api/projects/any/openai/v1/%s?api-version=preview");
    private static final List<String> QUESTIONS =
            List.of("Hello", "What is the capital of France?", "Count to five.", "Zürich 😀", "");

    /** What matters of an answer: its text, why it ended, and what it used. */
    private record Said(String text, String finish, JsonNode usage) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aChatIsAnsweredTheSame(long seed, BuiltInProduct builtIn) {
        Random random = new Random(seed);
        ObjectNode body = Bodies.chat(BuiltInProduct.CHAT, QUESTIONS.get(random.nextInt(QUESTIONS.size())));
        agree("chat/completions", ROUTES, withoutChance(body, random), builtIn);
    }

    /** The inference API has no such operation. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void aTextIsCompletedTheSame(long seed, BuiltInProduct builtIn) {
        Random random = new Random(seed);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", BuiltInProduct.CHAT);
        // It may have nothing to add.
        body.put("prompt", QUESTIONS.get(random.nextInt(3))).put("echo", true);
        agree("completions", ROUTES.subList(2, ROUTES.size()), withoutChance(body, random), builtIn);
    }

    private static ObjectNode withoutChance(ObjectNode body, Random random) {
        body.put("max_tokens", 1 + random.nextInt(24));
        return random.nextBoolean()
                ? body.put("temperature", 0)
                : body.put("temperature", 1.5).put("top_p", 0.9).put("seed", random.nextInt());
    }

    private static void agree(String operation, List<String> routes, ObjectNode body, BuiltInProduct builtIn) {
        Optional<Said> first = Optional.empty();
        for (String route : routes) {
            Said whole = whole(post(builtIn, route, operation, body));
            assertThat(whole.text()).as("%s of %s", route, body).isNotEmpty();
            assertThat(whole.usage().path("total_tokens").asInt()).isPositive();
            assertThat(whole).as("%s of %s", route, body).isEqualTo(first.orElse(whole));
            first = Optional.of(whole);
            ObjectNode streamed = body.deepCopy().put("stream", true);
            if (!route.startsWith("/models")) {
                streamed.putObject("stream_options").put("include_usage", true);
            }
            assertThat(folded(EventStream.complete(post(builtIn, route, operation, streamed))))
                    .as("%s of %s", route, streamed)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Zürich 😀"})
    void aVectorIsTheSame(String text, BuiltInProduct builtIn) {
        Optional<JsonNode> first = Optional.empty();
        for (String route : ROUTES) {
            Wire request = Wire.request(
                    builtIn.endpoint(), "POST", route.formatted("embeddings").replace("{}", BuiltInProduct.EMBED));
            JsonNode answer = request.key()
                    .json(Bodies.embed(BuiltInProduct.EMBED, text).toString())
                    .send()
                    .ok()
                    .json();
            JsonNode vector = answer.at("/data/0/embedding");
            assertThat(vector).isNotEmpty();
            assertThat(vector).as(route).isEqualTo(first.orElse(vector));
            assertThat(answer.at("/usage/prompt_tokens").asInt()).isPositive();
            first = Optional.of(vector);
        }
    }

    private static Answer post(BuiltInProduct builtIn, String route, String operation, ObjectNode body) {
        String target = route.formatted(operation).replace("{}", BuiltInProduct.CHAT);
        return Wire.request(builtIn.endpoint(), "POST", target)
                .key()
                .json(body.toString())
                .send()
                .ok();
    }

    private static Said whole(Answer answer) {
        JsonNode choice = answer.json().at("/choices/0");
        return new Said(
                choice.path("text").asText(choice.at("/message/content").asText()),
                choice.path("finish_reason").asText(),
                answer.json().path("usage"));
    }

    private static Said folded(EventStream stream) {
        StringBuilder text = new StringBuilder(stream.text());
        String finish = "";
        JsonNode usage = stream.chunks().getFirst().path("usage");
        for (JsonNode chunk : stream.chunks()) {
            text.append(chunk.at("/choices/0/text").asText());
            finish = chunk.at("/choices/0/finish_reason").asText(finish);
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
        }
        return new Said(text.toString(), finish, usage);
    }
}
