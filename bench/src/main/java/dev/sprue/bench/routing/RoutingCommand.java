package dev.sprue.bench.routing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sprue bench routing}. */
@Command(
        name = "routing",
        description = "Measure what finding a deployment costs among ten and among ten thousand, with JMH.",
        sortOptions = false)
public final class RoutingCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "One fork instead of three.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON, too.")
    private Optional<Path> json = Optional.empty();

    /** Made by picocli. */
    public RoutingCommand() {}

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(RoutingBenchmark.class.getName())
                .shouldFailOnError(true)
                .jvmArgsAppend("-XX:+UseCompactObjectHeaders", "-Xms256m", "-Xmx256m");
        if (quick) {
            options.forks(1);
        }
        json.ifPresent(file -> options.resultFormat(ResultFormatType.JSON).result(file.toString()));
        new Runner(options.build()).run();
        return 0;
    }
}
