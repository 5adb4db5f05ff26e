package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.json.JsonFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of system messages of a model without a system role, to the byte; written with ' for ". */
class SystemMessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // before a user message
                "[S(be \\u00e9), U('hi')] | [U('be \\u00e9\\n\\nhi')]",
                "[S(a),  D(b) , U('c') ] | [U('a\\n\\nb\\n\\nc') ]",
                "[S(a), U([{'type':'image_url'}])] | [U([T(a),{'type':'image_url'}])]",
                "[S([T(a), T(b)]), U('c')] | [U([T(a), T(b),T(c)])]",
                "[S(a), D([T(b)]), U( [ T(c) ])] | [U( [T(a),T(b), T(c) ])]",
                // after one, where no other follows
                "[U('a'), S(b), A(c)] | [U('a\\n\\nb'), A(c)]",
                "[U('a'), S(b)] | [U('a\\n\\nb')]",
                "[U([T(a)]) , S(b) , S(c)] | [U([T(a),T(b),T(c)])]",
                "[U('a'), S([T(b)])] | [U([T(a),T(b)])]",
                // on both sides
                "[S(a), U('b'), D(c)] | [U('a\\n\\nb\\n\\nc')]",
                "[S([T(a)]), U('b'), D(c), A(d)] | [U([T(a),T(b),T(c)]), A(d)]",
                "[U('a'), S(b), U('c')] | [U('a'), U('b\\n\\nc')]",
                // beside none
                "[S(a)] | [U('a')]",
                "[S(a), S(b)] | [U('a\\n\\nb')]",
                "[A(a),  S(b),  A(c)] | [A(a),  U('b'),  A(c)]",
                "[S(a), D([T(b)]), A(c)] | [U([T(a),T(b)]), A(c)]",
                // those that say nothing
                "[S(), U('a')] | [U('a')]",
                "[S([]), U([T(a)])] | [U([T(a)])]",
                "[S(a), U('')] | [U('a')]",
                "[S(a), U(''), S(b)] | [U('a\\n\\nb')]",
                "[S([T(a)]), U('')] | [U([T(a),T()])]",
                "[S([]), S([T(a)])] | [U([T(a)])]",
                // none at all
                "[U('a'), A(b), U('c')] | [U('a'), A(b), U('c')]",
            })
    void theyJoinTheirNeighbours(String given, String wanted) {
        assertThat(translated(body(given))).isEqualTo(body(wanted));
    }

    @Test
    void otherFieldsOfAMessageThatStaysStay() {
        assertThat(
                        translated(
                                "{\"messages\":[{\"name\":\"n\",\"role\" : \"system\",\"x\":1,\"content\":\"a\"},{\"role\":\"assistant\"}]}"))
                .isEqualTo(
                        "{\"messages\":[{\"name\":\"n\",\"role\" : \"user\",\"x\":1,\"content\":\"a\"},{\"role\":\"assistant\"}]}");
    }

    @Test
    void spellingsOfARoleDoNotMatter() {
        assertThat(translated("{\"messages\":[{\"r\\u006fle\":\"s\\u0079stem\",\"content\":\"a\"}]}"))
                .isEqualTo("{\"messages\":[{\"r\\u006fle\":\"user\",\"content\":\"a\"}]}");
    }

    @Test
    void withoutSystemMessagesNothingIsEdited() {
        assertThat(SystemMessages.asUser(fields(body("[U('a')]"))).isUnedited()).isTrue();
    }

    private static String body(String messages) {
        return ("{ 'x':[1, 2],'messages' : "
                        + messages.replaceAll("S\\(([^\\[()]*)\\)", "S('$1')")
                                .replaceAll("D\\(([^\\[()]*)\\)", "D('$1')")
                                .replaceAll("A\\(([^()]*)\\)", "{'role':'assistant','content':'$1'}")
                                .replaceAll("T\\(([^()]*)\\)", "{'type':'text','text':'$1'}")
                                .replaceAll("S\\(([^()]*)\\)", "{'role':'system','content':$1}")
                                .replaceAll("D\\(([^()]*)\\)", "{'role':'developer','content':$1}")
                                .replaceAll("U\\(([^()]*)\\)", "{'role':'user','content':$1}")
                        + " ,'y':{ } }")
                .replace('\'', '"');
    }

    private static String translated(String body) {
        return new String(SystemMessages.asUser(fields(body)).splice(), StandardCharsets.UTF_8);
    }

    private static JsonFields fields(String body) {
        try {
            return JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 100);
        } catch (Exception malformed) {
            throw new AssertionError(body, malformed);
        }
    }
}
