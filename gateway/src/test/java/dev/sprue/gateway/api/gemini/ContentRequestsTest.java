package dev.sprue.gateway.api.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for content is for a server that speaks OpenAI's dialect. */
class ContentRequestsTest {

    private static final String CONTENTS = "'contents':[{'parts':[{'text':'u'}]}]";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    /** What the server gets, without its own name of the model. */
    private static ObjectNode sent(String body) throws Exception {
        Contents.response(Contents.whole(RUNNING.rig(), body.replace('\'', '"')));
        ObjectNode sent = (ObjectNode)
                Contents.MAPPER.readTree(RUNNING.upstream().request().body());
        assertThat(sent.remove("model").asText()).isEqualTo("upstream-chat");
        return sent;
    }

    private static JsonNode json(String text) throws Exception {
        return Contents.MAPPER.readTree(text.replace('\'', '"'));
    }

    @Test
    void aPlainRequestStaysPlainInEitherSpelling() throws Exception {
        for (String system : new String[] {"systemInstruction", "system_instruction"}) {
            assertThat(
                            sent(
                                    "{'" + system
                                            + "':{'parts':[{'text':'Be kind.'}]},'contents':[{'role':'user','parts':"
                                            + "[{'text':'Hi é'}]},{'role':'model','parts':[{'text':'Yes?'}]},{'parts':{'text':'Go on'}}]}"))
                    .isEqualTo(
                            json("{'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi é'},"
                                    + "{'role':'assistant','content':'Yes?'},{'role':'user','content':'Go on'}]}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'temperature':0.50,'topP':0.9,'topK':7 | 'temperature':0.50,'top_p':0.9,'top_k':7",
                "'max_output_tokens':9,'candidate_count':2,'seed':5 | 'max_tokens':9,'n':2,'seed':5",
                "'presencePenalty':1,'frequencyPenalty':-1 | 'presence_penalty':1,'frequency_penalty':-1",
                "'stopSequences':['a'] | 'stop':['a']",
                "'responseLogprobs':true,'logprobs':3 | 'logprobs':true,'top_logprobs':3",
                "'responseModalities':['TEXT'] | ",
                "'responseMimeType':'text/plain' | ",
                "'responseMimeType':'application/json' | 'response_format':{'type':'json_object'}",
                "'thinkingConfig':{'thinkingBudget':0} | 'reasoning_effort':'none'",
                "'thinkingConfig':{'thinkingBudget':-1} | ",
                "'thinkingConfig':{'thinkingBudget':2000} | 'reasoning_effort':'medium'",
                "'thinkingConfig':{'thinkingLevel':'LOW'} | 'reasoning_effort':'low'",
                "'mediaResolution':'MEDIA_RESOLUTION_LOW' | 'mediaResolution':'MEDIA_RESOLUTION_LOW'"
            })
    void theConfigurationIsSaidInTheServersWords(String config, String wanted) throws Exception {
        ObjectNode sent = sent("{" + CONTENTS + ",'generationConfig':{" + config + "}}");
        sent.remove("messages");
        assertThat(sent).isEqualTo(json("{" + (wanted == null ? "" : wanted) + "}"));
    }

    @Test
    void schemasBecomeJsonSchema() throws Exception {
        String schema =
                "{'type':'OBJECT','nullable':true,'propertyOrdering':['b'],'required':['a'],'properties':{'a':{'type':"
                        + "'ARRAY','minItems':'2','items':{'type':'STRING','format':'enum','enum':['x']}},"
                        + "'b':{'anyOf':[{'type':'INTEGER'},{'type':'NULL'}]},'nullable':{'type':'BOOLEAN'}}}";
        JsonNode wanted =
                json("{'type':['object','null'],'required':['a'],'properties':{'a':{'type':'array','minItems':2,"
                        + "'items':{'type':'string','enum':['x']}},'b':{'anyOf':[{'type':'integer'},{'type':'null'}]},"
                        + "'nullable':{'type':'boolean'}}}");
        assertThat(sent("{" + CONTENTS + ",'generationConfig':{'responseSchema':" + schema + "}}")
                        .at("/response_format/json_schema/schema"))
                .isEqualTo(wanted);
        assertThat(sent("{" + CONTENTS + ",'tools':[{'functionDeclarations':[{'name':'f','parameters':" + schema
                                + "}]}]}")
                        .at("/tools/0/function/parameters"))
                .isEqualTo(wanted);
        assertThat(sent("{" + CONTENTS + ",'tools':[{'functionDeclarations':[{'name':'f','parametersJsonSchema':"
                                + wanted.toString().replace('"', '\'') + "}]}]}")
                        .at("/tools/0/function/parameters"))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'mode':'AUTO' | 'auto'",
                "'mode':'NONE' | 'none'",
                "'mode':'ANY' | 'required'",
                "'mode':'ANY','allowedFunctionNames':['g'] | {'type':'function','function':{'name':'g'}}"
            })
    void functionsThatMayBeCalledAreAChoice(String calling, String wanted) throws Exception {
        ObjectNode sent = sent("{" + CONTENTS + ",'tools':[{'functionDeclarations':[{'name':'f','description':'d'},"
                + "{'name':'g'}]}],'toolConfig':{'functionCallingConfig':{" + calling + "}}}");
        assertThat(sent.get("tools"))
                .isEqualTo(json("[{'type':'function','function':{'name':'f','description':'d'}},"
                        + "{'type':'function','function':{'name':'g'}}]"));
        assertThat(sent.get("tool_choice")).isEqualTo(json(wanted));
    }

    /** The API lets ids be left out, which OpenAI's does not. */
    @Test
    void callsAndTheirResultsFindEachOther() throws Exception {
        assertThat(sent("{'contents':[{'parts':[{'text':'q'}]},{'role':'model','parts':[{'text':'hm','thought':true},"
                                + "{'text':'Let me see'},{'functionCall':{'name':'f','args':{ 'a' : 1.50}}},"
                                + "{'functionCall':{'name':'g','id':'own'}},{'functionCall':{'name':'f','args':{}}}]},"
                                + "{'role':'user','parts':[{'functionResponse':{'name':'g','id':'own','response':{'r':'é'}}},"
                                + "{'functionResponse':{'name':'f','response':{'n':1}}},"
                                + "{'functionResponse':{'name':'f','response':{'n':2}}},{'text':'and?'}]}]}")
                        .get("messages"))
                .isEqualTo(json("[{'role':'user','content':'q'},{'role':'assistant','content':'Let me see',"
                        + "'reasoning_content':'hm','tool_calls':["
                        + "{'id':'call_0','type':'function','function':{'name':'f','arguments':'{ \\'a\\' : 1.50}'}},"
                        + "{'id':'own','type':'function','function':{'name':'g','arguments':'{}'}},"
                        + "{'id':'call_2','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'own','content':'{\\'r\\':\\'é\\'}'},"
                        + "{'role':'tool','tool_call_id':'call_0','content':'{\\'n\\':1}'},"
                        + "{'role':'tool','tool_call_id':'call_2','content':'{\\'n\\':2}'},"
                        + "{'role':'user','content':'and?'}]"));
    }

    @Test
    void filesAreDataUrls() throws Exception {
        assertThat(sent("{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}},"
                                + "{'inline_data':{'mime_type':'audio/mp3','data':'BBBB'}},"
                                + "{'inlineData':{'mimeType':'application/pdf','data':'CCCC'}},"
                                + "{'fileData':{'mimeType':'image/jpeg','fileUri':'https://example.com/a.jpg'}},"
                                + "{'text':'What?'}]}]}")
                        .at("/messages/0/content"))
                .isEqualTo(json("[{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},"
                        + "{'type':'input_audio','input_audio':{'data':'BBBB','format':'mp3'}},"
                        + "{'type':'file','file':{'file_data':'data:application/pdf;base64,CCCC','filename':'document.pdf'}},"
                        + "{'type':'image_url','image_url':{'url':'https://example.com/a.jpg'}},"
                        + "{'type':'text','text':'What?'}]"));
    }

    /** Bytes in JSON are of either alphabet, with padding or without it; Google's client for Python writes the other one. */
    @Test
    void filesComeInEitherAlphabet() throws Exception {
        assertThat(sent("{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'-_-_+/A'}},"
                                + "{'inlineData':{'mimeType':'audio/wav','data':'AA'}},"
                                + "{'inlineData':{'mimeType':'audio/wav','data':'__8='}},"
                                + "{'inlineData':{'mimeType':'application/pdf','data':'A\\u002d\\/_'}}]}]}")
                        .at("/messages/0/content"))
                .isEqualTo(
                        json(
                                "[{'type':'image_url','image_url':{'url':'data:image/png;base64,+/+/+/A='}},"
                                        + "{'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}},"
                                        + "{'type':'input_audio','input_audio':{'data':'//8=','format':'wav'}},"
                                        + "{'type':'file','file':{'file_data':'data:application/pdf;base64,A+//','filename':'document.pdf'}}]"));
    }

    @Test
    void resultsComeFromAToolToo() throws Exception {
        String call = "{'role':'model','parts':[{'functionCall':{'name':'f','id':'c'}}]}";
        for (String role : new String[] {"tool", "function", "user"}) {
            assertThat(sent("{'contents':[{'parts':[{'text':'q'}]}," + call + ",{'role':'" + role
                                    + "','parts':[{'functionResponse':{'name':'f','id':'c','response':{}}}]}]}")
                            .at("/messages/2"))
                    .isEqualTo(json("{'role':'tool','tool_call_id':'c','content':'{}'}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | contents",
                "{'contents':[]} | contents",
                "{'contents':[{'role':'assistant','parts':[{'text':'u'}]}]} | contents[0].role",
                "{'contents':[{'role':'user'}]} | contents[0].parts",
                "{'contents':[{'parts':[{'text':5}]}]} | contents[0].parts[0].text",
                "{'contents':[{'parts':[{'executableCode':{}}]}]} | contents[0].parts[0].executableCode",
                "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'A*AA'}}]}]} | contents[0].parts[0].inlineData.data",
                "{'contents':[{'parts':[{'inlineData':{'data':'AAAA'}}]}]} | contents[0].parts[0].inlineData.mimeType",
                "{'contents':[{'parts':[{'functionResponse':{'name':'f','response':{}}}]}]} | contents[0].parts[0].functionResponse.name",
                "{'contents':[{'parts':[{'text':'u'}]}],'generationConfig':{'topP':2}} | generationConfig.topP",
                "{'contents':[{'parts':[{'text':'u'}]}],'generationConfig':{'topP':1,'top_p':1}} | generationConfig.top_p",
                "{'contents':[{'parts':[{'text':'u'}]}],'messages':[]} | messages",
                "{'contents':[{'parts':[{'text':'u'}]}],'tools':[{'functionDeclarations':[{}]}]} | tools[0].functionDeclarations[0].name"
            })
    void whatNoModelCouldAnswerIsRefusedWithItsPlace(String body, String place) throws Exception {
        JsonNode error = Contents.error(Contents.whole(RUNNING.rig(), body.replace('\'', '"')), 400);
        assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").asText()).contains("'" + place + "'");
        assertThat(error.at("/details/0/fieldViolations/0/field").asText()).isEqualTo(place);
        assertThat(RUNNING.upstream().waiting()).isZero();
    }
}
