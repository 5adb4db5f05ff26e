package dev.sprue.gateway.cli.completion;

import java.util.List;

/** What may stand in a place of the command line. */
sealed interface Word {

    /** Nothing: the option is a switch. */
    record None() implements Word {}

    /** Something that nobody can guess. */
    record Free() implements Word {}

    /** A file or folder. */
    record File() implements Word {}

    /** A deployment's name. */
    record Deployment() implements Word {}

    /** One of a few words. */
    record Choice(List<String> words) implements Word {}
}
