package dev.sprue.gateway.testing.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Golden files of a dialect: one file a case, {@code golden/DIALECT/NAME.case.txt}, in sections whose headings begin with {@code == }.
 * Of these are given, in any number: {@code call OPERATION [INPUTS]} with a canonical body, and behind it {@code answer},
 * {@code stream CONTENT-TYPE} and {@code refusal STATUS} (the provider's, the last with {@code name: value} headers and an empty line
 * before its body). Behind each stands what becomes of it; {@code -Dsprue.update=true} writes that.
 */
public final class Golden {

    private static final String HEADING = "== ";
    private static final String MADE = "=> ";
    private static final String ENDING = ".case.txt";

    private final DialectRun run;
    private final Function<String, byte[]> wire;
    private Optional<ProviderCall> call = Optional.empty();

    private Golden(DialectRun run, Function<String, byte[]> wire) {
        this.run = run;
        this.wire = wire;
    }

    /** The names of a dialect's cases. */
    public static Stream<String> cases(String dialect) {
        try (Stream<Path> files = Files.list(folder(dialect))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path folder(String dialect) {
        return GeneratedPage.repository().resolve("gateway/src/test/resources/golden/" + dialect);
    }

    /** Holds a dialect to one of its cases. */
    public static void holds(DialectRun run, String dialect, String name) throws Exception {
        holds(run, dialect, name, text -> (text + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The same where streams are not written as they come over the wire: {@code wire} makes the bytes of a section. */
    public static void holds(DialectRun run, String dialect, String name, Function<String, byte[]> wire)
            throws Exception {
        Path file = folder(dialect).resolve(name + ENDING);
        String written = Files.readString(file);
        Golden golden = new Golden(run, wire);
        StringBuilder wanted = new StringBuilder();
        for (Map.Entry<String, String> given : sections(written).entrySet()) {
            String heading = given.getKey().substring(given.getKey().indexOf(' ') + 1);
            wanted.append(HEADING)
                    .append(heading)
                    .append('\n')
                    .append(given.getValue())
                    .append('\n');
            wanted.append(MADE).append(golden.made(heading, given.getValue())).append("\n\n");
        }
        String text = wanted.toString().stripTrailing() + "\n";
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }

    /** What is given, by heading, each with its number before it, since they come more than once. */
    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = "";
        boolean made = false;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(HEADING)) {
                heading = sections.size() + " " + line.substring(HEADING.length());
                sections.put(heading, "");
                made = false;
            } else if (line.startsWith(MADE)) {
                made = true;
            } else if (!made && !heading.isEmpty()) {
                sections.merge(heading, line, (before, next) -> before.isEmpty() ? next : before + "\n" + next);
            }
        }
        sections.replaceAll((key, body) -> body.stripTrailing());
        return sections;
    }

    private String made(String heading, String body) throws Exception {
        String[] words = heading.split(" ");
        return switch (words[0]) {
            case "call" -> sent(words, body);
            case "answer" -> answered(body);
            case "stream" -> streamed(words[1], body);
            case "refusal" -> refused(Integer.parseInt(words[1]), body);
            default -> throw new IllegalArgumentException(heading);
        };
    }

    private String sent(String[] words, String body) {
        ProviderCall made = run.call(Operation.valueOf(words[1]), body, new ExtraParameters.PassThrough());
        int inputs = words.length > 2 ? Integer.parseInt(words[2]) : 1;
        InferenceCall inner = made.call();
        made = made.with(inner.with(inner.body(), inputs));
        call = Optional.of(made);
        try {
            Outgoing outgoing = run.dialect().write(made);
            return outgoing.method() + " " + outgoing.uri() + "\n"
                    + new String(outgoing.body().getBytes(), StandardCharsets.UTF_8);
        } catch (FailureException refused) {
            return told(refused.failure());
        }
    }

    private String answered(String body) {
        try {
            return undated(run.whole(call.orElseThrow(), body));
        } catch (FailureException none) {
            return told(none.failure());
        } catch (JsonSyntaxException garbage) {
            return "garbage";
        }
    }

    private String streamed(String contentType, String body) throws Exception {
        byte[] bytes = wire.apply(body);
        DialectRun.Streamed streamed =
                run.stream(call.orElseThrow(), DialectRun.head(200, contentType), List.of(bytes));
        List<String> lines = new ArrayList<>(streamed.events());
        lines.add(streamed.failure().map(Golden::told).orElse(streamed.complete() ? "complete" : "not complete"));
        return undated(String.join("\n", lines));
    }

    private String refused(int status, String body) {
        Map<String, String> headers = new TreeMap<>();
        String rest = body;
        while (rest.matches("(?s)[a-z0-9-]+: .*")) {
            int end = rest.indexOf('\n');
            String line = rest.substring(0, end < 0 ? rest.length() : end);
            headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return told(run.refusal(call.orElseThrow(), status, headers, rest.strip()));
    }

    private static String told(Failure failure) {
        StringBuilder told =
                new StringBuilder("failure " + failure.status() + " " + failure.code() + ": " + failure.message());
        failure.retryAfterMs()
                .ifPresent(ms -> told.append("\nretry after ").append(ms).append(" ms"));
        failure.details().forEach(fault -> told.append("\nat ")
                .append(fault.location())
                .append(": ")
                .append(fault.message()));
        failure.upstream().ifPresent(fault -> told.append("\nupstream ")
                .append(fault.status())
                .append(' ')
                .append(fault.code().orElse("-"))
                .append(" request ")
                .append(fault.requestId().orElse("-"))
                .append(": ")
                .append(fault.message().orElse("-")));
        return told.toString();
    }

    private static String undated(String answer) {
        return answer.replaceAll("\"created\":[0-9]+", "\"created\":0");
    }
}
