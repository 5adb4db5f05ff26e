package dev.sprue.gateway.api.management;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the route of a call in the table. */
final class ArmRouter {

    private static final int MAX_SHOWN_CHARS = 200;

    /** What stands before the namespace that types belong to. */
    private static final String PROVIDERS = "providers";

    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    /**
     * A route with what its path says.
     *
     * @param route the route
     * @param values the values of the names in braces
     */
    record Found(ArmRoute route, Map<String, String> values) {}

    /** A route whose path has been cut once for all calls. */
    private record Row(ArmRoute route, List<String> parts) {

        boolean matches(List<String> path) {
            if (path.size() != parts.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!isValue(parts.get(i)) && !parts.get(i).equalsIgnoreCase(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> values(List<String> path) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String part = parts.get(i);
                if (isValue(part)) {
                    values.put(part.substring(1, part.length() - 1), path.get(i));
                }
            }
            return values;
        }

        private static boolean isValue(String part) {
            return part.startsWith("{");
        }
    }

    private final List<Row> rows;

    ArmRouter(List<ArmRoute> routes) {
        rows = routes.stream().map(route -> new Row(route, route.parts())).toList();
    }

    /**
     * The route of a call; HEAD is answered by the one of GET where it has none of its own (RFC 9110, section 9.3.2).
     *
     * @throws FailureException 404 where no route has the path, 405 where none of those takes the method
     */
    Found find(String method, ArmPath path) {
        List<Row> here = rows.stream().filter(row -> row.matches(path.parts())).toList();
        if (here.isEmpty()) {
            throw unknown(path.parts());
        }
        return with(method, here)
                .or(() -> method.equals(HEAD) ? with(GET, here) : Optional.empty())
                .map(row -> new Found(row.route(), row.values(path.parts())))
                .orElseThrow(() -> Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "This path", shown(method))
                        .remedied(methods(here))
                        .toException());
    }

    private static Optional<Row> with(String method, List<Row> rows) {
        return rows.stream().filter(row -> row.route().method().equals(method)).findFirst();
    }

    /** The methods of a path, as the header {@code allow} lists them; empty where no route has it. */
    String allowed(ArmPath path) {
        return methods(rows.stream().filter(row -> row.matches(path.parts())).toList());
    }

    private static String methods(List<Row> rows) {
        return rows.stream()
                .map(row -> row.route().method())
                .flatMap(method -> method.equals(GET) ? Stream.of(GET, HEAD) : Stream.of(method))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static FailureException unknown(List<String> path) {
        int providers = path.stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .toList()
                .lastIndexOf(PROVIDERS);
        if (providers < 0 || providers + 2 >= path.size()) {
            return Failure.of(ErrorCode.RESOURCE_TYPE_NOT_FOUND, shown(path.getLast()), "Microsoft.Resources")
                    .toException();
        }
        StringBuilder type = new StringBuilder();
        for (int i = providers + 2; i < path.size(); i += 2) {
            type.append(type.isEmpty() ? "" : "/").append(path.get(i));
        }
        return Failure.of(ErrorCode.RESOURCE_TYPE_NOT_FOUND, shown(type.toString()), shown(path.get(providers + 1)))
                .toException();
    }

    private static String shown(String text) {
        return Shown.text(text, MAX_SHOWN_CHARS);
    }
}
