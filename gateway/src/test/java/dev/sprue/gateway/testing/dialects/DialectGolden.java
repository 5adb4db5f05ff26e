package dev.sprue.gateway.testing.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds a dialect to the files of a folder below {@code golden}, byte for byte: {@code x.request.json} is a canonical request, beside it
 * {@code x.sent.txt} what goes to the provider; {@code x.answer.json} and {@code x.stream.txt} come from it, and become
 * {@code x.canonical.txt}. {@code -Dsprue.update=true} writes what comes out.
 */
public final class DialectGolden {

    private static final Path FOLDER = GeneratedPage.repository().resolve("gateway/src/test/resources/golden");
    private static final String REQUEST = ".request.json";
    private static final String ANSWER = ".answer.json";
    private static final String STREAM = ".stream.txt";

    private final DialectRun run;
    private final Path folder;

    /** The files of {@code golden/<name>}, for a dialect. */
    public DialectGolden(DialectRun run, String name) {
        this.run = run;
        this.folder = FOLDER.resolve(name);
    }

    /** Holds it to all of them; what begins with {@code embed} is a call for vectors, all else a chat. */
    public void holds() throws Exception {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(REQUEST)) {
                check(name, REQUEST, ".sent.txt", sent(call(name, Files.readString(file))));
            } else if (name.endsWith(ANSWER)) {
                ProviderCall call = call(name, "{\"messages\":[],\"input\":[\"x\"]}");
                check(name, ANSWER, ".canonical.txt", run.whole(call, Files.readString(file)) + "\n");
            } else if (name.endsWith(STREAM)) {
                ProviderCall call = call(name, "{\"messages\":[],\"stream\":true}");
                DialectRun.Streamed streamed =
                        run.stream(call, DialectRun.head(200, "text/event-stream"), List.of(Files.readAllBytes(file)));
                String end = streamed.failure()
                        .map(failure -> "failed: " + failure.message())
                        .orElse(streamed.complete() ? "complete" : "broken off");
                check(name, STREAM, ".canonical.txt", String.join("\n", streamed.events()) + "\n" + end + "\n");
            }
        }
    }

    private ProviderCall call(String name, String body) {
        return run.call(
                name.startsWith("embed") ? Operation.EMBEDDINGS : Operation.CHAT_COMPLETION,
                body,
                new ExtraParameters.PassThrough());
    }

    private String sent(ProviderCall call) {
        Outgoing outgoing = run.dialect().write(call);
        StringBuilder text = new StringBuilder(outgoing.method() + " " + outgoing.uri() + "\n");
        outgoing.headers().forEach(header -> text.append(header.name() + ": " + header.value() + "\n"));
        return text.append('\n')
                .append(outgoing.body().toString(StandardCharsets.UTF_8).strip())
                .append('\n')
                .toString();
    }

    private void check(String name, String in, String out, String wanted) throws IOException {
        Path path = folder.resolve(name.substring(0, name.length() - in.length()) + out);
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(path, wanted);
        }
        assertThat(wanted).as(path.getFileName().toString()).isEqualTo(Files.readString(path));
    }
}
