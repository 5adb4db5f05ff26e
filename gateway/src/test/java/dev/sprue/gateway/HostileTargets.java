package dev.sprue.gateway;

import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.specified.Api;
import java.util.List;
import java.util.Random;

/** Makes paths and queries that lead to an operation of an API, and some that lead nowhere or are hardly any. */
final class HostileTargets {

    private static final List<String> MODELS_VERSIONS =
            List.of("2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview");
    private static final List<String> DATED_VERSIONS =
            List.of("2023-03-15-preview", "2023-05-15", "2024-10-21", "2024-12-01-preview", "2025-04-01-preview");
    private static final List<String> ODD_VERSIONS = List.of(
            "",
            "1999-01-01",
            "%",
            "%4",
            "\u00e9",
            "a&b",
            "2024-10-21%00",
            "%202024-10-21",
            "2024-10-21-preview",
            "V1",
            "v2",
            "preview&api-version=2024-10-21",
            "2024-10-21&api-version=",
            "../../etc/passwd",
            "9".repeat(3_000));
    private static final List<String> ODD_NAMES = List.of(
            "",
            ".",
            "..",
            "%2e%2e",
            "%",
            "%zz",
            "%00",
            "%C3",
            "%F0%9F%98%80",
            "chat%2Fx",
            "chat%20",
            "chat;v=1",
            "a+b",
            "null",
            "'%22<>",
            "\u00e9",
            "x".repeat(4_000));
    private static final List<String> ODD_PATHS = List.of(
            "/openai",
            "/openai/",
            "/openai/v1",
            "/openai/v1/",
            "/openai/v1/v1/chat/completions",
            "/openai/v2/chat/completions",
            "/openai/deployments",
            "/openai/deployments/",
            "/openai/deployments/chat",
            "/openai/deployments/chat/",
            "/openai/deployments/chat/completions/",
            "/openai/deployments/chat/chat/completions/x",
            "/openai/deployments/chat/../chat/chat/completions",
            "/openai/./v1/chat/completions",
            "/openai/v1/chat%2Fcompletions",
            "/openai%2Fv1/chat/completions",
            "/openai/chat/completions",
            "/openaix/v1/chat/completions",
            "/api/projects/openai/v1/chat/completions",
            "/api/projects//openai/v1/chat/completions",
            "/api/projects/p/q/openai/v1/chat/completions",
            "/api/projects/p/openai/deployments/chat/chat/completions",
            "/openai/v1/chat/completions/;a=b");

    private final Random random;
    private final Api api;

    HostileTargets(Random random, Api api) {
        this.random = random;
        this.api = api;
    }

    /** An operation of the API, as its route ends. */
    String operation() {
        return pick(
                api == Api.MODELS
                        ? List.of("chat/completions", "chat/completions", "embeddings", "images/embeddings")
                        : List.of("chat/completions", "chat/completions", "completions", "embeddings"));
    }

    /** Path and query of a call of an operation. */
    String target(String operation) {
        if (api != Api.MODELS && random.nextInt(40) == 0) {
            return pick(ODD_PATHS) + query();
        }
        String path =
                switch (api) {
                    case MODELS -> (random.nextInt(8) == 0 ? "/api/models/" : "/models/") + operation;
                    case DATED -> "/openai/deployments/" + name(operation) + "/" + operation;
                    case V1 -> (random.nextInt(8) == 0 ? "/api/projects/p-1" : "") + "/openai/v1/" + operation;
                };
        return spelt(path) + query();
    }

    private String name(String operation) {
        String name = Entry.deploymentFor(operation);
        return switch (random.nextInt(30)) {
            case 0, 1 -> pick(ODD_NAMES);
            case 2 -> name.toUpperCase(java.util.Locale.ROOT);
            case 3 -> "%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
            case 4 -> "nobody";
            default -> name;
        };
    }

    /** In another way that means the same. */
    private String spelt(String path) {
        return switch (random.nextInt(20)) {
            case 0 -> path.replace("/", "//");
            case 1 ->
                api == Api.MODELS ? path : path.replace("openai", "OpenAI").replace("chat/", "Chat/");
            default -> path;
        };
    }

    private String query() {
        if (random.nextInt(20) == 0) {
            return pick(List.of("?", "", "?api-version=")) + pick(ODD_VERSIONS);
        }
        return switch (api) {
            case MODELS -> "?api-version=" + pick(MODELS_VERSIONS);
            case DATED -> "?api-version=" + pick(DATED_VERSIONS);
            case V1 -> pick(List.of("", "?", "?api-version=", "?api-version=v1", "?api-version=preview", "?x=y&&z"));
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
