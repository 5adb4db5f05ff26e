package dev.sprue.gateway.control;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;

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
    record File(String file, int line) implements Owner {

        /** Why {@code what}, which is declared here, is not changed by the API. */
        public Failure refusal(String what) {
            return line == 0
                    ? Failure.of(ErrorCode.OWNED_BY_DEFAULTS, what)
                    : Failure.of(ErrorCode.OWNED_BY_CONFIGURATION, what, file, line);
        }
    }

    /** The only one of its kind. */
    Owner API = new Api();
}
