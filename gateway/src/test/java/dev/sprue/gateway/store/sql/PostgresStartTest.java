package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.testing.databases.PostgresServer;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts on PostgreSQL: several at once, too early, and in vain. */
class PostgresStartTest {

    @Test
    void replicasThatStartAtOnceMakeTheSchemaOnce() throws Exception {
        try (TestDatabase test = TestDatabase.empty(Database.Kind.POSTGRESQL);
                ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Long> start = () -> test.another().write(handle -> {
                Revision.raise(handle);
                return Revision.current(handle).number();
            });
            List<Long> numbers = new ArrayList<>();
            for (Future<Long> started : replicas.invokeAll(List.of(start, start, start))) {
                numbers.add(started.get());
            }
            assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidAtOnce() {
        DatabaseConfig config = PostgresServer.shared().config("nowhere");
        assertThatThrownBy(() -> Databases.open(Optional.of(config), Path.of("")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("\"nowhere\" does not exist")
                .hasMessageContaining("See that this database and this user are there");
    }

    @Test
    void allServersOfAnAddressAreNamed() {
        Secret url = new Secret("jdbc:postgresql://a:1,b/sprue");
        DatabaseConfig config = new DatabaseConfig(url, Optional.empty(), Optional.empty(), 2, 500);
        assertThat(new PostgresSource(config).place()).isEqualTo("a:1,b:5432/sprue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "secondary", "preferSecondary", "preferPrimary"})
    void anAddressThatAdmitsAStandbyIsRefused(String type) {
        Secret url = new Secret("jdbc:postgresql://a,b/sprue?targetServerType=" + type);
        DatabaseConfig config = new DatabaseConfig(url, Optional.empty(), Optional.empty(), 2, 500);
        assertThatThrownBy(() -> Databases.open(Optional.of(config), Path.of("")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("targetServerType=" + type)
                .hasMessageContaining("Take the parameter out");
    }

    @Test
    void aDatabaseThatCannotHoldAllTextsIsRefused() {
        PostgresServer server = PostgresServer.shared();
        server.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try {
            assertThatThrownBy(() -> Databases.open(Optional.of(server.config("latin")), Path.of("")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("its encoding is LATIN1");
        } finally {
            server.drop("latin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host:notaport/name?password=hunter2",
                "jdbc:postgresql://host:99999999/name?user=u&password=hunter2",
                "jdbc:postgresql:///%zz?password=hunter2",
                "jdbc:postgresql://host/name?sslmode=perhaps&password=hunter2",
            })
    void anAddressThatIsNoneIsSaidWithoutItsSecrets(String url) {
        DatabaseConfig config =
                new DatabaseConfig(new Secret(url), Optional.empty(), Optional.of(new Secret("hunter2")), 4, 1_000);
        assertThatThrownBy(() -> PostgresDatabase.open(config, 0))
                .isInstanceOf(DatabaseException.class)
                .satisfies(thrown -> assertThat(printed(thrown)).doesNotContain("hunter2"));
    }

    @Test
    void aPasswordThatIsWrongIsSaidWithoutIt() {
        PostgresServer server = PostgresServer.shared();
        // The server trusts whoever comes, so that a user it does not know stands for a password that is wrong.
        DatabaseConfig config = new DatabaseConfig(
                server.config("postgres").url(), Optional.of("nobody"), Optional.of(new Secret("hunter2")), 4, 1_000);
        assertThatThrownBy(() -> Databases.open(Optional.of(config), Path.of("")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining("password is right")
                .satisfies(thrown -> assertThat(printed(thrown)).doesNotContain("hunter2"));
    }

    @Test
    void aDatabaseOfANewerReleaseIsRefused() {
        try (TestDatabase test = TestDatabase.of(Database.Kind.POSTGRESQL)) {
            test.database().write(handle -> handle.execute("""
                    INSERT INTO flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    VALUES (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 'postgres', 1, true)"""));
            assertThatThrownBy(test::another)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("newer release");
        }
    }

    private static String printed(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
