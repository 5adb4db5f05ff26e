package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.AdminConfig;
import dev.sprue.gateway.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

    private static final AdminConfig UNSAID = new AdminConfig(Optional.empty());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void isMadeOnceForThisUserOnly() throws Exception {
        Path data = folder.resolve("data");
        AdminToken.obtain(UNSAID, data);
        Path file = AdminToken.file(data);
        String token = Files.readString(file).strip();
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        AdminToken again = AdminToken.obtain(UNSAID, data);
        assertThat(again.matches(token)).isTrue();
        assertThat(again.toString()).doesNotContain(token);
        for (String other : List.of("", token + "0", token.substring(1), token.replace('a', 'b') + "x", "é")) {
            assertThat(again.matches(other)).as(other).isFalse();
        }
    }

    @Test
    void theDeclaredOneIsWrittenNowhere() {
        AdminToken token = AdminToken.obtain(
                new AdminConfig(Optional.of(new Secret("declared-token-0001"))), folder.resolve("data"));
        assertThat(token.matches("declared-token-0001")).isTrue();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aFileThatHoldsNoTokenIsNamedAndNotReplaced() throws Exception {
        Path file = AdminToken.file(folder);
        for (String wrong : List.of("", "short", "two words of a token")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> AdminToken.obtain(UNSAID, folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("Remove the file");
            assertThat(Files.readString(file)).isEqualTo(wrong);
        }
        assertThatThrownBy(() -> AdminToken.obtain(UNSAID, file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("admin.token");
    }
}
