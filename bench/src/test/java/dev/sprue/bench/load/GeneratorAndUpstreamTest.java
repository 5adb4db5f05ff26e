package dev.sprue.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.bench.upstream.Answers;
import dev.sprue.bench.upstream.UpstreamCounts;
import dev.sprue.bench.upstream.UpstreamServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generator and upstream talk to each other, and each sees what the other does wrong. */
class GeneratorAndUpstreamTest {

    private UpstreamServer upstream;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        upstream = new UpstreamServer(false);
        thread = Thread.ofPlatform().start(() -> {
            try {
                upstream.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @AfterEach
    void stop() throws InterruptedException {
        upstream.close();
        thread.join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500})
    void countTheSameWholeAnswers(int ratePerSecond) throws IOException {
        LoadResult result = LoadGenerator.run(plan(Answers.MODEL, "", ratePerSecond), false);
        assertThat(result.failure()).isEmpty();
        assertThat(result.answers()).isPositive();
        assertThat(result.latency().count()).isPositive().isLessThanOrEqualTo(result.answers());
        assertThat(counts().whole()).isEqualTo(result.answers() + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"stream\":true",
                ",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user\":\"[nulls]\"",
            })
    void countTheSameStreams(String fields) throws IOException {
        LoadResult result = LoadGenerator.run(plan(Answers.MODEL, fields, 0), false);
        if (fields.contains("usage")) {
            // One event more than callers are to see: whoever asked for usage has to take it out.
            assertThat(result.failure()).contains("102 events instead of 101");
        } else {
            assertThat(result.failure()).isEmpty();
            assertThat(counts().finished()).isEqualTo(result.answers() + 1);
        }
        assertThat(counts().aborted()).isZero();
    }

    @Test
    void measureTheDelayOfEachChunk() throws IOException {
        LoadPlan plan = new LoadPlan(
                upstream.port(),
                "/v1/chat/completions",
                "",
                body(Answers.MODEL, ",\"user\":\"[paced]\",\"stream\":true"),
                LoadPlan.Expected.STAMPED_EVENTS,
                Answers.EVENTS,
                3,
                0,
                0,
                100,
                0);
        LoadResult result = LoadGenerator.run(plan, false);
        assertThat(result.failure()).isEmpty();
        assertThat(result.answers()).isEqualTo(3);
        assertThat(result.delay().count()).isPositive();
        assertThat(counts().finished()).isEqualTo(3);
    }

    @Test
    void seeAModelNameThatWasNotRewritten() throws IOException {
        LoadResult result = LoadGenerator.run(plan("Bench-Chat", "", 0), false);
        assertThat(result.failure()).isEqualTo("status 404");
        assertThat(counts().misnamed()).isEqualTo(1);
    }

    private LoadPlan plan(String model, String fields, int ratePerSecond) throws IOException {
        return new LoadPlan(
                upstream.port(),
                "/v1/chat/completions",
                "key",
                body(model, fields),
                LoadPlan.Expected.SAME_BODY,
                Answers.EVENTS,
                4,
                ratePerSecond,
                0,
                100,
                0);
    }

    private static String body(String model, String fields) {
        return "{\"model\":\"" + model + "\",\"messages\":[]" + fields + "}";
    }

    private UpstreamCounts counts() throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + upstream.port() + "/");
        return new ObjectMapper().readValue(uri.toURL(), UpstreamCounts.class);
    }
}
