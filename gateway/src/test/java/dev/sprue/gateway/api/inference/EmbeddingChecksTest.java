package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the surface refuses of requests for embeddings whatever the model, where it says it is wrong, and what it counts. */
class EmbeddingChecksTest {

    private static final int MAX = 5;
    private static final String PICTURE = "{\"image\":\"data:image/png;base64,AAAA\"}";
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "1e2147483647",
            "0.5",
            "123456789012345678901234567890",
            "[]",
            "[ ]",
            "{}",
            "\"\"",
            "\"float\"",
            "\"query\"",
            "\"\\ud800\"",
            "[1 , 2]",
            "[[1]]",
            PICTURE);

    private static int texts(String body) {
        return EmbeddingChecks.texts(scan(body), MAX);
    }

    private static int pictures(String body) {
        return EmbeddingChecks.pictures(scan(body), MAX);
    }

    private static JsonFields scan(String body) {
        try {
            return JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 128);
        } catch (JsonSyntaxException | DuplicateKeyException ill) {
            throw new IllegalArgumentException(body, ill);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a"                             | 1
            " "                             | 1
            ["a"]                           | 1
            ["a","b","a"]                   | 3
            [ "a" , "b","c","d","e" ]       | 5
            [15339,1917]                    | 1
            [0]                             | 1
            [1,2,3,4,5,6,7,8,9]             | 1
            [2147483647]                    | 1
            [1.0]                           | 1
            [[15339,1917]]                  | 1
            [[1],[2, 3],[2147483647]]       | 3
            """)
    void countsEveryFormOfInput(String input, int count) {
        assertThat(texts("{\"input\":" + input + "}")).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                  | [body, input]       | Field required
            {"input":null}                      | [body, input]       | Field required
            {"input":7}                         | [body, input]       | a string, or an array
            {"input":{"a":1}}                   | [body, input]       | a string, or an array
            {"input":""}                        | [body, input]       | at least one character
            {"input":[]}                        | [body, input]       | at least one item
            {"input":[ ]}                       | [body, input]       | at least one item
            {"input":["a",""]}                  | [body, input, 1]    | at least one character
            {"input":["a",1]}                   | [body, input, 1]    | a string, as the first item
            {"input":["a",null]}                | [body, input, 1]    | a string, as the first item
            {"input":[1,"a"]}                   | [body, input, 1]    | a number, as the first item
            {"input":[1,[2]]}                   | [body, input, 1]    | a number, as the first item
            {"input":[[1],2]}                   | [body, input, 1]    | an array, as the first item
            {"input":[1,-1]}                    | [body, input, 1]    | a whole number from 0
            {"input":[1,2147483648]}            | [body, input, 1]    | a whole number from 0
            {"input":[0.5]}                     | [body, input, 0]    | a whole number from 0
            {"input":[[]]}                      | [body, input, 0]    | at least one item
            {"input":[[1],[2,"a"]]}             | [body, input, 1, 1] | a number
            {"input":[[[1]]]}                   | [body, input, 0, 0] | a number
            {"input":[{"a":1}]}                 | [body, input, 0]    | a string, or an array
            {"input":["1","2","3","4","5","6"]} | [body, input]       | at most 5 items
            """)
    void namesThePlaceInTexts(String body, String place, String wanted) {
        refusal(place, wanted, () -> texts(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                              | [body, input]           | Field required
            {"input":"data:image/png;base64,AAAA"}                          | [body, input]           | an array
            {"input":[]}                                                    | [body, input]           | at least one item
            {"input":["data:image/png;base64,AAAA"]}                        | [body, input, 0]        | an object
            {"input":[{"text":"a"}]}                                        | [body, input, 0, image] | Field required
            {"input":[{"image":7}]}                                         | [body, input, 0, image] | a string
            {"input":[{"image":"https://a.b/c.png"}]}                       | [body, input, 0, image] | a data URL
            {"input":[{"image":"data:image/png,AAAA"}]}                     | [body, input, 0, image] | a data URL
            {"input":[{"image":"data:text/plain;base64,AAAA"}]}             | [body, input, 0, image] | image/png
            {"input":[{"image":"data:image/png;base64,AA*A"}]}              | [body, input, 0, image] | base64
            {"input":[{"image":"data:image/png;base64,AAAA","text":7}]}     | [body, input, 0, text]  | a string
            {"input":[{"image":"data:image/png;base64,AAAA","text":""}]}    | [body, input, 0, text]  | at least one character
            """)
    void namesThePlaceInPictures(String body, String place, String wanted) {
        refusal(place, wanted, () -> pictures(body));
    }

    @Test
    void countsPictures() {
        assertThat(pictures("{\"input\":[" + PICTURE + "," + PICTURE + "]}")).isEqualTo(2);
        assertThat(pictures("{\"input\":[{\"image\":\"data:image/jpeg;base64,AAAA\",\"text\":\"a\"}]}"))
                .isOne();
        assertThat(pictures("{\"input\":[{\"image\":\"data:image/jpeg;base64,AAAA\",\"text\":null}]}"))
                .isOne();
        refusal(
                "[body, input]",
                "at most 5 items",
                () -> pictures("{\"input\":[" + (PICTURE + ",").repeat(5) + PICTURE + "]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"dimensions\":1",
                "\"dimensions\":2147483647",
                "\"dimensions\":null",
                "\"encoding_format\":\"float\"",
                "\"encoding_format\":\"base64\"",
                "\"encoding_format\":\"int8\"",
                "\"encoding_format\":\"uint8\"",
                "\"encoding_format\":\"binary\"",
                "\"encoding_format\":\"ubinary\"",
                "\"encoding_format\":null",
                "\"input_type\":\"text\"",
                "\"input_type\":\"query\"",
                "\"input_type\":\"document\""
            })
    void takesEveryOption(String option) {
        EmbeddingChecks.options(scan("{" + option + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "dimensions":0                 | [body, dimensions]      | from 1
            "dimensions":1.5               | [body, dimensions]      | from 1
            "dimensions":2147483648        | [body, dimensions]      | from 1
            "dimensions":"256"             | [body, dimensions]      | a number
            "encoding_format":"FLOAT"      | [body, encoding_format] | 'ubinary'
            "encoding_format":8            | [body, encoding_format] | 'base64'
            "input_type":"search_query"    | [body, input_type]      | 'document'
            "input_type":["text"]          | [body, input_type]      | 'query'
            """)
    void namesTheOptionThatIsWrong(String option, String place, String wanted) {
        refusal(place, wanted, () -> EmbeddingChecks.options(scan("{" + option + "}")));
    }

    /** Whatever JSON comes, it is taken or refused with a place; nothing else happens. */
    @Test
    void neverHitsADefect() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        int refusedOnes = 0;
        for (int i = 0; i < 20_000; i++) {
            String body = "{\"input\":" + value(random, 0) + ",\"dimensions\":" + value(random, 3)
                    + ",\"encoding_format\":" + value(random, 3) + "}";
            try {
                JsonFields fields = scan(body);
                int count = random.nextBoolean()
                        ? EmbeddingChecks.texts(fields, MAX)
                        : EmbeddingChecks.pictures(fields, MAX);
                assertThat(count).isBetween(1, MAX);
                EmbeddingChecks.options(fields);
            } catch (FailureException refused) {
                refusedOnes++;
                assertThat(refused.failure().code()).isIn(ErrorCode.INVALID_VALUE, ErrorCode.MISSING_PARAMETER);
                assertThat(refused.failure().details()).isNotEmpty();
            }
        }
        assertThat(refusedOnes).isBetween(10_000, 19_990);
    }

    private static String value(SplittableRandom random, int depth) {
        if (depth > 2 || random.nextInt(3) == 0) {
            return PIECES.get(random.nextInt(PIECES.size()));
        }
        String same = value(random, depth + 1);
        return "[" + same + "," + (random.nextBoolean() ? same : value(random, depth + 1)) + "]";
    }

    private static void refusal(String place, String wanted, Runnable check) {
        Failure failure =
                catchThrowableOfType(FailureException.class, check::run).failure();
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.details().getFirst().location().toString()).isEqualTo(place);
        assertThat(failure.details().getFirst().message()).contains(wanted);
    }
}
