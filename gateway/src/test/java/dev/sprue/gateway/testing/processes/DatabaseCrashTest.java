package dev.sprue.gateway.testing.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that writes without pause is killed at any moment: what it was told to be written is, and no write is there in part. */
class DatabaseCrashTest {

    private static final int ROUNDS = Tries.of(1, 100);
    private static final int WRITERS = 8;
    private static final int MOST_WRITES = Tries.of(200, 1_000);
    private static final int ROUND_NUMBERS = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A writer's write. */
    private record Write(int writer, int number) {}

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereAndNothingIsHalf(Database.Kind kind) throws Exception {
        try (TestDatabase tested = TestDatabase.of(kind)) {
            Files.writeString(tested.folder().resolve("sprue.yaml"), tested.yaml());
            tested.database()
                    .write(handle ->
                            handle.execute("CREATE TABLE parts (writer INTEGER NOT NULL, number INTEGER NOT NULL,"
                                    + " part INTEGER NOT NULL, PRIMARY KEY (writer, number, part))"));
            SplittableRandom random = new SplittableRandom(8);
            int all = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                tested.closeAll();
                int first = round * ROUND_NUMBERS;
                List<Write> told = killed(tested, first, random);
                Map<Write, Integer> parts = parts(tested, first);
                assertThat(parts.values()).as("round %d: whole writes", round).containsOnly(CrashWriter.PARTS);
                assertThat(parts.keySet()).as("round %d: what was told", round).containsAll(told);
                // One write a writer may have been made and not told.
                assertThat(parts.size()).isBetween(told.size(), told.size() + WRITERS);
                all += parts.size();
                assertThat(revision(tested))
                        .as("round %d: writes ever made", round)
                        .isEqualTo(all);
            }
        }
    }

    /** Starts a process, kills it at some moment, and says which writes it told of. */
    private static List<Write> killed(TestDatabase tested, int first, SplittableRandom random)
            throws InterruptedException {
        List<String> args = List.of(tested.folder().toString(), Integer.toString(WRITERS), Integer.toString(first));
        try (JvmProcess process = new JvmProcess(
                tested.folder(), List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), CrashWriter.class, args)) {
            int number = 1 + random.nextInt(MOST_WRITES);
            assertThat(process.out().nth(number, line -> line.startsWith("done"), LIMIT))
                    .as(process.errors().toString())
                    .isPresent();
            LockSupport.parkNanos(random.nextInt(5_000_000));
            process.kill();
            return process.out().whole(LIMIT).stream()
                    .map(DatabaseCrashTest::write)
                    .toList();
        }
    }

    private static Write write(String line) {
        String[] words = line.split(" ", -1);
        return new Write(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    /** How many parts there are of which writes of a round. */
    private static Map<Write, Integer> parts(TestDatabase tested, int first) {
        return tested.database().read(handle -> {
            Map<Write, Integer> parts = new HashMap<>();
            handle.createQuery("SELECT writer, number FROM parts WHERE number >= :first")
                    .bind("first", first)
                    .map((row, context) -> new Write(row.getInt(1), row.getInt(2)))
                    .forEach(write -> parts.merge(write, 1, Integer::sum));
            return parts;
        });
    }

    private static long revision(TestDatabase tested) {
        return tested.database().read(handle -> {
            int rows = handle.createQuery("SELECT count(*) FROM parts")
                    .mapTo(Integer.class)
                    .one();
            long revision = Revision.current(handle).number();
            assertThat(rows).isEqualTo(revision * CrashWriter.PARTS);
            return revision;
        });
    }
}
