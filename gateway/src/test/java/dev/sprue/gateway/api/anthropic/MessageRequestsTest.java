package dev.sprue.gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for a message is for a server that speaks OpenAI's dialect. */
class MessageRequestsTest {

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    /** What the server gets, without its own name of the model. */
    private static ObjectNode sent(String body) throws Exception {
        Messages.whole(Messages.call(RUNNING.rig(), body.replace('\'', '"')));
        ObjectNode sent = (ObjectNode)
                Messages.MAPPER.readTree(RUNNING.upstream().request().body());
        assertThat(sent.remove("model").asText()).isEqualTo("upstream-chat");
        return sent;
    }

    private static JsonNode json(String text) throws Exception {
        return Messages.MAPPER.readTree(text.replace('\'', '"'));
    }

    private static ObjectNode sentWith(String fields) throws Exception {
        return sent("{'model':'chat','max_tokens':50,'messages':[{'role':'user','content':'u'}]," + fields + "}");
    }

    private static JsonNode messages(String messages) throws Exception {
        return sent("{'model':'chat','max_tokens':50,'messages':[" + messages + "]}")
                .get("messages");
    }

    @Test
    void aPlainRequestStaysPlain() throws Exception {
        assertThat(sent("""
                {'max_tokens':50,'model':'CHAT','system':'Be kind.','messages':[{'role':'user','content':'Hi é \\ud83d\\ude00'},\
                {'role':'assistant','content':'Yes?'},{'role':'user','content':[{'type':'text','text':'Go on'}]}]}""")).isEqualTo(json("""
                        {'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi é \\ud83d\\ude00'},\
                        {'role':'assistant','content':'Yes?'},{'role':'user','content':'Go on'}],'max_tokens':50}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'temperature':0.50 | 'temperature':0.50",
                "'top_p':0.9,'top_k':7 | 'top_p':0.9,'top_k':7",
                "'stop_sequences':['a','b'] | 'stop':['a','b']",
                "'stop_sequences':[] | ",
                "'metadata':{'user_id':'me'} | 'user':'me'",
                "'metadata':{} | ",
                "'service_tier':'auto' | ",
                "'service_tier':'standard_only' | 'service_tier':'default'",
                "'thinking':{'type':'disabled'} | ",
                "'thinking':{'type':'enabled','budget_tokens':1024} | 'reasoning_effort':'low'",
                "'thinking':{'type':'enabled','budget_tokens':10000} | 'reasoning_effort':'medium'",
                "'thinking':{'type':'enabled','budget_tokens':20000} | 'reasoning_effort':'high'",
                "'thinking':{'type':'adaptive'} | ",
                "'thinking':{'type':'adaptive'},'output_config':{'effort':'max'} | 'reasoning_effort':'xhigh'",
                "'output_config':{'effort':'low'} | 'reasoning_effort':'low'",
                "'tool_choice':{'type':'auto'} | ",
                "'cache_control':{'type':'ephemeral'} | ",
                "'field_of_the_servers_own':[1.50] | 'field_of_the_servers_own':[1.50]"
            })
    void fieldsAreSaidInTheServersWords(String field, String wanted) throws Exception {
        ObjectNode sent = sentWith(field);
        sent.remove("messages");
        assertThat(sent).isEqualTo(json("{'max_tokens':50" + (wanted == null ? "" : "," + wanted) + "}"));
    }

    @Test
    void aSchemaForTheAnswerIsStrict() throws Exception {
        assertThat(sentWith("'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}")
                        .get("response_format"))
                .isEqualTo(json("""
                        {'type':'json_schema','json_schema':{'name':'answer','schema':{'type':'object'},'strict':true}}"""));
    }

    @Test
    void toolsAreFunctions() throws Exception {
        ObjectNode sent = sentWith("""
                'tools':[{'name':'f','description':'d','input_schema':{'type':'object','properties':{'a':{'type':'integer'}}},\
                'cache_control':{'type':'ephemeral'}},{'type':'custom','name':'g','strict':true,'input_schema':{'type':'object'}}],\
                'tool_choice':{'type':'tool','name':'g','disable_parallel_tool_use':true}""");
        assertThat(sent.get("tools")).isEqualTo(json("""
                [{'type':'function','function':{'name':'f','description':'d','parameters':\
                {'type':'object','properties':{'a':{'type':'integer'}}}}},\
                {'type':'function','function':{'name':'g','parameters':{'type':'object'},'strict':true}}]"""));
        assertThat(sent.get("tool_choice")).isEqualTo(json("{'type':'function','function':{'name':'g'}}"));
        assertThat(sent.get("parallel_tool_calls").asBoolean(true)).isFalse();
        for (String word : new String[] {"auto:auto", "any:required", "none:none"}) {
            assertThat(sentWith("'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'"
                                    + word.split(":")[0] + "'}")
                            .get("tool_choice")
                            .asText())
                    .isEqualTo(word.split(":")[1]);
        }
    }

    @Test
    void callsOfToolsAndTheirResultsAreMessagesOfTheirOwn() throws Exception {
        assertThat(messages("""
                {'role':'user','content':'q'},{'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'sig'},\
                {'type':'redacted_thinking','data':'xyz'},{'type':'text','text':'Let me see'},\
                {'type':'tool_use','id':'t1','name':'f','input':{ 'a' : 1.50, 'é':'\\"'}},\
                {'type':'tool_use','id':'t2','name':'g','input':{}}]},\
                {'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'r1'},\
                {'type':'tool_result','tool_use_id':'t2','is_error':true,'content':[{'type':'text','text':'r2'}]},\
                {'type':'text','text':'and?','cache_control':{'type':'ephemeral'}}]}""")).isEqualTo(json("""
                        [{'role':'user','content':'q'},{'role':'assistant','content':'Let me see','tool_calls':[\
                        {'id':'t1','type':'function','function':{'name':'f','arguments':'{ \\"a\\" : 1.50, \\"é\\":\\"\\\\\\"\\"}'}},\
                        {'id':'t2','type':'function','function':{'name':'g','arguments':'{}'}}]},\
                        {'role':'tool','tool_call_id':'t1','content':'r1'},{'role':'tool','tool_call_id':'t2','content':'r2'},\
                        {'role':'user','content':[{'type':'text','text':'and?'}]}]"""));
    }

    @Test
    void picturesAndDocumentsAreDataUrls() throws Exception {
        assertThat(messages("""
                {'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},\
                {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}},\
                {'type':'document','title':'a.pdf','source':{'type':'base64','media_type':'application/pdf','data':'BBBB'}},\
                {'type':'document','source':{'type':'text','media_type':'text/plain','data':'né'}},\
                {'type':'text','text':'What?'}]}""")).isEqualTo(json("""
                [{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},\
                {'type':'image_url','image_url':{'url':'https://example.com/a.png'}},\
                {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,BBBB'}},\
                {'type':'file','file':{'file_data':'data:text/plain;base64,bsOp','filename':'document.txt'}},\
                {'type':'text','text':'What?'}]}]"""));
    }

    /** Thinking that nobody signed came from a model without signatures, and is said to it again. */
    @Test
    void unsignedThinkingIsReasoning() throws Exception {
        assertThat(messages("""
                {'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':''},{'type':'text','text':'a'}]},\
                {'role':'user','content':'b'}""").get(0)).isEqualTo(json("{'role':'assistant','content':'a','reasoning_content':'hm'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'model':'chat','messages':[]} | max_tokens",
                "{'max_tokens':5,'messages':[{'role':'user','content':'u'}]} | model",
                "{'model':'chat','max_tokens':5} | messages",
                "{'model':'chat','max_tokens':5,'messages':[]} | messages",
                "{'model':'chat','max_tokens':'5','messages':[{'role':'user','content':'u'}]} | max_tokens",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'tool','content':'u'}]} | messages[0].role",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user'}]} | messages[0].content",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':[{'text':'u'}]}]} | messages[0].content[0].type",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':[{'type':'video'}]}]} | messages[0].content[0].type",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%'}}]}]} | messages[0].content[0].source.data",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':'u'}],'stop':'x'} | stop",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':'u'}],'temperature':3} | temperature",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':'u'}],'thinking':{'type':'enabled','budget_tokens':5}} | thinking.budget_tokens",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':'u'}],'tool_choice':{'type':'any'}} | tool_choice",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'user','content':'u'}],'tools':[{'name':'f'}]} | tools[0].input_schema",
                "{'model':'chat','max_tokens':5,'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':'x'}]}]} | messages[0].content[0].input"
            })
    void whatNoModelCouldAnswerIsRefusedWithItsPlace(String body, String place) throws Exception {
        JsonNode error = Messages.error(Messages.call(RUNNING.rig(), body.replace('\'', '"')), 400);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).contains("'" + place + "'");
        assertThat(RUNNING.upstream().waiting()).isZero();
    }
}
