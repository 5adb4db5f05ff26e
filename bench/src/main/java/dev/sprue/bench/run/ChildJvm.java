package dev.sprue.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How this program starts itself again, as generator or as upstream. */
final class ChildJvm {

    private ChildJvm() {}

    /** The command line of a child that runs a command of this program. */
    static List<String> command(String... arguments) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sprue.bench.Main");
        return Stream.concat(java, Stream.of(arguments)).toList();
    }
}
