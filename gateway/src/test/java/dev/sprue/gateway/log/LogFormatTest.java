package dev.sprue.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.LogConfig;
import dev.sprue.gateway.testing.Tries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789123Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void writesOneLineForPeople() {
        assertThat(new LogFormat(LogConfig.Format.text).line(AT, "info", "access", facts("/models", 200)))
                .isEqualTo("2026-02-03T04:05:06.789Z info access path=/models status=200");
    }

    @Test
    void writesOneObjectForMachines() {
        assertThat(new LogFormat(LogConfig.Format.json).line(AT, "info", "access", facts("/models", 200)))
                .isEqualTo(
                        "{\"time\":\"2026-02-03T04:05:06.789Z\",\"level\":\"info\",\"event\":\"access\",\"path\":\"/models\",\"status\":200}");
    }

    /** Whatever a caller puts into a path or an upstream into a message: one line, no control characters, no false fact. */
    @Test
    void nobodyWritesLinesOrFactsOfHisOwn() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < Tries.of(3_000, 300_000); i++) {
            String hostile = hostile(random);
            for (LogConfig.Format format : LogConfig.Format.values()) {
                String line = new LogFormat(format).line(AT, "warn", hostile, facts(hostile, 200));
                assertThat(line.codePoints().noneMatch(LogFormatTest::breaksALine))
                        .as(line)
                        .isTrue();
                assertThat(line).startsWith(format == LogConfig.Format.json ? "{\"time\":\"2026" : "2026-02-03");
                if (format == LogConfig.Format.json) {
                    JsonNode read = MAPPER.readTree(line);
                    assertThat(read.path("path").textValue()).isEqualTo(hostile);
                    assertThat(read.size()).isEqualTo(5);
                }
            }
        }
    }

    @Test
    void aTextThatIsNotPlainIsQuoted() {
        String line = new LogFormat(LogConfig.Format.text).line(AT, "info", "access", facts("/a status=500 b\"", 200));
        assertThat(line).endsWith("path=\"/a status=500 b\\\"\" status=200");
    }

    private static boolean breaksALine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x202e;
    }

    private static String hostile(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            out.append(
                    switch (random.nextInt(5)) {
                        case 0 -> (char) random.nextInt(0x20);
                        case 1 -> "\u007f\u0085\u009b\u2028\u2029\uD800\uDC00\u202e\"\\= ".charAt(random.nextInt(12));
                        case 2 -> (char) (0x80 + random.nextInt(0x20));
                        default -> (char) (' ' + random.nextInt(95));
                    });
        }
        return out.toString();
    }

    private static Map<String, Object> facts(String path, int status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", path);
        facts.put("status", status);
        return facts;
    }
}
