package dev.sprue.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.grammar.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each keyword lets through. */
class JsonGrammarsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // schema | accepted, with spaces between | refused
                "{'type':'boolean'} | true false | null 1 tru truee",
                "{'type':'null'} | null | nul false ''",
                "{'type':['string','null']} | '' 'a' null | 1 true {}",
                "{'type':'string'} | '' 'é日😀' '\\n\\\"\\\\\\/' '\\u00e9' '\\ud83d\\ude00' | '\\ud83d' '\\ude00' '\\x' a ' 'a'b'",
                "{'type':'string','minLength':2,'maxLength':3} | 'ab' 'abc' '日本' '😀😀😀' '\\ud83d\\ude00\\n' | '' 'a' 'abcd' '😀' '\\ud83d\\ude00'",
                "{'type':'string','pattern':'^a+$'} | 'a' 'aaa' | '' 'b' 'ab'",
                "{'type':'string','pattern':'b'} | 'b' 'abc' '\\u0041b' | '' 'ac'",
                "{'type':'string','pattern':'^\\\\x01$'} | '\\u0001' | '\\u0002' ''",
                "{'type':'string','pattern':'^a*$','minLength':2,'maxLength':3} | 'aa' 'aaa' | 'a' 'aaaa' 'ab'",
                "{'type':'string','format':'date'} | '2024-02-29' '2000-02-29' '0400-02-29' '0001-01-01' '2023-12-31' | '2023-02-29' '1900-02-29' '2023-04-31' '2023-13-01' '0000-01-01' '0000-02-29'",
                "{'type':'string','format':'time'} | '23:59:59Z' '00:00:00.123+01:00' | '24:00:00Z' '10:00Z' '10:00:00' '10:00:00-00:00'",
                "{'type':'string','format':'date-time'} | '2024-02-29T10:00:00Z' | '2024-02-30T10:00:00Z' '2024-02-29'",
                "{'type':'string','format':'duration'} | 'P1D' 'PT5S' 'P1Y2M3DT4H5M6S' 'P2W' | 'P' 'PT' 'P1S' '1D'",
                "{'type':'string','format':'email'} | 'a@b.co' 'a.b+c@d-e.example.org' | 'a' 'a@' '@b.co' 'a..b@c.de' 'a@b'",
                "{'type':'string','format':'hostname'} | 'a' 'a-b.example' | '-a' 'a-' 'a..b' '.'",
                "{'type':'string','format':'ipv4'} | '0.0.0.0' '255.255.255.255' | '256.0.0.1' '1.2.3' '01.2.3.4'",
                "{'type':'string','format':'ipv6'} | '::' '::1' '1::' '1:2:3:4:5:6:7:8' 'fe80::1:2' | ':' '1:2:3' '1::2::3' '1:2:3:4:5:6:7:8:9'",
                "{'type':'string','format':'uuid'} | '00000000-0000-0000-0000-0000000000aA' | '0' '00000000-0000-0000-0000-00000000000'",
                "{'type':'integer'} | 0 -1 42 -999999999999999 | -0 01 1.0 1e3 +1 1.",
                "{'type':'integer','minimum':-5,'maximum':12} | -5 -1 0 9 10 12 | -6 13 20 100",
                "{'type':'integer','exclusiveMinimum':9,'exclusiveMaximum':101} | 10 100 | 9 101 1000",
                "{'type':'integer','minimum':1000000000000000000000,'maximum':1000000000000000000001} | 1000000000000000000000 1000000000000000000001 | 999999999999999999999 1000000000000000000002",
                "{'type':'integer','multipleOf':7,'minimum':-20,'maximum':30} | -14 -7 0 7 28 | 1 -8 29 35",
                "{'type':'integer','multipleOf':0.5} | 0 3 -7 | 0.5",
                "{'type':'number'} | 0 -1.5 0.000001 123456789012345 | -0 -0.0 .5 1. 00 1e5",
                "{'type':'number','minimum':0.1,'maximum':0.25} | 0.1 0.25 0.10 0.249999 0.2 | 0 0.09 0.26 0.250001 1",
                "{'type':'number','exclusiveMinimum':0.1,'exclusiveMaximum':0.2} | 0.11 0.199999 | 0.1 0.10 0.2 0.20",
                "{'type':'number','minimum':-1.5,'exclusiveMaximum':1} | -1.5 -1 0 0.999999 | -1.500001 -2 1 1.0",
                "{'type':'number','multipleOf':0.25} | 0 0.25 -1.5 3 1.50 | 0.1 0.26 0.125",
                "{'enum':['a',1,2.5,null,true,{'k':[1]}]} | 'a' 1 2.5 null true {'k':[1]} | 'b' 2 false {'k':[2]}",
                "{'type':'integer','enum':[1,2.5,'a',3]} | 1 3 | 2.5 'a'",
                "{'const':'x'} | 'x' | 'y' 'xx'",
                "{'type':'array','items':{'type':'null'}} | [] [null] [null,null] [null,◦null] | [null,] [,] [null◦] [◦] [null,◦◦null]",
                "{'type':'array','items':{'type':'null'},'minItems':2,'maxItems':3} | [null,null] [null,null,null] | [] [null] [null,null,null,null]",
                "{'type':'array','items':{'type':'null'},'maxItems':0} | [] | [null]",
                "{'type':'array','items':false} | [] | [null]",
                "{'type':'object','properties':{'a':{'type':'null'},'b':{'type':'null'}},'required':['a','b']} | {'a':null,'b':null} {'a':◦null,◦'b':null} | {} {'a':null} {'b':null,'a':null} {'a':null,'b':null,'c':null}",
                "{'type':'object','properties':{'a':{'type':'null'},'b':{'type':'null'},'c':{'type':'null'}},'required':['b']} | {'b':null} {'a':null,'b':null} {'b':null,'c':null} {'a':null,'b':null,'c':null} | {} {'a':null} {,'b':null} {'b':null,}",
                "{'type':'object','properties':{'a':{'type':'null'}},'additionalProperties':{'type':'boolean'}} | {} {'a':null} {'b':true} {'a':null,'ab':true,'':false} | {'a':true} {'b':null} {'\\u0061':true} {'a':null,'a':true}",
                "{'type':'object'} | {} {'a':{'b':[1,'x',null]}} | [] {'a'}",
                "{'type':'object','properties':{}} | {} | {'a':1}",
                "{'type':'object','required':['z']} | {'z':1} {'z':1,'y':2} | {} {'y':2}",
                "{'anyOf':[{'type':'null'},{'type':'integer'}]} | null 1 | 'a'",
                "{'allOf':[{'$ref':'#/$defs/t'}],'$defs':{'t':{'const':1}}} | 1 | 2",
                "{'$ref':'#/definitions/a~1b%20c','definitions':{'a/b c':{'const':1}}} | 1 | 2",
                "{'properties':{'a':{'const':1}}} | {} {'a':1} | 1 {'b':1}",
                "{'minLength':2} | 'ab' | 'a' 1",
                "{} | 1 'a' [] {} null | x",
                "{'type':'string','title':'T','description':'d','default':1,'examples':[],'x-own':1} | 'a' | 1"
            })
    void letsThroughWhatTheSchemaAllows(String schema, String accepted, String refused) {
        Grammar grammar = JsonGrammars.ofSchema(SchemaValidator.parse(unquoted(schema)), true);
        for (String text : unquoted(accepted).split(" ")) {
            assertThat(accepts(grammar, text)).as("accepts %s", text).isTrue();
            assertThat(SchemaValidator.faults(SchemaValidator.parse(unquoted(schema)), text.replace('◦', ' ')))
                    .isEmpty();
        }
        for (String text : unquoted(refused).split(" ")) {
            assertThat(accepts(grammar, text)).as("accepts %s", text).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // schema | kind | keyword | pointer | words
                "{'type':'object','properties':{'a':{'not':{}}}} | NOT_SUPPORTED | not | /properties/a | beyond the subset",
                "{'oneOf':[{}]} | NOT_SUPPORTED | oneOf | | beyond the subset",
                "{'allOf':[{},{}]} | NOT_SUPPORTED | allOf | | beyond the subset",
                "{'items':{'uniqueItems':true}} | NOT_SUPPORTED | uniqueItems | /items | beyond the subset",
                "{'type':'object','patternProperties':{}} | NOT_SUPPORTED | patternProperties | | beyond the subset",
                "{'type':'object','minProperties':1} | NOT_SUPPORTED | minProperties | | beyond the subset",
                "{'prefixItems':[{}]} | NOT_SUPPORTED | prefixItems | | beyond the subset",
                "{'if':{}} | NOT_SUPPORTED | if | | beyond the subset",
                "{'typ':'string'} | NOT_SUPPORTED | typ | | no known keyword",
                "{'type':'object','properties':{'a/b':{'$ref':'http://x/y'}}} | NOT_SUPPORTED | $ref | /properties/a~1b | another document",
                "{'$ref':'#name'} | NOT_SUPPORTED | $ref | | anchor",
                "{'$ref':'#/$defs/x'} | INVALID | $ref | | names nothing",
                "{'$ref':'#','type':'string'} | NOT_SUPPORTED | type | | beside \"$ref\"",
                "{'anyOf':[{'type':'string'}],'properties':{}} | NOT_SUPPORTED | properties | | beside \"anyOf\"",
                "{'anyOf':[{'type':'string'},{'type':'null'}],'type':'null'} | NOT_SUPPORTED | type | | excludes some",
                "{'enum':['a'],'minLength':3} | NOT_SUPPORTED | minLength | | beside \"enum\"",
                "{'anyOf':[]} | INVALID | anyOf | | not empty",
                "{'enum':[]} | INVALID | enum | | not empty",
                "{'type':'text'} | INVALID | type | | must be object, array",
                "{'type':7} | INVALID | type | | must be object, array",
                "{'properties':[]} | INVALID | properties | | must be an object",
                "{'items':7} | INVALID | '' | /items | must be an object, true or false",
                "{'required':'a'} | INVALID | required | | must be an array",
                "{'required':[1]} | INVALID | required | | names of properties",
                "{'required':['b'],'properties':{},'additionalProperties':false} | INVALID | required | | \"b\"",
                "{'minLength':-1} | INVALID | minLength | | whole number from 0",
                "{'minLength':1.5} | INVALID | minLength | | whole number from 0",
                "{'minLength':5,'maxLength':4} | INVALID | minLength | | larger than \"maxLength\"",
                "{'minItems':5,'maxItems':4} | INVALID | minItems | | larger than \"maxItems\"",
                "{'minimum':'1'} | INVALID | minimum | | must be a number",
                "{'type':'number','exclusiveMinimum':true} | NOT_SUPPORTED | exclusiveMinimum | | draft 4",
                "{'multipleOf':0} | INVALID | multipleOf | | larger than 0",
                "{'type':'string','format':'uri'} | NOT_SUPPORTED | format | | date-time, duration, email",
                "{'type':'string','pattern':'(?=a)'} | NOT_SUPPORTED | pattern | | look-ahead",
                "{'type':'string','pattern':'(a)\\\\1'} | NOT_SUPPORTED | pattern | | back-reference",
                "{'type':'string','pattern':'\\\\bx'} | NOT_SUPPORTED | pattern | | word border",
                "{'type':'string','pattern':'\\\\p{L}'} | NOT_SUPPORTED | pattern | | Unicode property",
                "{'type':'string','pattern':'(a'} | NOT_SUPPORTED | pattern | | without a \")\"",
                // satisfied by nothing
                "{'type':'integer','minimum':3,'maximum':2} | INVALID | '' | | satisfied by no value",
                "{'type':'number','exclusiveMinimum':3,'maximum':3} | INVALID | '' | | satisfied by no value",
                "{'type':'integer','exclusiveMinimum':3,'exclusiveMaximum':4} | INVALID | '' | | satisfied by no value",
                "{'type':'integer','minimum':1,'maximum':6,'multipleOf':7} | INVALID | '' | | satisfied by no value",
                "{'type':'string','pattern':'^aa$','maxLength':1} | INVALID | '' | | satisfied by no value",
                "{'type':'string','pattern':'^(ab)*$','minLength':3,'maxLength':3} | INVALID | '' | | satisfied by no value",
                "{'type':'string','pattern':'a^'} | INVALID | '' | | satisfied by no value",
                "{'type':'string','format':'date','maxLength':9} | INVALID | '' | | satisfied by no value",
                "{'type':'string','format':'ipv4','pattern':'x'} | INVALID | '' | | satisfied by no value",
                "{'type':'integer','enum':['a',1.5]} | INVALID | enum | | lists no value",
                "{'enum':[1,2],'const':3} | INVALID | enum | | lists no value",
                "{'type':'object','properties':{'a':{'type':'array','items':false,'minItems':1}},'required':['a']} | INVALID | '' | /properties/a | satisfied by no value",
                "{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a']} | INVALID | '' | | recursion has no end",
                "{'$ref':'#'} | INVALID | '' | | satisfied by no value",
                "{'anyOf':[{'$ref':'#'}]} | INVALID | '' | | satisfied by no value"
            })
    void saysWhatIsWrongAndWhere(
            String schema, SchemaException.Kind kind, String keyword, String pointer, String words) {
        assertThatThrownBy(() -> JsonGrammars.ofSchema(SchemaValidator.parse(unquoted(schema)), true))
                .isInstanceOfSatisfying(SchemaException.class, e -> {
                    assertThat(e.kind()).as(e.text()).isEqualTo(kind);
                    assertThat(e.keyword()).as(e.text()).isEqualTo(keyword.equals("''") ? "" : keyword);
                    assertThat(e.pointer()).as(e.text()).isEqualTo(pointer == null ? "" : pointer);
                    assertThat(e.text()).contains(words).contains("#" + e.pointer());
                });
    }

    @Test
    void escapesWhatJsonEscapes() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        Grammar grammar = JsonGrammars.ofSchema(schema.put("pattern", "^[\"\\\\\\t/]+$"), true);
        for (String text : List.of("\"\\\"\"", "\"\\\\\"", "\"\\t\"", "\"/\"", "\"\\/\"")) {
            assertThat(accepts(grammar, text)).as(text).isTrue();
            assertThat(SchemaValidator.faults(schema, text)).isEmpty();
        }
        for (String text : List.of("\"\"\"", "\"\\\"", "\"\t\"", "\"\\n\"", "\"a\"")) {
            assertThat(accepts(grammar, text)).as(text).isFalse();
        }
    }

    /** Validators overflow their stacks here. */
    @Test
    void passesOverAnAlternativeThatIsTheSchemaItself() {
        Grammar grammar = JsonGrammars.ofSchema(
                SchemaValidator.parse(
                        unquoted("{'anyOf':[{'type':'null'},{'$ref':'#'},{'type':'array','items':{'$ref':'#'}}]}")),
                true);
        assertThat(accepts(grammar, "[[null],null]")).isTrue();
        assertThat(accepts(grammar, "[1]")).isFalse();
    }

    @Test
    void takesUnknownKeywordsForAnnotationsUnlessStrict() {
        assertThat(accepts(JsonGrammars.ofSchema(SchemaValidator.parse("{\"typ\":1,\"const\":2}"), false), "2"))
                .isTrue();
    }

    @Test
    void boundsTheDepthOfWhatItLetsThrough() {
        Grammar object = JsonGrammars.anyObject();
        assertThat(accepts(object, nested(64))).isTrue();
        assertThat(accepts(object, nested(65))).isFalse();
        Grammar tree =
                JsonGrammars.ofSchema(SchemaValidator.parse("{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}"), true);
        assertThat(accepts(tree, "[".repeat(64) + "]".repeat(64))).isTrue();
        assertThat(accepts(tree, "[".repeat(65) + "]".repeat(65))).isFalse();
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    /** A small circle stands for a space, a single quotation mark for a double one. */
    private static String unquoted(String text) {
        return text.replace('\'', '"');
    }

    private static boolean accepts(Grammar grammar, String text) {
        Grammar.Cursor cursor = grammar.start();
        return cursor.read(text.replace('◦', ' ').getBytes(StandardCharsets.UTF_8)) && cursor.isComplete();
    }
}
