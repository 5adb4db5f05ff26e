package dev.sprue.gateway.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a deployment must keep to wherever it is declared or made, beyond what single words and numbers must. */
public final class DeploymentForm {

    /** Most tags of an object, as ARM has it. */
    public static final int MAX_TAGS = 50;

    /** Most characters of a tag's name, likewise. */
    public static final int MAX_TAG_NAME_CHARS = 512;

    /** Most characters of a tag's value, likewise. */
    public static final int MAX_TAG_VALUE_CHARS = 256;

    /** Most rate limits of a deployment. */
    public static final int MAX_RATE_LIMITS = 16;

    /** What is wrong where {@link #comesBack} holds. */
    public static final String COMES_BACK =
            "what this deployment has no capacity for would come back to it, by the deployments that take it over";

    private DeploymentForm() {}

    /**
     * What is wrong.
     *
     * @param property the property, as the file names it inside the deployment and ARM inside {@code properties}
     * @param problem what is wrong with it and what would be right, as a clause
     */
    public record Fault(String property, String problem) {}

    /** All that is wrong with a deployment of that name; nothing is said of what stands in an environment variable. */
    public static List<Fault> faults(
            String name, Optional<String> spillover, List<RateLimit> limits, Map<String, String> tags) {
        List<Fault> faults = new ArrayList<>();
        if (spillover.isPresent() && spillover.get().equalsIgnoreCase(name)) {
            faults.add(new Fault(
                    "spilloverDeploymentName", "a deployment cannot take what it has no capacity for itself"));
        }
        limits(limits, faults);
        tags(tags, faults);
        return faults;
    }

    /**
     * Whether what a deployment has no capacity for would come back to it.
     *
     * @param spillover the deployment that is to take it
     * @param next where the deployment of a name sends what it has no capacity for itself
     */
    public static boolean comesBack(String name, String spillover, Function<String, Optional<String>> next) {
        Set<String> passed = new HashSet<>();
        Optional<String> at = Optional.of(spillover);
        while (at.isPresent() && passed.add(Names.folded(at.get()))) {
            at = next.apply(at.get());
        }
        return passed.contains(Names.folded(name));
    }

    /** All that is wrong with the tags of an object. */
    public static List<Fault> tagFaults(Map<String, String> tags) {
        List<Fault> faults = new ArrayList<>();
        tags(tags, faults);
        return faults;
    }

    /** Whether a text can be kept and shown everywhere: no control characters, no half characters. */
    public static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void limits(List<RateLimit> limits, List<Fault> faults) {
        if (limits.size() > MAX_RATE_LIMITS) {
            faults.add(new Fault("rateLimits", "there are " + limits.size() + ", more than " + MAX_RATE_LIMITS));
        }
        Set<List<Object>> known = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            RateLimit limit = limits.get(i);
            within(
                    limit.renewalPeriodSeconds(),
                    RateLimit.MAX_PERIOD_SECONDS,
                    "rateLimits[" + i + "].renewalPeriod",
                    faults);
            within(limit.count(), RateLimit.MAX_COUNT, "rateLimits[" + i + "].count", faults);
            if (!known.add(List.of(limit.key(), limit.renewalPeriodSeconds()))) {
                faults.add(new Fault(
                        "rateLimits[" + i + "]", "there is a limit for " + limit.key() + " in that period already"));
            }
        }
    }

    private static void within(double number, int max, String property, List<Fault> faults) {
        if (!(number >= 1 && number <= max)) {
            faults.add(new Fault(property, "it must be 1 to " + max));
        }
    }

    private static void tags(Map<String, String> tags, List<Fault> faults) {
        if (tags.size() > MAX_TAGS) {
            faults.add(new Fault("tags", "there are " + tags.size() + ", more than " + MAX_TAGS));
        }
        if (tags.keySet().stream().map(Names::folded).distinct().count() < tags.size()) {
            faults.add(new Fault("tags", "names of tags are compared without case, and two of them are the same"));
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (tag.getKey().isBlank()
                    || tag.getKey().length() > MAX_TAG_NAME_CHARS
                    || tag.getValue().length() > MAX_TAG_VALUE_CHARS
                    || !isPlain(tag.getKey())
                    || !isPlain(tag.getValue())) {
                faults.add(new Fault(
                        "tags",
                        "a tag has a name of 1 to " + MAX_TAG_NAME_CHARS + " characters and a value of at most "
                                + MAX_TAG_VALUE_CHARS + ", without control characters"));
                return;
            }
        }
    }
}
