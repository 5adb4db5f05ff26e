package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none: each ends in a failure of the provider's, or in an answer that makes sense, and in nothing else. */
class GeminiGarbageTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun RUN = Gemini.aiStudio("gemini-2.5-flash");
    private static final List<String> TOKENS =
            List.of("{", "}", "[", "]", ":", ",", "null", "0", "-1", "true", "\"x\"", "{}", "[]", "1e400", "x");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"candidates\":[]}",
                "{\"candidates\":{}}",
                "{\"candidates\":[null]}",
                "{\"candidates\":[{}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}",
                "{\"candidates\":[{\"content\":[],\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[5]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\" 1}}}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"index\":4000000000,\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"index\":-1,\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":5}",
                "{\"candidates\":[{\"finishReason\":\"FINISH_REASON_UNSPECIFIED\"}]}",
                "{\"promptFeedback\":{}}",
                "{\"error\":{\"code\":429,\"message\":\"m\"}}",
                "{\"error\":5}",
                "<html></html>"
            })
    void aWholeAnswerThatIsNoneIsAFailure(String answer) {
        assertThat(whole(answer)).isEmpty();
    }

    @Test
    void aPromptThatIsBlockedIsAnAnswerTheFilterLeftNothingOf() throws Exception {
        String blocked = """
                {"promptFeedback":{"blockReason":"SAFETY","blockReasonMessage":"no \\"that\\""},"usageMetadata":{"promptTokenCount":3}}""";
        String expected = """
                [{"index":0,"message":{"role":"assistant","content":null,"refusal":"no \\"that\\"","native_finish_reason":"SAFETY"},"logprobs":null,"finish_reason":"content_filter"}]""";
        assertThat(MAPPER.readTree(whole(blocked)).path("choices")).isEqualTo(MAPPER.readTree(expected));
    }

    @Test
    void brokenAnswersNeverHitADefect() throws Exception {
        ProviderCall streamed = RUN.chat("{\"stream\":true,\"messages\":[]}");
        for (int seed = 0; seed < Tries.of(4_000, 200_000); seed++) {
            Random random = new Random(seed);
            GeminiReply reply = new GeminiReply(seed);
            String broken = broken(reply.whole(), random);
            whole(broken);
            byte[] stream = broken(reply.stream(), random).getBytes(StandardCharsets.UTF_8);
            RUN.stream(streamed, DialectRun.head(200, "text/event-stream"), List.of(stream));
        }
    }

    /** Puts what means something in JSON into a text, but into none of its strings: their insides go on as they are. */
    private static String broken(String text, Random random) {
        String broken = text;
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Integer> places = places(broken);
            int at = places.get(random.nextInt(places.size()));
            int to = random.nextBoolean() && at < broken.length() && broken.charAt(at) != '"' ? at + 1 : at;
            String token = TOKENS.get(random.nextInt(TOKENS.size()));
            broken = broken.substring(0, at) + token + broken.substring(to);
        }
        return broken;
    }

    private static List<Integer> places(String text) {
        List<Integer> places = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!inside) {
                places.add(i);
            }
            if (inside && c == '\\') {
                i++;
            } else if (c == '"') {
                inside = !inside;
            }
        }
        places.add(text.length());
        return places;
    }

    /** The answer that is made of it; empty where there is none. */
    private static String whole(String answer) {
        try {
            return RUN.whole(RUN.chat("{\"messages\":[]}"), answer);
        } catch (FailureException | JsonSyntaxException refused) {
            return "";
        }
    }
}
