package dev.sprue.bench.run;

import dev.sprue.bench.load.LoadPlan;
import dev.sprue.bench.load.LoadPlan.Expected;
import dev.sprue.bench.upstream.RequestKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured. */
public enum Scenario {
    /** Whole answers as fast as they come. */
    WHOLE("64 connections, each sends its next request when it has its answer; whole answers", "", 64, 0),
    /** Streams of 100 chunks that the model's server sends at once. */
    BURST("64 connections; streams of 100 chunks of about 250 bytes that come at once", "", 64, 0),
    /** The same from a server that says {@code "usage":null} in each chunk when it is asked for usage. */
    BURST_NULLS(
            "as burst, and where usage was asked for (Sprue does) each chunk says \"usage\":null, as OpenAI's do",
            RequestKind.NULLS_WORD,
            64,
            0),
    /** Many slow streams. */
    PACED("1,000 streams at a time, one chunk every 20 ms", RequestKind.PACED_WORD, 1_000, 0),
    /** Moderate load. */
    RATE(
            "2,000 requests a second on 64 connections, whole answers; latency from when a request was due",
            "",
            64,
            2_000),
    /** The start of Sprue. */
    START("./sprue serve with a data folder that has been used before, until the line 'ready'", "", 0, 0);

    /** How long a paced stream takes, and over how long the first ones are spread, milliseconds. */
    private static final long PACED_STREAM_MS = 2_000;

    private static final String BODY = """
            {"model":"%s","messages":[{"role":"system","content":"You are a helpful assistant that answers briefly and \
            precisely."},{"role":"user","content":"%sExplain in two sentences what an AI inference gateway does and which \
            metrics it should export for operators. Use plain words and no jargon, and stay below sixty words in \
            total."}],"temperature":0.7,"top_p":0.95,"max_tokens":256%s}""";

    private final String description;
    private final String word;
    private final int connections;
    private final int ratePerSecond;

    Scenario(String description, String word, int connections, int ratePerSecond) {
        this.description = description;
        this.word = word;
        this.connections = connections;
        this.ratePerSecond = ratePerSecond;
    }

    /** The name on the command line: {@code whole}, {@code burst-nulls}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, for the report. */
    public String description() {
        return description;
    }

    /**
     * The scenario of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Scenario of(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + id + "', only "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Scenario::id).toList())));
    }

    boolean streams() {
        return this == BURST || this == BURST_NULLS || this == PACED;
    }

    boolean isLoad() {
        return this != START;
    }

    /** What the generator is to do with a target. */
    LoadPlan plan(Target target, long warmUpMs, long measureMs) {
        String body =
                BODY.formatted(target.model(), word.isEmpty() ? "" : word + " ", streams() ? ",\"stream\":true" : "");
        return new LoadPlan(
                target.port(),
                target.path(),
                target.apiKey(),
                body,
                this == PACED ? Expected.STAMPED_EVENTS : Expected.SAME_BODY,
                target.streamEvents(),
                connections,
                ratePerSecond,
                this == PACED ? warmUpMs + PACED_STREAM_MS : warmUpMs,
                measureMs,
                this == PACED ? PACED_STREAM_MS : 0);
    }

    /** What is read off its measurements. */
    List<Metric> metrics() {
        return switch (this) {
            case WHOLE -> List.of(Metric.REQUESTS, Metric.P50, Metric.P99, Metric.CPU, Metric.RSS);
            case BURST, BURST_NULLS -> List.of(Metric.STREAMS, Metric.P50, Metric.P99, Metric.CPU, Metric.RSS);
            case PACED -> List.of(Metric.STREAMS, Metric.DELAY_P50, Metric.DELAY_P99, Metric.CPU, Metric.RSS);
            case RATE -> List.of(Metric.P50, Metric.P99, Metric.CPU, Metric.RSS);
            case START -> List.of(Metric.READY, Metric.RSS_IDLE);
        };
    }
}
