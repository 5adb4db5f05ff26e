package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ConfigText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file is taken once it rests, whole, and when it can be read. */
class ConfigFileTest {

    private final Path path;

    ConfigFileTest(@TempDir Path folder) {
        this.path = folder.resolve("sprue.yaml");
    }

    private void write(String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ConfigText.Readable text(String text) {
        return new ConfigText.Readable(text);
    }

    @Test
    void aChangeIsToldOnceWhenTwoLooksFindItTheSame() {
        write("one");
        ConfigFile file = new ConfigFile(path);
        assertThat(file.changed()).as("it may be newer than the start").contains(text("one"));
        assertThat(file.changed()).isEmpty();
        write("longer");
        assertThat(file.changed()).as("it may still be written").isEmpty();
        assertThat(file.changed()).contains(text("longer"));
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void whoeverAsksIsToldEvenWhereNothingShows() throws IOException {
        write("one");
        FileTime time = Files.getLastModifiedTime(path);
        ConfigFile file = new ConfigFile(path);
        file.changed();
        write("two");
        Files.setLastModifiedTime(path, time);
        assertThat(file.changed()).as("it looks as it did").isEmpty();
        file.ask();
        assertThat(file.changed()).contains(text("two"));
        assertThat(file.isAsked()).isFalse();
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void whoeverAsksInTheMiddleOfAWriteWaitsForItsEnd() {
        write("one");
        ConfigFile file = new ConfigFile(path);
        file.changed();
        write("");
        file.ask();
        assertThat(file.changed()).isEmpty();
        write("longer");
        assertThat(file.changed()).isEmpty();
        assertThat(file.isAsked()).isTrue();
        assertThat(file.changed()).contains(text("longer"));
    }

    @Test
    void whatChangesWhileItIsReadIsReadAgain() {
        write("one");
        AtomicReference<String> meanwhile = new AtomicReference<>("");
        ConfigFile file = new ConfigFile(path, read -> {
            ConfigText found = ConfigText.of(read);
            String next = meanwhile.getAndSet("");
            if (!next.isEmpty()) {
                write(next);
            }
            return found;
        });
        file.changed();
        write("half a");
        file.changed();
        meanwhile.set("half a text");
        assertThat(file.changed()).isEmpty();
        assertThat(file.changed()).contains(text("half a text"));
    }

    @Test
    void aFileThatCanBeReadOnlyLaterIsReadThen() {
        write("one");
        AtomicReference<ConfigText> content = new AtomicReference<>(new ConfigText.Unreadable("access is denied"));
        ConfigFile file = new ConfigFile(path, read -> content.get());
        assertThat(file.changed()).contains(content.get());
        assertThat(file.changed()).as("it is told once").isEmpty();
        content.set(text("one"));
        assertThat(file.changed()).contains(text("one"));
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNoText() {
        ConfigFile file = new ConfigFile(path);
        assertThat(file.changed()).isEmpty();
        file.ask();
        assertThat(file.changed()).containsInstanceOf(ConfigText.Unreadable.class);
        write("one");
        file.changed();
        assertThat(file.changed()).contains(text("one"));
    }

    @Test
    void commentsSayNothing() {
        assertThat(text("").saysNothing()).isTrue();
        assertThat(text("---\n# resources: []\n\n  \n...\n").saysNothing()).isTrue();
        assertThat(text("# nothing\nresources: []\n").saysNothing()).isFalse();
        assertThat(new ConfigText.Unreadable("away").saysNothing()).isFalse();
        assertThat(text("secret")).asString().doesNotContain("secret");
    }
}
