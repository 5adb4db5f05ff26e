package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.testing.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Providers that cannot all be opened leave none open; what another set holds stays. */
class ProviderSetTest {

    private static final String BAD = "bad";

    private final SnapshotKit.Silent builtin = new SnapshotKit.Silent("builtin");
    private final Map<String, SnapshotKit.Silent> opened = new HashMap<>();

    private static List<ProviderConfig> configs(String... names) {
        return SnapshotKit.config("providers:\n"
                        + String.join(
                                "",
                                Stream.of(names)
                                        .map(
                                                name -> "  - {name: " + name
                                                        + ", type: openai, endpoint: 'http://h', models: [{format: F, name: m, capabilities: [chatCompletion]}]}\n")
                                        .toList()))
                .providers();
    }

    private SnapshotKit.Silent open(ProviderConfig config) {
        if (config.name().equals(BAD)) {
            throw new IllegalStateException("it cannot be opened");
        }
        return opened.computeIfAbsent(config.name(), SnapshotKit.Silent::new);
    }

    private boolean isClosed(String name) {
        return opened.getOrDefault(name, builtin).isClosed();
    }

    @Test
    void thoseThatWereOpenedBeforeTheOneThatCannotBeAreClosed() {
        assertThatThrownBy(() -> ProviderSet.open(configs("aa", "bb", BAD), builtin, this::open))
                .hasMessage("it cannot be opened");
        assertThat(isClosed("aa")).isTrue();
        assertThat(isClosed("bb")).isTrue();
        assertThat(builtin.isClosed()).isFalse();
    }

    @Test
    void thoseThatAreInUseStayOpenWhenTheNextCannotBe() {
        ProviderSet set = ProviderSet.open(configs("aa"), builtin, this::open);
        assertThatThrownBy(() -> set.next(configs("aa", "bb", BAD))).hasMessage("it cannot be opened");
        assertThat(isClosed("aa")).isFalse();
        assertThat(isClosed("bb")).isTrue();
        set.close();
        Await.until("nobody holds it", () -> isClosed("aa"));
    }

    @Test
    void aSetThatIsClosedTwiceLetsGoOnce() {
        ProviderSet set = ProviderSet.open(configs("aa"), builtin, this::open);
        ProviderSet next = set.next(configs("aa", "bb"));
        set.close();
        set.close();
        next.next(configs("aa")).close();
        assertThat(isClosed("aa")).as("one still holds it").isFalse();
        next.close();
        Await.until("none does", () -> isClosed("aa") && isClosed("bb"));
    }
}
