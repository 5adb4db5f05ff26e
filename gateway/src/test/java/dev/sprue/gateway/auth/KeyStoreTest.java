package dev.sprue.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {

    private static final KeysConfig NONE = new KeysConfig(Optional.empty(), Optional.empty());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void makesTwoKeysOnceAndKeepsThemOverRestarts() {
        ResourceKeys made = new KeyStore(data).keys("local", NONE);
        assertThat(made.key1().value()).matches("[0-9a-f]{64}");
        assertThat(made.key2().value())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(made.key1().value());
        assertThat(new KeyStore(data).keys("local", NONE)).isEqualTo(made);
        assertThat(new KeyStore(data).keys("other", NONE)).isNotEqualTo(made);
        assertThat(new KeyStore(data).keys("local", NONE)).isEqualTo(made);
    }

    @Test
    void makesTheFolderAndKeepsTheFileToItsOwner() throws Exception {
        Path deep = data.resolve("a/b");
        new KeyStore(deep).keys("local", NONE);
        Path file = deep.resolve("keys.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        new KeyStore(deep).keys("second", NONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void neverWritesADeclaredKey() throws Exception {
        KeysConfig one = new KeysConfig(Optional.of(new Secret("declared-key-0001")), Optional.empty());
        ResourceKeys keys = new KeyStore(data).keys("local", one);
        assertThat(keys.key1().value()).isEqualTo("declared-key-0001");
        assertThat(keys.key2().value()).matches("[0-9a-f]{64}");
        assertThat(Files.readString(data.resolve("keys.json"))).doesNotContain("declared");

        KeysConfig both = new KeysConfig(
                Optional.of(new Secret("declared-key-0001")), Optional.of(new Secret("declared-key-0002")));
        Path untouched = data.resolve("none");
        assertThat(new KeyStore(untouched).keys("local", both).key2().value()).isEqualTo("declared-key-0002");
        assertThat(untouched).doesNotExist();
    }

    @Test
    void manyThreadsAtOnceGetOneSetOfKeys() throws Exception {
        int threads = 8;
        CountDownLatch together = new CountDownLatch(threads);
        Set<ResourceKeys> seen = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<ResourceKeys>> asked = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                asked.add(pool.submit(() -> {
                    together.countDown();
                    together.await();
                    return new KeyStore(data).keys("local", NONE);
                }));
            }
            for (Future<ResourceKeys> answer : asked) {
                seen.add(answer.get());
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void twoProcessesAtOnceGetOneSetOfKeys() throws Exception {
        Process first = other();
        Process second = other();
        Set<String> seen = new HashSet<>();
        for (Process process : List.of(first, second)) {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out).matches("(?s)[0-9a-f]{64} [0-9a-f]{64}\\s*");
            seen.add(out);
        }
        assertThat(seen).hasSize(1);
    }

    private Process other() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintKeys.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the second process runs. */
    static final class PrintKeys {
        private PrintKeys() {}

        public static void main(String[] args) {
            ResourceKeys keys = new KeyStore(Path.of(args[0])).keys("local", NONE);
            System.out.println(keys.key1().value() + " " + keys.key2().value());
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNotReplaced() throws Exception {
        Path file = data.resolve("keys.json");
        for (String damaged : List.of(
                "",
                "{",
                "[]",
                "{\"local\":{\"key1\":\"a\"}}",
                "{\"local\":{\"key1\":null,\"key2\":\"b\"}}",
                "{\"local\":null}")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> new KeyStore(data).keys("local", NONE))
                    .as(damaged)
                    .isInstanceOf(java.io.UncheckedIOException.class)
                    .hasMessageContaining("keys.json");
            assertThat(Files.readString(file)).isEqualTo(damaged);
        }
    }
}
