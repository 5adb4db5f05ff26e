package dev.sprue.gateway.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What content-filter policies and blocklists must keep to wherever they are declared or made, beyond what single words must. */
public final class RaiForm {

    /** The policies that every resource has. {@code Microsoft.Nil} filters nothing; it is written with two l's as well. */
    public static final List<String> BUILT_IN =
            List.of("Microsoft.Default", "Microsoft.DefaultV2", "Microsoft.Nil", "Microsoft.Nill");

    /** How the names of policies begin that nobody else may make. */
    public static final String RESERVED = "Microsoft.";

    /** Most filters, and most blocklists, of a policy. */
    public static final int MAX_USES = 64;

    /** Most characters of a pattern, and of a description. */
    public static final int MAX_CHARS = 1_000;

    private RaiForm() {}

    /** The filters that there are. */
    private enum Filter {
        HATE("hate", Optional.empty()),
        SEXUAL("sexual", Optional.empty()),
        VIOLENCE("violence", Optional.empty()),
        SELFHARM("selfharm", Optional.empty()),
        JAILBREAK("jailbreak", Optional.of(RaiSource.Prompt)),
        INDIRECT_ATTACK("indirect_attack", Optional.of(RaiSource.Prompt)),
        PROTECTED_MATERIAL_TEXT("protected_material_text", Optional.of(RaiSource.Completion)),
        PROTECTED_MATERIAL_CODE("protected_material_code", Optional.of(RaiSource.Completion)),
        PROFANITY("profanity", Optional.empty());

        private final String word;
        private final Optional<RaiSource> only;

        Filter(String word, Optional<RaiSource> only) {
            this.word = word;
            this.only = only;
        }

        /** Filters are written in several ways: {@code Protected Material Text}, {@code ProtectedMaterialText}. */
        static Optional<Filter> named(String name) {
            return Arrays.stream(values())
                    .filter(filter -> bare(filter.word).equals(bare(name)))
                    .findFirst();
        }

        private static String bare(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        }

        static List<String> words() {
            return Arrays.stream(values()).map(filter -> filter.word).toList();
        }
    }

    /** Whether a policy of that name is built in. */
    public static boolean isBuiltIn(String policy) {
        return BUILT_IN.stream().anyMatch(policy::equalsIgnoreCase);
    }

    /** Whether nobody may make a policy of that name. */
    public static boolean isReserved(String policy) {
        return policy.regionMatches(true, 0, RESERVED, 0, RESERVED.length());
    }

    /** All that is wrong with a policy, by the names of its properties. Whether its blocklists exist is another question. */
    public static List<DeploymentForm.Fault> faults(RaiPolicyProperties policy) {
        List<DeploymentForm.Fault> faults = new ArrayList<>();
        policy.basePolicyName()
                .filter(base -> !isBuiltIn(base))
                .ifPresent(base -> faults.add(new DeploymentForm.Fault(
                        "basePolicyName", "it must be one of " + String.join(", ", BUILT_IN))));
        tooMany("contentFilters", policy.contentFilters(), faults);
        tooMany("customBlocklists", policy.customBlocklists(), faults);
        Set<List<Object>> known = new HashSet<>();
        for (int i = 0; i < policy.contentFilters().size(); i++) {
            filter(policy.contentFilters().get(i), "contentFilters[" + i + "]", known, faults);
        }
        for (int i = 0; i < policy.customBlocklists().size(); i++) {
            RaiBlocklistUse use = policy.customBlocklists().get(i);
            if (!known.add(List.of("list " + Names.folded(use.blocklistName()), use.source()))) {
                faults.add(new DeploymentForm.Fault(
                        "customBlocklists[" + i + "]",
                        "this blocklist is held against the " + use.source() + " already"));
            }
        }
        return faults;
    }

    /** All that is wrong with a blocklist itself. */
    public static List<DeploymentForm.Fault> faults(RaiBlocklistProperties list) {
        return list.description()
                .filter(text -> text.length() > MAX_CHARS || !DeploymentForm.isPlain(text))
                .map(text -> List.of(new DeploymentForm.Fault(
                        "description",
                        "it must have at most " + MAX_CHARS + " characters and no control characters among them")))
                .orElse(List.of());
    }

    /** All that is wrong with an entry of a blocklist. */
    public static List<DeploymentForm.Fault> faults(RaiBlocklistItemProperties item) {
        String pattern = item.pattern();
        if (pattern.isBlank() || pattern.length() > MAX_CHARS || !DeploymentForm.isPlain(pattern)) {
            return List.of(new DeploymentForm.Fault(
                    "pattern", "it must be a text of 1 to " + MAX_CHARS + " characters without control characters"));
        }
        if (item.isRegex()) {
            Optional<String> size = PatternSize.fault(pattern);
            if (size.isPresent()) {
                return List.of(new DeploymentForm.Fault("pattern", size.get()));
            }
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException wrong) {
                // Its message quotes the pattern, which may come from the environment.
                return List.of(new DeploymentForm.Fault(
                        "pattern", "it is no regular expression of RE2: " + wrong.getDescription()));
            }
        }
        return List.of();
    }

    private static void filter(
            RaiContentFilter filter, String at, Set<List<Object>> known, List<DeploymentForm.Fault> faults) {
        Optional<Filter> found = Filter.named(filter.name());
        if (found.isEmpty()) {
            faults.add(new DeploymentForm.Fault(
                    at + ".name", "there is no such filter; there are: " + String.join(", ", Filter.words())));
            return;
        }
        if (found.get().only.filter(only -> only != filter.source()).isPresent()) {
            faults.add(new DeploymentForm.Fault(
                    at + ".source",
                    "the filter " + found.get().word + " looks at the "
                            + found.get().only.get() + " only"));
        }
        if (!known.add(List.of(found.get(), filter.source()))) {
            faults.add(new DeploymentForm.Fault(
                    at, "the filter " + found.get().word + " is there already for the " + filter.source()));
        }
    }

    private static void tooMany(String property, List<?> uses, List<DeploymentForm.Fault> faults) {
        if (uses.size() > MAX_USES) {
            faults.add(new DeploymentForm.Fault(property, "there are " + uses.size() + ", more than " + MAX_USES));
        }
    }
}
