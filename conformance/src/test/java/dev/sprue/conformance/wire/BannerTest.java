package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.Shell;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the product prints at its start is enough to make the first call. */
@ExtendWith(Products.class)
final class BannerTest {

    @Test
    void itNamesTheEndpoint(BuiltInProduct builtIn) {
        assertThat(builtIn.process().banner())
                .anyMatch(line -> line.contains(builtIn.process().https().toString()));
        assertThat(builtIn.process().banner().getLast()).startsWith("ready");
    }

    @Test
    void itsCurlLineAnswers(BuiltInProduct builtIn) throws IOException {
        Shell.Result result = Shell.run(
                Banners.curlLine(builtIn.process().banner()),
                Map.of("SPRUE_KEY1", builtIn.endpoint().key()));
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(new ObjectMapper().readTree(result.stdout()).path("choices"))
                .as("%s", result)
                .hasSize(1);
    }
}
