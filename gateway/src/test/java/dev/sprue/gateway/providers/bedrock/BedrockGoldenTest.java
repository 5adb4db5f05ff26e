package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.providers.bedrock.eventstream.Messages;
import dev.sprue.gateway.testing.dialects.Golden;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bedrock's dialect as golden files show it, each named after the model that it asks. Messages of streams stand there a line each:
 * the event's type and its payload, exceptions behind {@code !}, errors behind {@code !!}.
 */
class BedrockGoldenTest {

    private static final Map<String, String> MODELS = Map.of(
            "claude", "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "adaptive", "global.anthropic.claude-opus-4-6-v1",
            "nova", "us.amazon.nova-2-lite-v1:0",
            "titan1", "amazon.titan-embed-text-v1",
            "titan2", "amazon.titan-embed-text-v2:0",
            "titanmm", "amazon.titan-embed-image-v1",
            "cohere3", "cohere.embed-multilingual-v3",
            "cohere4", "us.cohere.embed-v4:0");

    static Stream<String> cases() {
        return Golden.cases("bedrock");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translatesAsTheGoldenFilesShow(String name) throws Exception {
        String model = Objects.requireNonNull(MODELS.get(name.substring(0, name.indexOf('-'))));
        Golden.holds(BedrockDialectTest.run(model), "bedrock", name, BedrockGoldenTest::stream);
    }

    private static byte[] stream(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines.split("\n")) {
            int blank = line.indexOf(' ');
            String type = line.substring(0, blank);
            String payload = line.substring(blank + 1);
            if (type.startsWith("!!")) {
                out.writeBytes(Messages.error(type.substring(2), payload));
            } else if (type.startsWith("!")) {
                out.writeBytes(Messages.exception(type.substring(1), payload));
            } else {
                out.writeBytes(Messages.event(type, payload));
            }
        }
        return out.toByteArray();
    }
}
