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

    /** Whose an object at a path of the file is; its line is that of the nearest object around it whose line is known. */
    public Owner.File owner(String path) {
        String at = path;
        while (!lines.containsKey(at) && at.lastIndexOf('.') >= 0) {
            at = at.substring(0, at.lastIndexOf('.'));
        }
        return new Owner.File(file, lines.getOrDefault(at, 0));
    }
}
