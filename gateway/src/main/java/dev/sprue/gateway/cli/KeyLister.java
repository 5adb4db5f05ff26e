package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.KeptKeys;
import java.util.Map;

/** Shows the keys of a service whether it runs or not; handed in from outside, so that the command line opens no database. */
@FunctionalInterface
public interface KeyLister {

    /**
     * What was found.
     *
     * @param keys by the names of the resources
     * @param declaredElsewhere whether the service has a configuration that was not read, whose keys count before these
     */
    record Listed(Map<String, KeptKeys> keys, boolean declaredElsewhere) {}

    /**
     * The keys of all resources, in the order of the configuration; those that are missing are made. Without a configuration those that
     * the database holds, where a service has used it.
     *
     * @throws Exception when the database or the master key cannot be used; the message says why and what to do
     */
    Listed keys(ServeOptions options) throws Exception;
}
