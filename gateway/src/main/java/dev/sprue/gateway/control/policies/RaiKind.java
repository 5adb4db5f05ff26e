package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.DeploymentForm;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.config.RaiForm;
import dev.sprue.gateway.config.RaiPolicyProperties;
import java.util.List;
import java.util.function.Function;

/**
 * One kind of objects.
 *
 * @param table where their rows are
 * @param scope the columns of what they belong to, in the order of {@link RaiScope#folded}
 * @param word how operations call one of them
 * @param write their properties as text
 * @param read the same, backwards
 * @param faults what is wrong with properties
 * @param <P> their properties
 */
record RaiKind<P>(
        String table,
        List<String> scope,
        String word,
        Function<P, String> write,
        Function<String, P> read,
        Function<P, List<DeploymentForm.Fault>> faults) {

    static final RaiKind<RaiPolicyProperties> POLICY = new RaiKind<>(
            "rai_policies", List.of("resource"), "RaiPolicy", RaiText::of, RaiText::policy, RaiForm::faults);

    static final RaiKind<RaiBlocklistProperties> BLOCKLIST = new RaiKind<>(
            "rai_blocklists", List.of("resource"), "RaiBlocklist", RaiText::of, RaiText::blocklist, RaiForm::faults);

    static final RaiKind<RaiBlocklistItemProperties> ITEM = new RaiKind<>(
            "rai_blocklist_items",
            List.of("resource", "blocklist"),
            "RaiBlocklistItem",
            RaiText::of,
            RaiText::item,
            RaiForm::faults);
}
