package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.RandomModel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any value in any field is an answer or a refusal that names a field; never a failure, and never the end of the worker. */
@Timeout(120)
class HostileFieldsTest {
    private static final int TRIES = Boolean.getBoolean("sprue.test.full") ? 5_000 : 400;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> FIELDS = List.of(
            "model",
            "messages",
            "prompt",
            "suffix",
            "echo",
            "best_of",
            "n",
            "max_tokens",
            "max_completion_tokens",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "stop",
            "seed",
            "temperature",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "response_format",
            "modalities",
            "audio",
            "prediction",
            "store",
            "service_tier",
            "reasoning_effort",
            "verbosity",
            "web_search_options",
            "user");
    /** What the other of the two requests has, and is refused in this one whatever its value. */
    private static final Map<String, Set<String>> FOREIGN = Map.of(
            "/v1/completions",
            Set.of(
                    "messages",
                    "max_completion_tokens",
                    "top_logprobs",
                    "tools",
                    "tool_choice",
                    "functions",
                    "function_call",
                    "response_format",
                    "modalities",
                    "audio",
                    "prediction",
                    "store",
                    "service_tier",
                    "reasoning_effort",
                    "verbosity",
                    "web_search_options"),
            "/v1/chat/completions",
            Set.of("prompt", "suffix", "echo", "best_of"));

    /** How many of the values, at their beginning, are plain. */
    private static final int PLAIN = 6;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "-1",
            "0.5",
            "1e400",
            "99999999999999999999999",
            "-0.0",
            "\"\"",
            "\"a\"",
            "\"none\"",
            "\"\\u0000\\ud800\"",
            "[]",
            "[[]]",
            "[null]",
            "[0]",
            "[261]",
            "[300]",
            "[\"a\"]",
            "[\"\",\"b\"]",
            "[1,\"a\"]",
            "[[1,2],[3]]",
            "[[1.5]]",
            "{}",
            "{\"1\":100}",
            "{\"4294967296\":1}",
            "{\"2147483648\":1,\"-0\":1}",
            "{\"type\":\"json_object\"}",
            "{\"type\":\"content\",\"content\":\"a\"}",
            "{\"name\":\"f\"}",
            "[{\"name\":\"f\"}]",
            "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
            "{\"include_usage\":true}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|/v1/completions|{\"model\":\"sprue-chat\",\"prompt\":\"a\",\"max_tokens\":2}",
                "2|/v1/chat/completions|{\"model\":\"sprue-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"max_tokens\":2}"
            })
    void isAnsweredOrRefused(long seed, String path, String valid) throws Exception {
        Random random = new Random(seed);
        try (InProcessWorker worker = new InProcessWorker(RandomModel.file(6, 256))) {
            int answered = 0;
            for (int i = 0; i < TRIES; i++) {
                ObjectNode request = (ObjectNode) MAPPER.readTree(valid);
                for (int k = random.nextInt(3); k >= 0; k--) {
                    // Half of them plain ones, which some fields take.
                    String value = VALUES.get(random.nextInt(random.nextBoolean() ? PLAIN : VALUES.size()));
                    request.set(field(random, path), MAPPER.readTree(value));
                }
                HttpResponse<String> response = worker.post(path, request);
                if (response.statusCode() == 200) {
                    answered++;
                    assertThat(response.body()).as(request.toString()).doesNotContain("\"error\"");
                } else {
                    assertThat(response.statusCode()).as(request.toString()).isIn(400, 404, 422);
                    JsonNode error = MAPPER.readTree(response.body()).path("error");
                    assertThat(error.path("message").asText()).isNotBlank();
                    assertThat(error.path("param").asText())
                            .as(request.toString())
                            .isNotBlank();
                }
            }
            assertThat(answered).isBetween(TRIES / 20, TRIES * 9 / 10);
        }
    }

    /** Mostly one that the request has. */
    private static String field(Random random, String path) {
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        boolean foreign = FOREIGN.getOrDefault(path, Set.of()).contains(field);
        return foreign && random.nextInt(10) > 0 ? field(random, path) : field;
    }
}
