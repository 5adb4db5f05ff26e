package dev.sprue.gateway.store.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for secrets in every notation at every byte of files, all of them in one pass. */
final class SecretSearch {

    private record Pattern(String name, byte[] bytes) {}

    private final Map<Integer, List<Pattern>> byFirstTwo = new HashMap<>();
    private final boolean[] begins = new boolean[1 << 16];

    /** Looks for secrets, by what they are called. */
    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> Notations.of(secret).forEach(notation -> {
            byte[] bytes = notation.getBytes(StandardCharsets.ISO_8859_1);
            int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
            begins[first] = true;
            byFirstTwo.computeIfAbsent(first, none -> new ArrayList<>()).add(new Pattern(name, bytes));
        }));
    }

    /** What was found where; a file that is gone meanwhile is no file. */
    Set<String> found(Collection<Path> files) {
        Set<String> found = new TreeSet<>();
        for (Path file : files) {
            try {
                look(Files.readAllBytes(file)).forEach(name -> found.add(name + " in " + file.getFileName()));
            } catch (IOException gone) {
                assert Files.notExists(file) : gone;
            }
        }
        return found;
    }

    private Set<String> look(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        for (int i = 0; i + 1 < bytes.length; i++) {
            int first = (bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF;
            if (begins[first]) {
                for (Pattern pattern : byFirstTwo.getOrDefault(first, List.of())) {
                    if (stands(pattern.bytes(), bytes, i)) {
                        found.add(pattern.name());
                    }
                }
            }
        }
        return found;
    }

    private static boolean stands(byte[] pattern, byte[] bytes, int at) {
        return bytes.length - at >= pattern.length
                && java.util.Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length);
    }
}
