package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests and answers beside what becomes of them, for the eye: {@code golden/gemini}. {@code -Dsprue.update=true} writes what becomes
 * of them anew.
 */
class GeminiGoldenTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path FOLDER = GeneratedPage.repository().resolve("gateway/src/test/resources/golden/gemini");
    private static final Pattern CREATED = Pattern.compile("\"created\":\\d+");

    @ParameterizedTest
    @CsvSource({
        "tools, gemini-2.5-flash, false",
        "tools, gemini-3-pro-preview, true",
        "tools, gemini-2.0-flash, false",
        "system-alone, gemini-2.5-flash, true",
        "system-alone, gemini-2.0-flash, false"
    })
    void requests(String name, String model, boolean vertex) throws Exception {
        DialectRun run = vertex ? Gemini.vertex(model) : Gemini.aiStudio(model);
        JsonNode sent = run.sent(read(name + ".request.json"));
        assertThat(Gemini.violations(sent, model, vertex)).isEmpty();
        holds("%s.%s.json".formatted(name, model), sent.toPrettyString() + "\n");
    }

    @Test
    void wholeAnswers() throws Exception {
        DialectRun run = Gemini.aiStudio("gemini-2.5-flash");
        String answer = run.whole(run.chat("{\"messages\":[]}"), read("rich.upstream.json"));
        holds("rich.answer.json", MAPPER.readTree(fixed(answer)).toPrettyString() + "\n");
    }

    @Test
    void streams() throws Exception {
        DialectRun run = Gemini.aiStudio("gemini-2.5-flash");
        DialectRun.Streamed streamed = run.stream(
                run.chat("{\"stream\":true,\"messages\":[]}"),
                DialectRun.head(200, "text/event-stream"),
                List.of(Files.readAllBytes(FOLDER.resolve("rich-stream.upstream.txt"))));
        assertThat(streamed.complete()).isTrue();
        holds("rich-stream.answer.txt", fixed(String.join("\n", streamed.events())) + "\n");
    }

    private static String fixed(String answer) {
        return CREATED.matcher(answer).replaceAll("\"created\":1760000000");
    }

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    private static void holds(String file, String wanted) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(path, wanted);
        }
        assertThat(wanted).as(file).isEqualTo(Files.readString(path));
    }
}
