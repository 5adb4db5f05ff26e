package dev.sprue.gateway.control.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.SecurityConfig;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.KeyTable;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.seal.MasterKey;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.store.sql.Revision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyServiceTest {

    private static final String TWO = "resources: [{name: Contoso}, {name: fabrikam}]";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private SecretBox box;

    private final AtomicReference<Declared> declared = new AtomicReference<>(declared(TWO));

    @BeforeEach
    void open() {
        database = Databases.open(Optional.empty(), data);
        box = new SecretBox(MasterKey.obtain(new SecurityConfig(Optional.empty()), data, data, Map.of()));
        register("contoso");
        register("fabrikam");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Declared declared(String yaml) {
        return new Declared(
                ConfigReader.read(yaml, Map.of()).config().orElseThrow(),
                "sprue.yaml",
                Map.of("resources[0].keys", 7, "resources[1]", 9));
    }

    private void register(String folded) {
        database.write(handle -> handle.execute(
                "INSERT INTO resources VALUES (?, ?, 'file', 's', 'g', 'l', '{}', '{}', 'e', 'c', 0, 'c', 0)",
                folded,
                folded));
    }

    private KeyService service() {
        return new KeyService(database, box, declared::get, InstantSource.system());
    }

    private KeyService ready() {
        KeyService service = service();
        service.ensure(data);
        return service;
    }

    private static String value(Optional<Secret> key) {
        return key.orElseThrow().value();
    }

    private long revision() {
        return database.read(Revision::current).number();
    }

    @Test
    void makesTwoKeysAResourceOnceAndKeepsThem() {
        KeyPair made = ready().keys("contoso");
        assertThat(value(made.key1())).matches("[0-9a-f]{64}");
        assertThat(value(made.key2())).matches("[0-9a-f]{64}").isNotEqualTo(value(made.key1()));
        long before = revision();
        assertThat(ready().keys("CONTOSO")).isEqualTo(made);
        assertThat(revision()).as("nothing was missing").isEqualTo(before);
        assertThat(service().keys("fabrikam").key1()).isNotEqualTo(made.key1());
    }

    @Test
    void declaredKeysWinSlotBySlotAndAreNeverWritten() {
        declared.set(declared("resources: [{name: Contoso, keys: {key1: declared-key-0001}}, {name: fabrikam}]"));
        KeyPair keys = ready().keys("contoso");
        assertThat(value(keys.key1())).isEqualTo("declared-key-0001");
        assertThat(value(keys.key2())).matches("[0-9a-f]{64}");
        assertThat(stored("contoso").key1()).isEmpty();

        declared.set(declared(TWO));
        KeyPair later = ready().keys("contoso");
        assertThat(value(later.key1())).matches("[0-9a-f]{64}");
        assertThat(later.key2()).isEqualTo(keys.key2());
    }

    private KeptKeys stored(String resource) {
        return database.read(handle -> KeyTable.all(handle, box, fault -> {})).getOrDefault(resource, KeptKeys.NONE);
    }

    @Test
    void aKeyThatIsNowDeclaredElsewhereIsMadeAnew() {
        KeyPair made = ready().keys("fabrikam");
        declared.set(
                declared("resources: [{name: Contoso, keys: {key2: " + value(made.key1()) + "}}, {name: fabrikam}]"));
        KeyPair after = ready().keys("fabrikam");
        assertThat(after.key1()).isNotEqualTo(made.key1());
        assertThat(after.key2()).isEqualTo(made.key2());
        assertThat(service().keys("contoso").key2()).isEqualTo(made.key1());
    }

    @Test
    void replacesOneKeyAndLeavesTheOther() {
        KeyService service = ready();
        KeyPair before = service.keys("contoso");
        long revision = revision();
        Written<KeyPair> first = service.regenerate("contoso", 1, "tester");
        assertThat(first.object().key1()).isNotEqualTo(before.key1());
        assertThat(first.object().key2()).isEqualTo(before.key2());
        assertThat(first.change().revision().number()).isEqualTo(revision + 1).isEqualTo(revision());
        Written<KeyPair> second = service.regenerate("contoso", 2, "tester");
        assertThat(second.object().key1()).isEqualTo(first.object().key1());
        assertThat(second.object().key2()).isNotEqualTo(before.key2());
        assertThat(service.keys("contoso")).isEqualTo(second.object());
    }

    @Test
    void aDeclaredKeyIsReplacedWhereItIsDeclared() {
        declared.set(declared("resources: [{name: Contoso, keys: {key1: declared-key-0001}},"
                + " {name: fabrikam, keys: {key2: declared-key-0002}}]"));
        KeyService service = ready();
        assertThatThrownBy(() -> service.regenerate("contoso", 1, "tester"))
                .isInstanceOfSatisfying(FailureException.class, thrown -> {
                    assertThat(thrown.failure().status()).isEqualTo(409);
                    assertThat(thrown.failure().message()).contains("key1", "sprue.yaml, line 7");
                });
        assertThatThrownBy(() -> service.regenerate("fabrikam", 2, "tester"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("sprue.yaml, line 9");
        service.regenerate("contoso", 2, "tester");
    }

    @Test
    void aResourceThatIsNotDeclaredHasNoKeys() {
        for (Callable<?> call :
                List.<Callable<?>>of(() -> ready().keys("nobody"), () -> ready().regenerate("nobody", 1, "tester"))) {
            assertThatThrownBy(call::call).isInstanceOfSatisfying(FailureException.class, thrown -> assertThat(
                            thrown.failure().status())
                    .isEqualTo(404));
        }
    }

    @Test
    void severalAtOnceMakeOneSetOfKeys() throws Exception {
        Set<KeyPair> seen = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Callable<KeyPair>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean atStart = i % 2 == 0;
                all.add(() -> (atStart ? ready() : service()).keys("contoso"));
            }
            for (Future<KeyPair> one : pool.invokeAll(all)) {
                seen.add(one.get());
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void keysOfAnEarlierVersionMoveToTheDatabase() throws Exception {
        Path file = data.resolve("keys.json");
        Files.createFile(data.resolve("keys.lock"));
        Files.writeString(file, """
                {"Contoso": {"key1": "old-key-00000001", "key2": "old-key-00000002"},
                 "later": {"key1": "old-key-00000003", "key2": "old-key-00000004"}}""");
        KeyPair moved = ready().keys("contoso");
        assertThat(moved)
                .isEqualTo(new KeyPair(
                        Optional.of(new Secret("old-key-00000001")), Optional.of(new Secret("old-key-00000002"))));
        assertThat(Files.readString(file)).contains("later").doesNotContain("Contoso", "old-key-00000001");

        register("later");
        declared.set(declared("resources: [{name: contoso}, {name: Later}]"));
        assertThat(value(ready().keys("later").key1())).isEqualTo("old-key-00000003");
        assertThat(file).doesNotExist();
        assertThat(data.resolve("keys.lock")).doesNotExist();
    }

    @Test
    void aKeyOfTheDatabaseIsNotReplacedByAnOldFile() throws Exception {
        KeyPair made = ready().keys("contoso");
        Files.writeString(data.resolve("keys.json"), """
                {"contoso": {"key1": "old-key-00000001", "key2": "old-key-00000002"}}""");
        assertThat(ready().keys("contoso")).isEqualTo(made);
        assertThat(data.resolve("keys.json")).doesNotExist();
    }

    @Test
    void anOldFileThatCannotBeReadIsNamedAndNotReplaced() throws Exception {
        Path file = data.resolve("keys.json");
        for (String damaged : List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"local\":{\"key1\":\"a\"}}",
                "{\"local\":{\"key1\":null,\"key2\":\"b\"}}",
                "{\"local\":null}")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(this::ready)
                    .as(damaged)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("keys.json");
            assertThat(Files.readString(file)).isEqualTo(damaged);
        }
    }

    @Test
    void aKeyThatCannotBeOpenedIsLeftOutUntilItIsMadeAnew() {
        KeyPair contoso = ready().keys("contoso");
        KeyPair fabrikam = ready().keys("fabrikam");
        for (String where : List.of("resource = 'fabrikam' AND slot = 1", "resource = 'contoso' AND slot = 2")) {
            database.write(handle -> handle.execute("UPDATE resource_keys SET sealed = (SELECT other.sealed FROM"
                    + " resource_keys other WHERE other.resource = 'contoso' AND other.slot = 1) WHERE " + where));
        }
        long revision = revision();
        assertThat(ready().keys("fabrikam")).isEqualTo(new KeyPair(Optional.empty(), fabrikam.key2()));
        assertThat(ready().keys("contoso")).isEqualTo(new KeyPair(contoso.key1(), Optional.empty()));
        assertThat(revision()).as("nobody asked for another key").isEqualTo(revision);
        List<String> faults = new ArrayList<>();
        Map<String, KeptKeys> all = database.read(handle -> KeyTable.all(handle, box, faults::add));
        assertThat(all).containsOnlyKeys("contoso", "fabrikam");
        assertThat(faults).hasSize(2).anySatisfy(fault -> assertThat(fault)
                .contains("key1 of fabrikam", "resource_keys/fabrikam/1", "sprue keys regenerate key1"));

        KeyPair made = service().regenerate("fabrikam", 2, "tester").object();
        assertThat(made.key1()).as("another one is asked for").isEmpty();
        KeyPair whole = service().regenerate("fabrikam", 1, "tester").object();
        assertThat(whole.key1()).isPresent().isNotEqualTo(fabrikam.key1());
        assertThat(whole.key2()).isEqualTo(made.key2());
        assertThat(service().keys("contoso").key2()).isEmpty();
    }

    @Test
    void aResourceThatHasNoRowYetGetsItWithItsKeys() {
        KeyService service = ready();
        declared.set(declared("resources: [{name: Contoso}, {name: fabrikam}, {name: Added}, {name: second}]"));
        KeyPair made = service.keys("added");
        assertThat(made.key1()).isPresent();
        KeyPair second = service.regenerate("SECOND", 2, "tester").object();
        assertThat(second.key1()).isPresent();
        List<String> names = database.read(handle -> handle.select("SELECT name FROM resources WHERE folded = 'added'")
                .mapTo(String.class)
                .list());
        assertThat(names).containsExactly("Added");
        assertThat(ready().keys("added")).isEqualTo(made);
    }
}
