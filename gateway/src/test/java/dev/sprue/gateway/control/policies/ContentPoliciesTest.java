package dev.sprue.gateway.control.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.config.RaiBlocklistUse;
import dev.sprue.gateway.config.RaiContentFilter;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.config.RaiSource;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.DeploymentSpec;
import dev.sprue.gateway.control.ModelChoice;
import dev.sprue.gateway.control.Page;
import dev.sprue.gateway.control.Sku;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Content-filter policies and blocklists as they are declared, made, changed and removed, on both databases. */
class ContentPoliciesTest {

    private static final String YAML = """
            resources:
              - name: Contoso
                raiPolicies:
                  - {name: Strict, properties: {customBlocklists: [{blocklistName: words, source: Prompt}]}}
                raiBlocklists:
                  - name: Words
                    items: [{name: one, properties: {pattern: "a+", isRegex: true}}]
              - name: fabrikam
            """;

    private static final RaiPolicyProperties FULL = new RaiPolicyProperties(
            RaiPolicyProperties.Mode.Asynchronous_filter,
            Optional.of("Microsoft.Default"),
            List.of(
                    new RaiContentFilter(
                            "hate", RaiSource.Prompt, true, false, Optional.of(RaiContentFilter.Severity.Low)),
                    new RaiContentFilter("Jailbreak", RaiSource.Prompt, false, true, Optional.empty())),
            List.of(new RaiBlocklistUse("WORDS", RaiSource.Completion, false)));

    private static final RaiPolicyProperties PLAIN =
            new RaiPolicyProperties(RaiPolicyProperties.Mode.Default, Optional.empty(), List.of(), List.of());
    private static final RaiBlocklistProperties LIST = new RaiBlocklistProperties(Optional.of("a \"list\""));
    private static final RaiBlocklistItemProperties ITEM = new RaiBlocklistItemProperties("bl\u00f6d", false);
    private static final RaiScope CONTOSO = RaiScope.of("contoso");
    private static final RaiScope FABRIKAM = RaiScope.of("FABRIKAM");

    /** All that works on one database. */
    private static final class House implements AutoCloseable {

        private final TestDatabase database;
        private final AtomicReference<Declared> declared = new AtomicReference<>();
        private final ControlPlane plane;
        private final RaiPolicies policies;
        private final RaiBlocklists lists;
        private final RaiBlocklistItems items;

        House(Database.Kind kind) {
            database = TestDatabase.of(kind);
            declare(YAML);
            InstantSource clock = InstantSource.system();
            plane = new ControlPlane(database.database(), declared::get, clock);
            plane.register();
            policies = new RaiPolicies(plane, database.database(), declared::get, clock);
            lists = new RaiBlocklists(plane, database.database(), declared::get, clock);
            items = new RaiBlocklistItems(plane, database.database(), declared::get, clock);
        }

        void declare(String yaml) {
            ReadResult read = ConfigReader.read(yaml, Map.of());
            declared.set(new Declared(read.config().orElseThrow(), "sprue.yaml", read.lines()));
        }

        Written<RaiObject<RaiPolicyProperties>> policy(RaiScope scope, String name, RaiPolicyProperties properties) {
            return policies.put(scope, name, properties, Map.of("team", "blue"), Conditions.NONE, "me");
        }

        Written<RaiObject<RaiBlocklistProperties>> list(RaiScope scope, String name) {
            return lists.put(scope, name, LIST, Map.of(), Conditions.NONE, "me");
        }

