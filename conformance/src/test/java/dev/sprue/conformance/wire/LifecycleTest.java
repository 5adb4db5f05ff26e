package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.conformance.Shell;
import dev.sprue.conformance.SprueProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Starting with nothing at all, stopping, and starting again. */
final class LifecycleTest {

    @Test
    void whatTheFirstStartMadeTheNextOneKeeps() throws IOException {
        SprueProcess first = SprueProcess.start("lifecycle", Optional.empty(), Map.of());
        String ca = Files.readString(first.ca());
        String curl = Banners.curlLine(first.banner());
        assertAnswers(curl);
        SprueProcess second = first.restart();
        assertThat(Files.readString(second.ca())).isEqualTo(ca);
        assertThat(second.https()).isNotEqualTo(first.https());
        assertAnswers(curl.replace(first.https().toString(), second.https().toString()));
        second.close();
        assertRefusesConnections(second.https());
        assertRefusesConnections(second.http());
    }

    private static void assertAnswers(String curl) throws IOException {
        Shell.Result result = Shell.run(curl, Map.of());
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(new ObjectMapper().readTree(result.stdout()).path("choices"))
                .as("%s", result)
                .hasSize(1);
    }

    private static void assertRefusesConnections(URI address) {
        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(IOException.class);
    }
}
