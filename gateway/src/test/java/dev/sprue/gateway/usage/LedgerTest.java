package dev.sprue.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.5Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void writesEveryCallAsOneLineOfJson() throws Exception {
        try (Ledger ledger = new Ledger(data)) {
            ledger.record(call(NOON, "id-1", "a \"name\"\nwith\u0000 everything \uD83D\uDE00"));
        }
        List<JsonNode> lines = lines("2026-03-01");
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().path("at").asText()).isEqualTo("2026-03-01T12:00:00.500Z");
        assertThat(lines.getFirst().path("requestId").asText()).isEqualTo("id-1");
        assertThat(lines.getFirst().path("deployment").asText())
                .isEqualTo("a \"name\"\nwith\u0000 everything \uD83D\uDE00");
        assertThat(lines.getFirst().path("outcome").asText()).isEqualTo("completed");
        assertThat(lines.getFirst().path("promptTokens").asLong()).isEqualTo(7);
        assertThat(lines.getFirst().path("completionTokens").asLong()).isEqualTo(3);
        assertThat(lines.getFirst().path("cachedTokens").asLong()).isEqualTo(2);
        assertThat(lines.getFirst().path("reasoningTokens").asLong()).isEqualTo(1);
        assertThat(lines.getFirst().path("firstByteMs").asLong()).isEqualTo(-1);
        assertThat(lines.getFirst().path("durationMs").asLong()).isEqualTo(12);
    }

    @Test
    void losesNothingOfManyCallsFromManyThreads() throws Exception {
        int threads = 4;
        int each = 2_000;
        try (Ledger ledger = new Ledger(data)) {
            List<Thread> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                all.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < each; i++) {
                        ledger.record(call(NOON, thread + "-" + i, "d"));
                    }
                }));
            }
            for (Thread thread : all) {
                thread.join();
            }
        }
        assertThat(lines("2026-03-01").stream()
                        .map(line -> line.path("requestId").asText())
                        .distinct())
                .hasSize(threads * each);
    }

    @Test
    void keepsOneFileADayAndAppendsAfterARestart() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (Ledger ledger = new Ledger(data)) {
                ledger.record(call(NOON, "today-" + start, "d"));
                ledger.record(call(Instant.parse("2026-03-01T23:59:59.999Z"), "late-" + start, "d"));
                ledger.record(call(Instant.parse("2026-03-02T00:00:00Z"), "tomorrow-" + start, "d"));
                ledger.record(call(NOON, "again-" + start, "d"));
            }
        }
        assertThat(lines("2026-03-01")).hasSize(6);
        assertThat(lines("2026-03-02")).hasSize(2);
    }

    @Test
    void whatCannotBeWrittenWaitsForTheDisk() throws Exception {
        Path usage = data.resolve("usage");
        Files.writeString(usage, "a file where the folder should be");
        try (Ledger ledger = new Ledger(data)) {
            for (int i = 0; i < 1_000; i++) {
                ledger.record(call(NOON, "id-" + i, "d"));
            }
            Files.delete(usage);
            Await.until("it is written", () -> Files.exists(usage.resolve("2026-03-01.jsonl")));
            ledger.record(call(NOON, "id-1000", "d"));
        }
        assertThat(lines("2026-03-01").stream()
                        .map(line -> line.path("requestId").asText()))
                .hasSize(1_001)
                .startsWith("id-0", "id-1")
                .endsWith("id-999", "id-1000");
    }

    private List<JsonNode> lines(String day) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("usage").resolve(day + ".jsonl"))) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    private static CallRecord call(Instant at, String id, String deployment) {
        return new CallRecord(
                at,
                id,
                "r",
                deployment,
                "m",
                "p",
                "chatCompletion",
                CallRecord.Outcome.completed,
                new Usage(7, 3, 2, 1),
                -1,
                12);
    }
}