        void deploy(String name, String policy) {
            DeploymentSpec spec = new DeploymentSpec(
                    new ModelChoice("Sprue", "sprue-chat", Optional.empty()),
                    new Sku("GlobalStandard", 1),
                    Optional.of(policy),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of());
            plane.put("contoso", name, spec, Conditions.NONE, "me");
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static RaiPolicyProperties using(String... lists) {
        return new RaiPolicyProperties(
                RaiPolicyProperties.Mode.Default,
                Optional.empty(),
                List.of(),
                Arrays.stream(lists)
                        .map(list -> new RaiBlocklistUse(list, RaiSource.Prompt, true))
                        .toList());
    }

    private static Failure failure(ThrowingCallable call) {
        FailureException thrown = catchThrowableOfType(FailureException.class, call);
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    private static void refused(int status, String says, ThrowingCallable call) {
        Failure failure = failure(call);
        assertThat(failure.message()).contains(says);
        assertThat(failure.status()).as(failure.message()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void keepsAllThatIsDecided(Database.Kind kind) {
        try (House house = new House(kind)) {
            Written<RaiObject<RaiPolicyProperties>> made = house.policy(CONTOSO, "Own", FULL);
            assertThat(made.created()).isTrue();
            assertThat(house.policies.find(CONTOSO, "oWN")).contains(made.object());
            assertThat(made.object().properties()).isEqualTo(FULL);
            assertThat(made.object().tags()).containsEntry("team", "blue");

            Written<RaiObject<RaiPolicyProperties>> changed = house.policy(CONTOSO, "OWN", PLAIN);
            assertThat(changed.created()).isFalse();
            assertThat(changed.object().name()).isEqualTo("Own");
            assertThat(changed.object().etag()).isNotEqualTo(made.object().etag());
            assertThat(changed.change().revision().number())
                    .isEqualTo(made.change().revision().number() + 1);

            house.list(CONTOSO, "mine");
            RaiScope mine = RaiScope.of("contoso", "MINE");
            house.items.put(mine, "i1", ITEM, Map.of(), Conditions.NONE, "me");
            assertThat(house.items.find(mine, "I1").orElseThrow().properties()).isEqualTo(ITEM);
            house.list(CONTOSO, "MINE");
            assertThat(house.items.find(mine, "i1"))
                    .as("the list was changed, not its entries")
                    .isPresent();
            assertThat(house.lists.delete(CONTOSO, "mine", Conditions.NONE, "me"))
                    .isPresent();
            assertThat(house.lists.delete(CONTOSO, "mine", Conditions.NONE, "me"))
                    .isEmpty();
            house.list(CONTOSO, "mine");
            assertThat(house.items.find(mine, "i1"))
                    .as("its entries went with the list")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDeclaredOrBuiltInIsChangedNowhereElse(Database.Kind kind) {
        try (House house = new House(kind)) {
            RaiScope words = RaiScope.of("contoso", "words");
            refused(409, "sprue.yaml, line 4", () -> house.policy(CONTOSO, "strict", PLAIN));
            refused(409, "line 4", () -> house.policies.delete(CONTOSO, "STRICT", Conditions.NONE, "me"));
            refused(409, "line 6", () -> house.list(CONTOSO, "words"));
            refused(409, "line 7", () -> house.items.put(words, "ONE", ITEM, Map.of(), Conditions.NONE, "me"));
            refused(409, "line 6", () -> house.items.put(words, "two", ITEM, Map.of(), Conditions.NONE, "me"));
            refused(409, "line 7", () -> house.items.delete(words, "one", Conditions.NONE, "me"));
            refused(400, "not built in", () -> house.policy(CONTOSO, "microsoft.DEFAULT", PLAIN));
            refused(400, "Microsoft.", () -> house.policy(CONTOSO, "Microsoft.Nill", PLAIN));
            refused(400, "Microsoft.", () -> house.policy(CONTOSO, "Microsoft.Mine", PLAIN));
            assertThat(house.policies.find(FABRIKAM, "strict")).isEmpty();
            assertThat(house.policies
                            .find(FABRIKAM, "Microsoft.DefaultV2")
                            .orElseThrow()
                            .owner())
                    .isEmpty();
            assertThat(house.items.find(words, "one").orElseThrow().properties().isRegex())
                    .isTrue();

            house.policy(FABRIKAM, "later", PLAIN);
            house.declare(YAML + "    raiPolicies: [{name: LATER}]\n");
            refused(409, "LATER", () -> house.policy(FABRIKAM, "later", PLAIN));
            assertThat(house.policies.find(FABRIKAM, "later").orElseThrow().name())
                    .isEqualTo("LATER");
            house.declare(YAML);
            assertThat(house.policies.find(FABRIKAM, "later").orElseThrow().name())
                    .isEqualTo("later");
        }
    }

    @ParameterizedTest
    @EnumSource
    void entriesOfABlocklistThatADeclaredOneHidesAreHiddenWithIt(Database.Kind kind) {
        try (House house = new House(kind)) {
            RaiScope later = RaiScope.of("fabrikam", "later");
            house.list(FABRIKAM, "later");
            house.items.put(later, "made", ITEM, Map.of(), Conditions.NONE, "me");
            house.declare(
                    YAML + "    raiBlocklists: [{name: LATER, items: [{name: own, properties: {pattern: b}}]}]\n");
            assertThat(house.items.list(later, Optional.empty(), 5).items())
                    .extracting(RaiObject::name)
                    .containsExactly("own");
            assertThat(house.items.find(later, "made")).isEmpty();
            refused(409, "LATER", () -> house.items.put(later, "made", ITEM, Map.of(), Conditions.NONE, "me"));
            refused(409, "LATER", () -> house.items.delete(later, "made", Conditions.NONE, "me"));
            refused(409, "LATER", () -> house.items.delete(later, "nothing", Conditions.NONE, "me"));
            house.declare(YAML);
            assertThat(house.items.list(later, Optional.empty(), 5).items())
                    .extracting(RaiObject::name)
                    .containsExactly("made");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResourceThatHasNoRowYetGetsItWithItsFirstObject(Database.Kind kind) {
        try (House house = new House(kind)) {
            house.declare(YAML + "  - name: Added\n  - name: second\n");
            house.policy(RaiScope.of("ADDED"), "own", PLAIN);
            house.list(RaiScope.of("second"), "mine");
            assertThat(house.policies.find(RaiScope.of("added"), "own")).isPresent();
            assertThat(house.lists.find(RaiScope.of("second"), "mine")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatCannotBeReadStandInNobodysWay(Database.Kind kind) {
        try (House house = new House(kind)) {
            for (String change : List.of("properties = '{\"mode\": \"New\"}'", "properties = '{'", "tags = 'x'")) {
                for (String name : List.of("aa", "bb", "cc", "dd")) {
                    house.policy(FABRIKAM, name, PLAIN);
                }
                house.database
                        .database()
                        .write(handle ->
                                handle.execute("UPDATE rai_policies SET " + change + " WHERE folded IN ('bb', 'cc')"));
                assertThat(house.policies.list(FABRIKAM, Optional.empty(), 2).items())
                        .as(change)
                        .extracting(RaiObject::name)
                        .containsExactly("aa", "dd");
                assertThat(house.policies.find(FABRIKAM, "bb")).isEmpty();
                assertThat(house.policy(FABRIKAM, "bb", PLAIN).created()).isTrue();
                assertThat(house.policies.delete(FABRIKAM, "cc", Conditions.NONE, "me"))
                        .isPresent();
                assertThat(house.policies.delete(FABRIKAM, "cc", Conditions.NONE, "me"))
                        .isEmpty();
            }
        }
    }

    /** In Turkish, the lower case of I is not i. */
    @Test
    void thatAPolicyIsInUseDoesNotHangOnTheLocaleOfTheDatabase() {
        try (House house = new House(Database.Kind.POSTGRESQL)) {
            house.database
                    .database()
                    .write(handle -> handle.execute(
                            "ALTER TABLE deployments ALTER COLUMN rai_policy TYPE TEXT COLLATE \"tr-x-icu\""));
            house.policy(CONTOSO, "Mini", PLAIN);
            house.deploy("dd", "MINI");
            refused(409, "the deployment 'dd'", () -> house.policies.delete(CONTOSO, "mini", Conditions.NONE, "me"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatCannotBe(Database.Kind kind) {
        try (House house = new House(kind)) {
            refused(404, "accounts/nobody", () -> house.policy(RaiScope.of("nobody"), "own", PLAIN));
            refused(400, "'a b'", () -> house.policy(CONTOSO, "a b", PLAIN));
            refused(400, "'WORDS'", () -> house.policy(FABRIKAM, "own", FULL));
            refused(
                    400,
                    "properties.basePolicyName",
                    () -> house.policy(
                            CONTOSO,
                            "own",
                            new RaiPolicyProperties(
                                    RaiPolicyProperties.Mode.Default, Optional.of("strict"), List.of(), List.of())));
            String odd = "a\0b";
            refused(400, "properties.raiPolicyName", () -> house.deploy("dd", odd));
            assertThat(house.policies.find(CONTOSO, odd)).isEmpty();
            assertThat(house.policies.list(CONTOSO, Optional.of(odd), 50).items())
                    .hasSize(4);
            assertThat(house.policies.delete(CONTOSO, odd, Conditions.NONE, "me"))
                    .isEmpty();
            refused(404, "raiBlocklists/", () -> house.items.find(RaiScope.of("contoso", odd), "one"));
            RaiScope gone = RaiScope.of("contoso", "gone");
            refused(404, "raiBlocklists/gone", () -> house.items.list(gone, Optional.empty(), 5));
            refused(404, "raiBlocklists/gone", () -> house.items.find(gone, "one"));
            refused(
                    404,
                    "raiBlocklists/gone",
                    () -> house.items.put(gone, "one", ITEM, Map.of(), Conditions.NONE, "me"));
            house.list(CONTOSO, "mine");
            RaiScope mine = RaiScope.of("contoso", "mine");
            RaiBlocklistItemProperties wrong = new RaiBlocklistItemProperties("(", true);
            refused(
                    400,
                    "properties.pattern",
                    () -> house.items.put(mine, "wrong", wrong, Map.of(), Conditions.NONE, "me"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void deploymentsNamePoliciesThatThereAreAndKeepThem(Database.Kind kind) {
        try (House house = new House(kind)) {
            refused(400, "properties.raiPolicyName", () -> house.deploy("dd", "own"));
            house.policy(FABRIKAM, "own", PLAIN);
            refused(400, "properties.raiPolicyName", () -> house.deploy("dd", "own"));
            house.policy(CONTOSO, "Own", PLAIN);
            house.deploy("dd", "oWn");
            house.deploy("ee", "microsoft.nil");
            house.deploy("ff", "STRICT");
            refused(409, "the deployment 'dd'", () -> house.policies.delete(CONTOSO, "own", Conditions.NONE, "me"));
            assertThat(house.policies.delete(FABRIKAM, "own", Conditions.NONE, "me"))
                    .isPresent();
            house.plane.delete("contoso", "dd", Conditions.NONE, "me");
            assertThat(house.policies.delete(CONTOSO, "own", Conditions.NONE, "me"))
                    .isPresent();

            house.list(CONTOSO, "mine");
            house.policy(CONTOSO, "uses", using("MINE"));
            refused(
                    409,
                    "the content-filter policy 'uses'",
                    () -> house.lists.delete(CONTOSO, "mine", Conditions.NONE, "me"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyKeepsTheBlocklistsThatItNamesAlready(Database.Kind kind) {
        try (House house = new House(kind)) {
            house.policy(CONTOSO, "own", using("words"));
            house.declare(YAML.substring(0, YAML.indexOf("    raiPolicies")));
            assertThat(house.lists.find(CONTOSO, "words")).isEmpty();
            assertThat(house.policy(CONTOSO, "own", using("WORDS")).created()).isFalse();
            refused(400, "'gone'", () -> house.policy(CONTOSO, "own", using("words", "gone")));
            refused(400, "'words'", () -> house.policy(CONTOSO, "another", using("words")));
            house.policy(CONTOSO, "own", PLAIN);
            refused(400, "'words'", () -> house.policy(CONTOSO, "own", using("words")));
        }
    }

    /** PostgreSQL takes no text with a NUL in it. */
    @ParameterizedTest
    @EnumSource
    void nothingHasANameThatNoObjectMayHave(Database.Kind kind) {
        try (House house = new House(kind)) {
            for (String name : List.of("\0", "a\0b", "\ud800x", "", "x".repeat(70_000))) {
                RaiScope inside = RaiScope.of("contoso", name);
                assertThat(house.policies.find(CONTOSO, name)).isEmpty();
                assertThat(house.lists.find(CONTOSO, name)).isEmpty();
                assertThat(house.policies.delete(CONTOSO, name, Conditions.NONE, "me"))
                        .isEmpty();
                assertThat(house.lists.delete(CONTOSO, name, Conditions.NONE, "me"))
                        .isEmpty();
                assertThat(house.policies.list(CONTOSO, Optional.of(name), 9).items())
                        .hasSize(4);
                refused(404, "raiBlocklists", () -> house.items.find(inside, "one"));
                refused(404, "raiBlocklists", () -> house.items.list(inside, Optional.empty(), 5));
                refused(404, "raiBlocklists", () -> house.items.delete(inside, "one", Conditions.NONE, "me"));
                refused(400, "blocklistName", () -> house.policy(CONTOSO, "own", using(name)));
                assertThat(house.items.find(RaiScope.of("contoso", "words"), name))
                        .isEmpty();
            }
            RaiScope mine = RaiScope.of("contoso", "mine");
            house.list(CONTOSO, "mine");
            assertThat(house.items.find(mine, "\0")).isEmpty();
            assertThat(house.items.delete(mine, "\0", Conditions.NONE, "me")).isEmpty();
            assertThat(house.items.list(mine, Optional.of("\0"), 5).items()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsAllInOneOrderPageByPage(Database.Kind kind) {
        try (House house = new House(kind)) {
            for (String name : List.of("zeta", "Alpha", "nu")) {
                house.policy(CONTOSO, name, PLAIN);
            }
            List<String> names = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Page<RaiObject<RaiPolicyProperties>> page = house.policies.list(CONTOSO, next, 2);
                assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
                page.items().forEach(policy -> names.add(policy.name()));
                next = page.next();
            } while (next.isPresent());
            assertThat(names)
                    .containsExactly(
                            "Alpha",
                            "Microsoft.Default",
                            "Microsoft.DefaultV2",
                            "Microsoft.Nil",
                            "nu",
                            "Strict",
                            "zeta");
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOnlyUnderTheConditionsThatHold(Database.Kind kind) {
        try (House house = new House(kind)) {
            String etag = house.policy(CONTOSO, "own", PLAIN).object().etag();
            Conditions stale = new Conditions(Optional.of(List.of("0123456789abcdef")), Optional.empty());
            Conditions fresh = new Conditions(Optional.of(List.of(etag)), Optional.empty());
            Conditions absent = new Conditions(Optional.empty(), Optional.of(List.of()));
            for (Conditions wrong : List.of(stale, absent)) {
                refused(412, "", () -> house.policies.put(CONTOSO, "own", PLAIN, Map.of(), wrong, "me"));
            }
            house.policies.put(CONTOSO, "own", PLAIN, Map.of(), fresh, "me");
            refused(412, "", () -> house.policies.delete(CONTOSO, "own", fresh, "me"));
        }
    }
}
