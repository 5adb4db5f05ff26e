package dev.sprue.gateway.cli;

/** Etags as people give them: with or without the quotation marks that HTTP wants. */
final class Etags {

    private Etags() {}

    /** The value of a conditional header. */
    static String quoted(String given) {
        return given.equals("*") || given.startsWith("\"") || given.startsWith("W/") ? given : '"' + given + '"';
    }
}
