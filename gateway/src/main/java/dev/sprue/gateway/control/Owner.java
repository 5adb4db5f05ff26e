package dev.sprue.gateway.control;

/** Where an object is changed. */
public sealed interface Owner {

    /** By the management API. */
    record Api() implements Owner {}

    /**
     * In the configuration, and nowhere else.
     *
     * @param file the file's name; {@code defaults} where the service runs without one
     * @param line the line on which the object begins, 0 where there is none
     */
    record File(String file, int line) implements Owner {}

    /** The only one of its kind. */
    Owner API = new Api();
}
