package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.SecurityConfig;
import dev.sprue.gateway.store.seal.MasterKey;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that this version cannot read stand in nobody's way, and can be written anew. */
class UnreadableRowsTest {

    /** What a newer version may write, and what damage may leave. */
    private static final List<String> CHANGES = List.of(
            "version_upgrade = 'Someday'",
            "service_tier = 'Best'",
            "rate_limits = '[{}]'",
            "rate_limits = '['",
            "more = '{'",
            "tags = '{\"a\": 1}'",
            "tags = 'x'");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @ParameterizedTest
    @EnumSource
    void standInNobodysWay(Database.Kind kind) {
        SecretBox box = new SecretBox(MasterKey.obtain(new SecurityConfig(Optional.empty()), data, data, Map.of()));
        try (ControlRig rig = new ControlRig(kind)) {
            for (String change : CHANGES) {
                for (String name : List.of("aa", "bb", "cc", "dd")) {
                    put(rig, name);
                }
                rig.database()
                        .write(handle -> handle.execute("UPDATE deployments SET etag = 'e', " + change
                                + " WHERE resource = 'fabrikam' AND folded IN ('bb', 'cc')"));
                ControlState state = read(rig, box, ControlState.NONE);
                assertThat(state.deployments().get("fabrikam"))
                        .as(change)
                        .extracting(ManagedDeployment::name)
                        .containsExactly("aa", "dd");
                assertThat(state.faults()).hasSize(2).anyMatch(fault -> fault.contains("deployment bb of fabrikam"));
                assertThat(listed(rig)).containsExactly("aa", "dd");
                assertThat(rig.plane().deployment("fabrikam", "bb")).isEmpty();

                assertThat(put(rig, "BB").created()).isTrue();
                assertThat(rig.plane().delete("fabrikam", "cc", Conditions.NONE, "me"))
                        .isPresent();
                assertThat(read(rig, box, state).faults()).isEmpty();
                assertThat(listed(rig)).containsExactly("aa", "BB", "dd");
                rig.plane().delete("fabrikam", "bb", Conditions.NONE, "me");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areToldOfOnce(Database.Kind kind) {
        SecretBox box = new SecretBox(MasterKey.obtain(new SecurityConfig(Optional.empty()), data, data, Map.of()));
        List<String> told = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(StateReader.class.getName());
        log.addHandler(listener);
        try (ControlRig rig = new ControlRig(kind)) {
            put(rig, "aa");
            rig.database().write(handle -> {
                KeyTable.put(handle, box, "fabrikam", 2, new Secret("0123456789abcdef"), rig.tick());
                handle.execute("UPDATE deployments SET service_tier = 'Best {0}'");
                return handle.execute(
                        "UPDATE resource_keys SET sealed = ?", "damaged".getBytes(StandardCharsets.UTF_8));
            });
            ControlState first = read(rig, box, ControlState.NONE);
            assertThat(first.keys()).containsEntry("fabrikam", KeptKeys.NONE.withUnreadable(2));
            assertThat(told)
                    .hasSize(2)
                    .anyMatch(line -> line.contains("key2 of fabrikam"))
                    .anyMatch(line -> line.contains("deployment aa of fabrikam") && line.contains("Best {0}"));
            put(rig, "zz");
            read(rig, box, first);
            assertThat(told).hasSize(2);
        } finally {
            log.removeHandler(listener);
        }
    }

    private static ControlState read(ControlRig rig, SecretBox box, ControlState before) {
        return rig.database().read(handle -> StateReader.read(handle, box, before));
    }

    private static Written<ManagedDeployment> put(ControlRig rig, String name) {
        return rig.plane().put("fabrikam", name, ControlRig.CHAT, Conditions.NONE, "me");
    }

    /** On pages of one. */
    private static List<String> listed(ControlRig rig) {
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<ManagedDeployment> page = rig.plane().deployments("fabrikam", next, 1);
            page.items().forEach(one -> names.add(one.name()));
            next = page.next();
        } while (next.isPresent());
        return names;
    }
}
