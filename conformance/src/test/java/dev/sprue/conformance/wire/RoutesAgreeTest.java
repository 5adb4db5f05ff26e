package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
        body.put("max_tokens", 1 + random.nextInt(24));
        if (random.nextBoolean()) {
            body.put("temperature", 0);
        } else {
            body.put("temperature", 1.5).put("top_p", 0.9).put("seed", random.nextInt());
        }
        Optional<Said> first = Optional.empty();
        for (String route : ROUTES) {
            Said whole = whole(post(builtIn, route, body.deepCopy()));
            assertThat(whole.usage().path("completion_tokens").asInt()).isPositive();
            assertThat(whole).as("%s of %s", route, body).isEqualTo(first.orElse(whole));
            first = Optional.of(whole);
            ObjectNode streamed = body.deepCopy().put("stream", true);
            if (!route.startsWith("/models")) {
                streamed.putObject("stream_options").put("include_usage", true);
            }
            assertThat(folded(EventStream.complete(post(builtIn, route, streamed))))
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
                    builtIn.endpoint(),
                    "POST",
                    route.formatted("embeddings").replace("{}", BuiltInProduct.EMBED));
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

    private static Answer post(BuiltInProduct builtIn, String route, ObjectNode body) {
        String target = route.formatted("chat/completions").replace("{}", BuiltInProduct.CHAT);
        return Wire.request(builtIn.endpoint(), "POST", target)
                .key()
                .json(body.toString())
                .send()
                .ok();
    }

    private static Said whole(Answer answer) {
        JsonNode choice = answer.json().at("/choices/0");
        return new Said(
                choice.at("/message/content").asText(),
                choice.path("finish_reason").asText(),
                answer.json().path("usage"));
    }

    private static Said folded(EventStream stream) {
        String finish = "";
        JsonNode usage = stream.chunks().getFirst().path("usage");
        for (JsonNode chunk : stream.chunks()) {
            finish = chunk.at("/choices/0/finish_reason").asText(finish);
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
        }
        return new Said(stream.text(), finish, usage);
    }
}
