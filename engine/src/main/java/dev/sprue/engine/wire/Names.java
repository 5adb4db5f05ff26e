package dev.sprue.engine.wire;

import java.util.regex.Pattern;

/** Names of functions and formats. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private Names() {}

    static void check(String path, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Fields.invalid(path, "must have 1 to 64 letters, digits, underscores or hyphens.");
        }
    }
}
