package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterAnotherStart() {
        try (Database database = Databases.open(Optional.empty(), folder)) {
            assertThat(database.read(Revision::current)).isZero();
            database.write(handle -> {
                Revision.raise(handle);
                return true;
            });
            assertThat(database.read(Revision::current)).isEqualTo(1);
        }
        try (Database database = Databases.open(Optional.empty(), folder)) {
            assertThat(database.read(Revision::current)).isEqualTo(1);
        }
    }
}
