package dev.sprue.gateway.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.SecurityConfig;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.testing.HeardLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    private static final SecurityConfig UNSAID = new SecurityConfig(Optional.empty());
    private static final byte[] KEY = HexFormat.of().parseHex("0f".repeat(32));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private MasterKey obtain(String place, Map<String, String> env) {
        return MasterKey.obtain(new SecurityConfig(Optional.of(place)), folder, folder.resolve("data"), env);
    }

    private MasterKey unsaid() {
        return MasterKey.obtain(UNSAID, folder, folder.resolve("data"), Map.of());
    }

    @Test
    void isMadeOnceInTheDataFolderForThisUserOnly() throws Exception {
        MasterKey made = unsaid();
        Path file = folder.resolve("data/master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.made()).contains(file);
        MasterKey found = unsaid();
        assertThat(found.idText()).isEqualTo(made.idText());
        assertThat(found.made()).isEmpty();
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void isMadeWhereTheConfigurationSaysRelativeToItsFolder() {
        String id = obtain("file:secrets/own.key", Map.of()).idText();
        assertThat(folder.resolve("secrets/own.key")).exists();
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(obtain("file:" + folder.resolve("secrets/own.key"), Map.of()).idText())
                .isEqualTo(id);
    }

    @Test
    void isOneKeyInEveryNotation() throws Exception {
        String hex = HexFormat.of().formatHex(KEY);
        String base64 = Base64.getEncoder().encodeToString(KEY);
        Set<String> ids = new HashSet<>();
        for (String text : List.of(hex, hex.toUpperCase(java.util.Locale.ROOT), base64, "  " + base64 + "\r\n")) {
            ids.add(obtain("env:MASTER", Map.of("MASTER", text)).idText());
            Files.writeString(folder.resolve("given.key"), text);
            ids.add(obtain("file:given.key", Map.of()).idText());
        }
        assertThat(ids).hasSize(1);
        assertThat(hex).doesNotContain(ids.iterator().next());
    }

    @Test
    void isMadeOnceByManyAtOnce() throws Exception {
        Set<String> ids = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> all = java.util.Collections.nCopies(8, () -> unsaid().idText());
            for (Future<String> one : pool.invokeAll(all)) {
                ids.add(one.get());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void saysWhereItWasLookedForAndWhatToDo() throws Exception {
        assertThatThrownBy(() -> obtain("env:MASTER", Map.of()))
                .hasMessageContaining("MASTER, which is not set")
                .hasMessageContaining("openssl rand -hex 32");
        Path file = folder.resolve("bad.key");
        for (String wrong : List.of("", "tiny", "0f".repeat(31), "zz".repeat(32), "\0\1\2", "A".repeat(44))) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> obtain("file:bad.key", Map.of()))
                    .as(wrong)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("32 bytes")
                    .hasMessageNotContaining(wrong.length() > 3 ? wrong : "no such text");
            assertThat(Files.readString(file)).as("is not replaced").isEqualTo(wrong);
        }
        assertThatThrownBy(() -> obtain("file:" + file + "/below", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security.masterKey");
    }

    @Test
    void warnsWhereOthersMayReadIt() throws Exception {
        unsaid();
        Path file = folder.resolve("data/master.key");
        try (HeardLog log = new HeardLog(MasterKey.class.getName())) {
            for (String mode : List.of("rw-------", "r--r-----")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                unsaid();
            }
            assertThat(log.with("WARNING")).isEmpty();
            for (String mode : List.of("rw-r--r--", "rw-rw----", "rw-----w-")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                unsaid();
            }
            assertThat(log.with("WARNING")).hasSize(3).allMatch(line -> line.contains(file + ". Take that away"));
        }
    }

    @Test
    void hidesItself() {
        MasterKey key = obtain("env:MASTER", Map.of("MASTER", HexFormat.of().formatHex(KEY)));
        assertThat(key.toString()).contains("env:MASTER").doesNotContain("0f0f");
    }

    @Test
    void anotherKeyThanTheDatabasesIsNoticedAndNamed() throws Exception {
        Path data = folder.resolve("data");
        try (Database database = Databases.open(Optional.empty(), data)) {
            SecretBox box = new SecretBox(unsaid());
            KeyCheck.verify(database, box);
            KeyCheck.verify(database, new SecretBox(unsaid()));

            SecretBox other = new SecretBox(
                    obtain("env:MASTER", Map.of("MASTER", HexFormat.of().formatHex(KEY))));
            assertThatThrownBy(() -> KeyCheck.verify(database, other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("env:MASTER is not the one")
                    .hasMessageContaining(box.key().idText())
                    .hasMessageContaining(other.key().idText());
        }
    }

    @Test
    void aKeyMadeForLackOfTheRightOneIsTakenAwayAgain() throws Exception {
        Path data = folder.resolve("data");
        Path file = data.resolve("master.key");
        try (Database database = Databases.open(Optional.empty(), data)) {
            KeyCheck.verify(database, new SecretBox(unsaid()));
            String kept = Files.readString(file);
            Files.delete(file);
            for (int start = 0; start < 2; start++) {
                assertThatThrownBy(() -> KeyCheck.verify(database, new SecretBox(unsaid())))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("there was none in " + file)
                        .hasMessageContaining("backup");
                assertThat(file).doesNotExist();
            }
            Files.writeString(file, kept);
            KeyCheck.verify(database, new SecretBox(unsaid()));
        }
    }
}
