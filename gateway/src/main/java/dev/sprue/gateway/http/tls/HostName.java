package dev.sprue.gateway.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the name of this machine without asking a name server, which could take seconds at start. */
final class HostName {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The machine's name in lower case; empty when it has none that a certificate can carry. */
    static Optional<String> current() {
        String name = Files.isReadable(KERNEL) ? kernel() : command();
        return Optional.of(name.strip().toLowerCase(Locale.ROOT))
                .filter(text -> text.length() <= 253 && text.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?"));
    }

    private static String kernel() {
        try {
            return Files.readString(KERNEL);
        } catch (IOException e) {
            return "";
        }
    }

    private static String command() {
        try {
            Process process =
                    new ProcessBuilder("hostname").redirectErrorStream(true).start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
