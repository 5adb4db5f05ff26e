package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What callers of each version get when a server reasons, or writes tool calls in a way of its own, byte for byte: one {@code .upstream.txt} for each way in which
 * servers answer, and beside it what comes out. {@code -Dsprue.update=true} writes the latter.
 */
class AnswerGoldenTest {

    private static final Path FOLDER = GeneratedPage.repository().resolve("gateway/src/test/resources/golden/models");
    private static final Pattern BROKEN = Pattern.compile(".*not-quite-json.*");
    private static final String INPUT = ".upstream.txt";

    private static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .map(file -> FOLDER.relativize(file).toString())
                    .filter(name -> name.endsWith(INPUT))
                    .map(name -> name.substring(0, name.length() - INPUT.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> specified() throws IOException {
        return cases().filter(name -> !BROKEN.matcher(name).matches());
    }

    static Stream<String> broken() throws IOException {
        return cases().filter(name -> BROKEN.matcher(name).matches());
    }

    @ParameterizedTest
    @MethodSource("specified")
    void everyVersionGetsItsForm(String name) throws Exception {
        check(name);
    }

    @OutOfSpecification("its server writes what is not quite JSON")
    @ParameterizedTest
    @MethodSource("broken")
    void everyVersionGetsWhatIsNotQuiteAsSpecified(String name) throws Exception {
        check(name);
    }

    private static void check(String name) throws Exception {
        boolean stream = name.endsWith("-stream");
        String answer = Files.readString(FOLDER.resolve(name + INPUT));
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE, traits(name), ModelAbilities.ANY)) {
            upstream.script((request, connection) -> {
                if (stream) {
                    connection.stream().chunk(answer).end();
                } else {
                    connection.answer(200, "application/json", answer);
                }
            });
            String older = get(rig, "2024-05-01-preview", stream);
            String newer = get(rig, "2025-04-01", stream);
            assertThat(get(rig, "2025-05-01", stream)).isEqualTo(newer);
            assertThat(get(rig, "2025-05-15-preview", stream)).isEqualTo(newer);
            holds(name + ".2024-05-01-preview.txt", older);
            holds(name + ".2025-04-01.txt", newer);
            assertThat(older).doesNotContain("reasoning_content");
            assertThat(newer.replace("Four <think> ", "")).doesNotContain("<think>");
        }
    }

    private static ProviderTraits traits(String name) {
        ProviderTraits plain = ProviderTraits.PLAIN;
        Optional<Reasoning> reasoning = name.contains("/tagged")
                ? Optional.of(Reasoning.thinkTags)
                : name.contains("/opened") ? Optional.of(Reasoning.openThinkTags) : Optional.empty();
        return new ProviderTraits(
                plain.systemRole(),
                reasoning,
                plain.maxTokensField(),
                plain.remoteMedia(),
                plain.encodings(),
                plain.inputTypeField(),
                plain.maxInputs());
    }

    private static String get(Rig rig, String version, boolean stream) {
        RawHttp.Answer answer = rig.call("/models/chat/completions?api-version=" + version, Rig.chatBody(stream));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static void holds(String file, String wanted) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(path, wanted);
        }
        assertThat(wanted).as(file).isEqualTo(Files.readString(path));
    }
}
