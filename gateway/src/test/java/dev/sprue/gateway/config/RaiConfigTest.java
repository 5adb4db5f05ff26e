package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaiConfigTest {

    private static final String WHOLE = """
            resources:
              - name: contoso
                deployments:
                  - {name: chat, model: {format: Sprue, name: sprue-chat}, raiPolicyName: STRICT}
                  - {name: other, model: {format: Sprue, name: sprue-chat}, raiPolicyName: microsoft.defaultv2}
                raiPolicies:
                  - name: strict
                    tags: {team: trust}
                    properties:
                      mode: Asynchronous_filter
                      basePolicyName: Microsoft.Default
                      contentFilters:
                        - {name: hate, source: Prompt, severityThreshold: Low}
                        - {name: Protected Material Text, source: Completion, blocking: false}
                      customBlocklists:
                        - {blocklistName: Words, source: Prompt}
                raiBlocklists:
                  - name: words
                    properties: {description: what nobody says}
                    items:
                      - {name: one, properties: {pattern: "^[a-z0-9_-]{2,16}$", isRegex: true}}
                      - {name: two, properties: {pattern: blockwords}}
            """;

    private static ReadResult read(String yaml) {
        return ConfigReader.read(yaml, Map.of("HIDDEN", "(hidden"));
    }

    @Test
    void readsTheShapeOfArm() {
        ReadResult result = read(WHOLE);
        assertThat(result.errors()).isEmpty();
        ResourceConfig resource = result.config().orElseThrow().resources().getFirst();
        RaiPolicyConfig policy = resource.raiPolicies().getFirst();
        assertThat(policy.tags()).containsEntry("team", "trust");
        assertThat(policy.properties().mode()).isEqualTo(RaiPolicyProperties.Mode.Asynchronous_filter);
        assertThat(policy.properties().contentFilters().get(1).enabled()).isTrue();
        assertThat(policy.properties().contentFilters().get(1).blocking()).isFalse();
        assertThat(resource.raiBlocklists()
                        .getFirst()
                        .items()
                        .getFirst()
                        .properties()
                        .isRegex())
                .isTrue();
    }

    @Test
    void warnsThatNothingIsFiltered() {
        List<Problem> warnings = read(WHOLE).warnings();
        assertThat(warnings)
                .extracting(Problem::path)
                .contains(
                        "resources[0].raiPolicies",
                        "resources[0].raiBlocklists",
                        "resources[0].deployments[0].raiPolicyName");
        assertThat(warnings).allSatisfy(warning -> assertThat(warning.message()).contains("nothing is filtered"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "STRICT|strikt|4|no content-filter policy 'strikt' under raiPolicies of this resource; did you mean 'strict'?",
                "name: hate|name: hat|13|there is no such filter",
                "{name: hate, source: Prompt, severityThreshold: Low}|{name: hate}|13|the key 'source' is missing",
                "source: Prompt, severityThreshold: Low|source: Prompt, severityThreshold: low|13|one of Low, Medium, High",
                "Protected Material Text, source: Completion|jailbreak, source: Completion|14|looks at the Prompt only",
                "Protected Material Text, source: Completion|Hate, source: Prompt|14|is there already for the Prompt",
                "Microsoft.Default\\n|Nothing\\n|11|it must be one of Microsoft.Default",
                "blocklistName: Words|blocklistName: Wort|16|no blocklist 'Wort' under raiBlocklists",
                "mode: Asynchronous_filter|mode: async|10|one of Default, Deferred, Blocking, Asynchronous_filter",
                "^[a-z0-9_-]{2,16}$|([a-z|21|no regular expression of RE2",
                "^[a-z0-9_-]{2,16}$|((a{1000}){1000}){1000}|21|come to more than 1000",
                "^[a-z0-9_-]{2,16}$|a(?=b)|21|no regular expression of RE2",
                "{pattern: blockwords}|{pattern: \"\"}|22|must not be empty",
                "name: two|name: ONE|22|another item is named 'ONE'",
                "isRegex: true|isRegexp: true|21|did you mean 'isRegex'?",
            })
    void refusesWithTheLine(String part, String instead, int line, String says) {
        String yaml = WHOLE.replace(part.replace("\\n", "\n"), instead.replace("\\n", "\n"));
        assertThat(yaml).isNotEqualTo(WHOLE);
        assertThat(read(yaml).errors()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(says);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void keepsTheServicesNamesForTheService() {
        assertThat(read(WHOLE.replace("name: strict", "name: microsoft.own")).errors())
                .filteredOn(problem -> problem.line() == 7)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("built in"));
    }

    @Test
    void showsNothingOfTheEnvironment() {
        String yaml = WHOLE.replace("^[a-z0-9_-]{2,16}$", "${HIDDEN}").replace("STRICT", "\"${HIDDEN}\"");
        assertThat(read(yaml).errors()).hasSize(2).allSatisfy(problem -> assertThat(problem.message())
                .doesNotContain("(hidden"));
    }

    @Test
    void boundsWhatAPolicyHolds() {
        String uses = "- {blocklistName: words, source: Prompt}\n            ".repeat(RaiForm.MAX_USES + 1);
        List<Problem> errors = read(WHOLE.replace("- {blocklistName: Words, source: Prompt}", uses))
                .errors();
        assertThat(errors).anySatisfy(problem -> assertThat(problem.message()).contains("more than 64"));
        String pattern = "x".repeat(RaiForm.MAX_CHARS + 1);
        assertThat(read(WHOLE.replace("blockwords", pattern)).errors())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("1 to 1000").doesNotContain("xx"));
    }
}
