package dev.sprue.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands know of the world around them.
 *
 * @param env the environment
 * @param home the home folder
 * @param starter starts the service
 * @param providers opens providers, to try them out
 * @param keys shows the resources' keys
 * @param out for results
 * @param err for complaints
 */
public record CommandContext(
        Map<String, String> env,
        Path home,
        Starter starter,
        ProviderOpener providers,
        KeyLister keys,
        PrintWriter out,
        PrintWriter err) {}
