package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.keys.KeyPair;
import java.util.Map;

/** Shows the keys of a service whether it runs or not; handed in from outside, so that the command line opens no database. */
@FunctionalInterface
public interface KeyLister {

    /**
     * The keys of all resources, by their names in the order of the configuration; those that are missing are made.
     *
     * @throws Exception when the database or the master key cannot be used; the message says why and what to do
     */
    Map<String, KeyPair> keys(ServeOptions options) throws Exception;
}
