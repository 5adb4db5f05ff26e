package dev.sprue.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that {@code sprue serve} needs to know to start, decided.
 *
 * @param config the configuration, with what the command line overrides already in it and at least one resource
 * @param dataDir the folder that holds keys, certificates and state; may not exist yet
 * @param configFile the file that the configuration was read from, whose folder its relative paths start from; empty
 *     when the service runs on its defaults
 * @param read what came of reading the configuration, before the command line
 */
public record ServeOptions(SprueConfig config, Path dataDir, Optional<Path> configFile, ReadResult read) {

    /** What is served when nothing is overridden; the configuration must be usable. */
    public static ServeOptions of(ReadResult read, Path dataDir, Optional<Path> configFile) {
        return new ServeOptions(read.config().orElseThrow(), dataDir, configFile, read);
    }

    /** The folder from which relative paths in the configuration start: the file's, or the working directory. */
    public Path baseDir() {
        return configFile.map(file -> file.toAbsolutePath().getParent()).orElseGet(() -> Path.of("")
                .toAbsolutePath());
    }
}
