package dev.sprue.gateway.control;

import dev.sprue.gateway.config.SprueConfig;
import java.util.Map;

/**
 * What the configuration declares at this moment.
 *
 * @param config the configuration in use
 * @param file the file's name as people know it; {@code defaults} where there is none
 * @param lines the lines on which objects begin, by their path in the file ({@code resources[0].deployments[2]})
 */
public record Declared(SprueConfig config, String file, Map<String, Integer> lines) {

    /** Copies the lines. */
    public Declared {
        lines = Map.copyOf(lines);
    }

    /** Whose an object at a path of the file is. */
    public Owner owner(String path) {
        return new Owner.File(file, lines.getOrDefault(path, 0));
    }
}
