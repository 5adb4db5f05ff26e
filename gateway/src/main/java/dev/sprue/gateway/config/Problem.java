package dev.sprue.gateway.config;

/**
 * Something that is wrong with a configuration file, or that its author should know.
 *
 * @param severity whether the file is unusable
 * @param line 1-based line, or 0 where the problem has no place in the file
 * @param column 1-based column, or 0 likewise
 * @param path where in the document: {@code resources[0].deployments[1].model}; empty for the whole document
 * @param message what is wrong and what would be right, without the place
 */
public record Problem(Severity severity, int line, int column, String path, String message) {

    /** How bad a problem is. */
    public enum Severity {
        /** The file cannot be used. */
        ERROR,
        /** The file is used; something in it may not do what its author expects. */
        WARNING
    }

    /** The problem in one line, as compilers write it: {@code FILE:LINE:COLUMN: error: message}. */
    public String render(String file) {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return place + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": " + message;
    }
}
