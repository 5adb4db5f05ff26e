package dev.sprue.gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        String text;
        try {
            if (Files.isRegularFile(file) && Files.size(file) > 4L * YamlParser.MAX_CHARS) {
                return unreadable("the file is larger than " + YamlParser.MAX_CHARS + " characters");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return unreadable("there is no such file");
        } catch (CharacterCodingException e) {
            return unreadable("the file is not UTF-8 text");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            return unreadable("the file cannot be read: " + why);
        }
        return read(text, env);
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
