package dev.sprue.gateway.control;

import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.Shown;
import java.util.Map;

/**
 * What the configuration declares at this moment.
 *
 * @param config the configuration in use
 * @param file the file's name as people know it; {@code defaults} where there is none
 * @param lines the lines on which objects begin, by their path in the file ({@code resources[0].deployments[2]})
 */
public record Declared(SprueConfig config, String file, Map<String, Integer> lines) {

    private static final int MAX_SHOWN_CHARS = 200;

    /** Copies the lines. */
    public Declared {
        lines = Map.copyOf(lines);
    }

    /**
     * The resource of that name, in any case.
     *
     * @throws FailureException 404 where none is declared
     */
    public ResourceConfig resource(String name) {
        return config.resources().stream()
                .filter(resource -> resource.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** The failure of a call for a resource that is not declared. */
    public static FailureException unknown(String name) {
        return Failure.of(ErrorCode.ACCOUNT_NOT_FOUND, Shown.text(name, MAX_SHOWN_CHARS))
                .toException();
    }

    /** Where a resource of the configuration stands in the file. */
    public String path(ResourceConfig resource) {
        return "resources[" + config.resources().indexOf(resource) + "]";
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
