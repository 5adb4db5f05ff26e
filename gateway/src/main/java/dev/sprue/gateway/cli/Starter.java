package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ServeOptions;

/** Starts the service; handed in from outside, so that the command line does not depend on what it starts. */
@FunctionalInterface
public interface Starter {

    /**
     * Starts the service and returns once it accepts calls.
     *
     * @return the running service
     * @throws Exception when it cannot start; the message says why and what to do
     */
    RunningService start(ServeOptions options) throws Exception;
}
