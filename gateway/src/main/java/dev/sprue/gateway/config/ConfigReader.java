package dev.sprue.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code sprue.yaml}.
 *
 * <p>Everything that is wrong is found in one go, each problem with its line and with what would be right. Values of
 * secrets and values that come from the environment are in no message.
 */
public final class ConfigReader {

    private static final RecordShape SHAPE = RecordShape.of(SprueConfig.class);

    private ConfigReader() {}

    /** The configuration of a service that was given none. */
    public static ReadResult defaults(Map<String, String> env) {
        return read("", env);
    }

    /**
     * Reads a file.
     *
     * @param file the file; one that does not exist or cannot be read gives an error, never the defaults
     * @param env the environment that {@code ${NAME}} refers to
     */
    public static ReadResult read(Path file, Map<String, String> env) {
        return read(ConfigText.of(file), env);
    }

    /**
     * Reads what was in a file.
     *
     * @param text what was in it, or why that is not known
     * @param env the environment that {@code ${NAME}} refers to
     */
    public static ReadResult read(ConfigText text, Map<String, String> env) {
        return switch (text) {
            case ConfigText.Readable readable -> read(readable.text(), env);
            case ConfigText.Unreadable unreadable -> unreadable(unreadable.why());
        };
    }

    /**
     * Reads a text.
     *
     * @param text YAML; empty for the default configuration
     * @param env the environment that {@code ${NAME}} refers to
     */
    public static ReadResult read(String text, Map<String, String> env) {
        Problems problems = new Problems();
        Optional<Yaml> root = new YamlParser(new Environment(env), problems).parse(text);
        if (root.isEmpty()) {
            return new ReadResult(Optional.empty(), problems.all(), problems.lines());
        }
        SprueConfig config = new Binder(problems).bind(root.get(), SHAPE, SprueConfig.class);
        new Rules(problems).check(config);
        SprueConfig complete = new DefaultConfig(env, problems).complete(config);
        return new ReadResult(
                problems.fatal() ? Optional.empty() : Optional.of(complete), problems.all(), problems.lines());
    }

    private static ReadResult unreadable(String why) {
        return new ReadResult(Optional.empty(), List.of(new Problem(Problem.Severity.ERROR, 0, 0, "", why)), Map.of());
    }
}
