package dev.sprue.gateway.api.openai;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of the API, read: without case as the service reads it, and without a regular expression or a copy of anything but the
 * name.
 *
 * @param route what is asked for
 * @param deployment the deployment that the path names, decoded; empty on the v1 routes, where the body names it
 */
record OpenAiPath(OpenAiRoute route, Optional<String> deployment) {

    private static final String PREFIX = "/openai";
    private static final String API = "/api/";
    static final String PROJECTS = "/api/projects/";
    private static final String DEPLOYMENTS = "deployments/";
    static final String V1 = "v1/";

    private static final OpenAiRoute[] ROUTES = OpenAiRoute.values();
    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    /** Whether it is one of the v1 routes, which have no dated versions. */
    boolean isV1() {
        return deployment.isEmpty();
    }

    /** Whether a path is below {@code /openai}, or below that of a project. */
    static boolean owns(String path) {
        int from = 0;
        while (path.startsWith("//", from)) {
            from++;
        }
        if (starts(path, from, PREFIX)) {
            return endsPart(path, from + PREFIX.length());
        }
        return starts(path, from, API) && below(single(path)) > 0;
    }

    /** The route of a path; empty if there is none. A client given an endpoint that ends in a slash sends two. */
    static Optional<OpenAiPath> of(String sent) {
        String path = single(sent);
        int from = below(path);
        if (from < 0) {
            return Optional.empty();
        }
        if (starts(path, from, V1)) {
            return route(path, from + V1.length(), Optional.empty());
        }
        if (starts(path, from, DEPLOYMENTS) && !starts(path, 0, PROJECTS)) {
            int name = from + DEPLOYMENTS.length();
            int end = path.indexOf('/', name);
            if (end > name) {
                return route(path, end + 1, Optional.of(decoded(path.substring(name, end))));
            }
        }
        return Optional.empty();
    }

    private static Optional<OpenAiPath> route(String path, int from, Optional<String> deployment) {
        for (OpenAiRoute route : ROUTES) {
            if (path.length() == from + route.path().length() && starts(path, from, route.path())) {
                return Optional.of(new OpenAiPath(route, deployment));
            }
        }
        return Optional.empty();
    }

    /** Where the path goes on below {@code /openai/}; -1 where it is not below it. */
    static int below(String path) {
        int from = 0;
        if (starts(path, 0, PROJECTS)) {
            from = path.indexOf('/', PROJECTS.length());
            if (from <= PROJECTS.length()) {
                return -1;
            }
        }
        int end = from + PREFIX.length();
        return starts(path, from, PREFIX) && path.length() > end && path.charAt(end) == '/' ? end + 1 : -1;
    }

    static String single(String path) {
        return path.contains("//") ? SLASHES.matcher(path).replaceAll("/") : path;
    }

    static boolean starts(String path, int from, String part) {
        return path.regionMatches(true, from, part, 0, part.length());
    }

    private static boolean endsPart(String path, int end) {
        return path.length() == end || path.charAt(end) == '/';
    }

    /** A part of a path without escapes; as it came where a percent sign begins none. */
    static String decoded(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return part;
        }
    }
}
