package dev.sprue.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page under {@code docs/} that is made from the code: a test compares it, and rewrites it with
 * {@code -Dsprue.update=true}.
 */
public final class GeneratedPage {

    private final Path page;
    private final String begin;
    private final String end;

    /** The part of {@code docs/<name>} between the two marker lines. */
    public GeneratedPage(String name, String begin, String end) {
        this.page = repository().resolve("docs").resolve(name);
        this.begin = begin;
        this.end = end;
    }

    /** Fails when the page does not hold exactly {@code wanted} between its markers; writes it where told to. */
    public void holds(String wanted) throws IOException {
        String text = text();
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        assertThat(from).as("the marker " + begin).isGreaterThan(begin.length() - 1);
        assertThat(to).as("the marker " + end).isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(page, text.substring(0, from) + wanted + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as(page.getFileName() + " is stale; this rewrites it: mvn -pl gateway test -Dsprue.update=true")
                .isEqualTo(wanted);
    }

    /** The whole page. */
    public String text() throws IOException {
        return Files.readString(page);
    }

    /** The repository, whether the tests run from it or from the module. */
    public static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.resolveSibling("");
    }
}
