package dev.sprue.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a configuration.
 *
 * @param config the configuration, with the default resource where it declares none; empty when there is any error
 * @param problems everything found, errors and warnings, in the order of the file
 * @param lines the lines on which the objects of lists begin ({@code resources[0].deployments[2]}) and on which keys stand
 *     ({@code resources[0].keys.key1}), by their paths
 */
public record ReadResult(Optional<SprueConfig> config, List<Problem> problems, Map<String, Integer> lines) {

    /** Copies problems and lines. */
    public ReadResult {
        problems = List.copyOf(problems);
        lines = Map.copyOf(lines);
    }

    /** The problems that make the file unusable. */
    public List<Problem> errors() {
        return of(Problem.Severity.ERROR);
    }

    /** The problems that its author should know of. */
    public List<Problem> warnings() {
        return of(Problem.Severity.WARNING);
    }

    private List<Problem> of(Problem.Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }
}
