package dev.sprue.gateway.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys tell resources apart, so one key must belong to one resource and to one place in it. */
final class KeyRules {

    private final Problems problems;
    private final Map<String, String> owners = new HashMap<>();

    KeyRules(Problems problems) {
        this.problems = problems;
    }

    /** Reports keys that are used twice, without showing them. */
    void check(List<ResourceConfig> resources) {
        for (int i = 0; i < resources.size(); i++) {
            KeysConfig keys = resources.get(i).keys();
            String at = "resources[" + i + "].keys";
            claim(keys.key1(), at + ".key1");
            claim(keys.key2(), at + ".key2");
        }
    }

    private void claim(Optional<Secret> key, String at) {
        if (key.isEmpty() || key.get().value().isEmpty()) {
            return;
        }
        String earlier = owners.putIfAbsent(key.get().value(), at);
        if (earlier != null) {
            problems.error(
                    at,
                    "this key is used already, as " + earlier + " on line " + problems.lineOf(earlier)
                            + "; every key must differ from all others");
        }
    }
}
