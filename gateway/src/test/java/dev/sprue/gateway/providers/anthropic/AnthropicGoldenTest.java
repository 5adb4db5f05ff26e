package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is made of requests, answers and streams, byte for byte: a folder for each model; {@code -Dsprue.update=true} writes what
 * comes out beside what goes in.
 */
class AnthropicGoldenTest {

    private static final Path FOLDER =
            GeneratedPage.repository().resolve("gateway/src/test/resources/golden/anthropic");
    private static final String REQUEST = ".request.json";
    private static final String ANSWER = ".answer.json";
    private static final String STREAM = ".stream.txt";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Stream<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> requests() throws IOException {
        return names(REQUEST);
    }

    static Stream<String> answers() throws IOException {
        return names(ANSWER);
    }

    static Stream<String> streams() throws IOException {
        return names(STREAM);
    }

    private static DialectRun run(String name) {
        AnthropicDialect dialect = new AnthropicDialect(
                UpstreamTarget.of("upstream", "http://localhost", new TimeoutsConfig(1, 1, 1)),
                List.of(),
                InstantSource.fixed(Instant.ofEpochSecond(1_760_000_000)));
        return new DialectRun(
                dialect, new ProviderModel("upstream", name.substring(0, name.indexOf('/')), ProviderTraits.PLAIN));
    }

    private static String request(String name) throws IOException {
        Path file = FOLDER.resolve(name + REQUEST);
        return Files.exists(file) ? Files.readString(file) : "{\"messages\":[]}";
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsBecome(String name) throws IOException {
        Outgoing sent = run(name).outgoing(request(name));
        StringBuilder text = new StringBuilder(sent.method() + " " + sent.uri() + "\n");
        sent.headers().forEach(header -> text.append(header.name())
                .append(": ")
                .append(header.value())
                .append('\n'));
        String body = sent.body().toString(StandardCharsets.UTF_8);
        holds(name + ".request.out.txt", text + "\n" + body + "\n");
        assertThat(AnthropicRules.refused(MAPPER.readTree(body))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersBecome(String name) throws Exception {
        String answer = Files.readString(FOLDER.resolve(name + ANSWER));
        assertThat(AnthropicRules.violations("Message", MAPPER.readTree(answer)))
                .isEmpty();
        DialectRun run = run(name);
        holds(name + ".answer.out.json", run.whole(run.chat(request(name)), answer) + "\n");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamsBecome(String name) throws Exception {
        DialectRun run = run(name);
        DialectRun.Streamed streamed = run.stream(
                run.chat(request(name)),
                DialectRun.head(200, Map.of("content-type", "text/event-stream", "request-id", "req_0")),
                List.of(Files.readAllBytes(FOLDER.resolve(name + STREAM))));
        StringBuilder text = new StringBuilder();
        streamed.events().forEach(event -> text.append(event).append('\n'));
        text.append(streamed.complete() ? "[complete]" : "[failed] " + streamed.failure())
                .append('\n');
        holds(name + ".stream.out.txt", text.toString());
    }

    private static void holds(String file, String text) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(path, text);
        }
        assertThat(text).as(file).isEqualTo(Files.readString(path));
    }
}
