package dev.sprue.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Emptying and copying folders under {@code target}. */
public final class Folders {
    private Folders() {}

    /** Makes {@code folder} exist and hold nothing. */
    public static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** Copies the files of {@code from} over those of {@code to}, skipping what only running the suite leaves. */
    public static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path :
                    all.filter(Files::isRegularFile).filter(Folders::isSource).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(
                        to.resolve(from.relativize(path.resolveSibling(".")).toString()));
                Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path path) {
        return List.of("node_modules", "__pycache__", ".pytest_cache").stream()
                .noneMatch(left -> path.toString().contains("/" + left + "/"));
    }
}
