package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the problems of one file, and remembers where each part of the configuration stands in it. */
final class Problems {

    private static final Yaml NOWHERE = new Yaml.Mapping(List.of(), 0, 0);

    private final List<Problem> found = new ArrayList<>();
    private final Map<String, Yaml> places = new HashMap<>();

    /** Remembers which node a path names. */
    void place(String path, Yaml node) {
        places.put(path, node);
    }

    /** Reports an error at a place in the file. */
    void error(int line, int column, String path, String message) {
        found.add(new Problem(Problem.Severity.ERROR, line, column, path, message));
    }

    /** Reports an error at the node that a path names, or the nearest one around it. */
    void error(String path, String message) {
        Yaml node = nearest(path);
        error(node.line(), node.column(), path, message);
    }

    /** Reports a warning at a node. */
    void warning(Yaml node, String path, String message) {
        found.add(new Problem(Problem.Severity.WARNING, node.line(), node.column(), path, message));
    }

    /** Reports a warning at the node that a path names, or the nearest one around it. */
    void warning(String path, String message) {
        warning(nearest(path), path, message);
    }

    /** Whether nothing is wrong at a path or inside it, so that a rule may look at it. */
    boolean clean(String path) {
        return found.stream()
                .noneMatch(problem -> problem.severity() == Problem.Severity.ERROR
                        && (problem.path().equals(path)
                                || problem.path().startsWith(path + ".")
                                || problem.path().startsWith(path + "[")));
    }

    /** The line that a path stands on, 0 where it stands in no file. */
    int lineOf(String path) {
        return nearest(path).line();
    }

    /** The lines of what can be owned: the objects of lists, and keys of resources. */
    Map<String, Integer> lines() {
        Map<String, Integer> lines = new HashMap<>();
        places.forEach((path, node) -> {
            if (path.endsWith("]") || path.contains("].keys.")) {
                lines.put(path, node.line());
            }
        });
        return lines;
    }

    /** A value as messages may show it: as the file writes it, so that nothing from the environment is shown. */
    String shown(String path, String value) {
        return places.get(path) instanceof Yaml.Scalar scalar ? scalar.source() : value;
    }

    /** Whether the file cannot be used. */
    boolean fatal() {
        return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /** Everything found, in the order of the file. */
    List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .distinct()
                .toList();
    }

    private Yaml nearest(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Yaml node = places.get(at);
            if (node != null) {
                return node;
            }
        }
        return places.getOrDefault("", NOWHERE);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
