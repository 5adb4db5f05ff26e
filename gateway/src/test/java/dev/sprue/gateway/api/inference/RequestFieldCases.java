package dev.sprue.gateway.api.inference;

import java.util.ArrayList;
import java.util.List;

/** Every field of every operation with values at the ends of what it may be, and just outside. */
final class RequestFieldCases {

    /** The operations, as routes. */
    static final String CHAT = "chat/completions";

    static final String EMBEDDINGS = "embeddings";
    static final String PICTURES = "images/embeddings";
    static final String IMAGES = "images/generations";

    static final List<String> OPERATIONS = List.of(CHAT, EMBEDDINGS, PICTURES, IMAGES);

    private static final String GUID = "0aB12345-6789-4cde-8f01-23456789abCD";
    private static final String PNG = "data:image/png;base64,AAAA";
    private static final String FUNCTION = "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}";

    private RequestFieldCases() {}

    /**
     * Fields of one request.
     *
     * @param fields as they stand in the body
     * @param since the first version that has them
     */
    record Taken(String operation, String fields, String since) {}

    /**
     * Fields of one request, one of which is wrong.
     *
     * @param place what the refusal names, as in {@code messages.0.content}
     */
    record Refused(String operation, String fields, String place, String since) {}

    private static String name(int length) {
        return "\"" + "n".repeat(length) + "\"";
    }

    private static String ask(String messages) {
        return "\"messages\":[" + messages + "]";
    }

    private static String parts(String... parts) {
        return ask("{\"role\":\"user\",\"content\":[" + String.join(",", parts) + "]}");
    }

    /** Values that are taken. */
    static List<Taken> taken() {
        List<Taken> cases = new ArrayList<>();
        add(cases, CHAT, "2024-05-01-preview", """
                "temperature":0
                "temperature":2
                "temperature":1.0e-1
                "top_p":0
                "top_p":1.0
                "frequency_penalty":-2
                "frequency_penalty":2.0
                "presence_penalty":-2.0
                "presence_penalty":2
                "max_tokens":0
                "max_tokens":2147483647
                "max_tokens":null
                "seed":-9223372036854775808
                "seed":9223372036854775807
                "stop":["a"]
                "stop":"a"
                "stop":["a","b","c","d","e"]
                "stream":false
                "response_format":{"type":"text"}
                "response_format":{"type":"json_object"}
                "modalities":["text"]
                "modalities":["text","audio"]
                "tools":[{"type":"function","function":{"name":"f","description":"","parameters":{"type":"object"}}}],"tool_choice":"auto"
                "tool_choice":"none"
                """);
        for (String choice : List.of("\"required\"", FUNCTION)) {
            add(cases, CHAT, "2024-05-01-preview", "\"tools\":[" + FUNCTION + "],\"tool_choice\":" + choice);
        }
        for (int length : List.of(1, 64)) {
            add(
                    cases,
                    CHAT,
                    "2024-05-01-preview",
                    "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":" + name(length)
                            + ",\"schema\":{\"a\":[{}]},\"description\":\"\",\"strict\":false}}",
                    "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":" + name(length) + "}}]");
        }
        add(
                cases,
                CHAT,
                "2024-05-01-preview",
                ask(
                        "{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"developer\",\"content\":\"\"},{\"role\":\"user\",\"content\":\"u\"}"),
                parts("{\"type\":\"text\",\"text\":\"\"}"),
                parts("{\"type\":\"audio_url\",\"audio_url\":{\"url\":\"data:audio/wav;base64,AAAA\"}}"),
                parts("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}"),
                parts("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"mp3\"}}"),
                parts("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://pictures.example/a.png\"}}"),
                ask(
                        "{\"role\":\"assistant\",\"content\":\"a\",\"audio\":{\"id\":\"x\"},\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"\"}"));
        for (String detail : List.of("auto", "low", "high")) {
            add(
                    cases,
                    CHAT,
                    "2024-05-01-preview",
                    parts("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + PNG + "\",\"detail\":\"" + detail
                            + "\"}}"));
        }
        for (int length : List.of(0, 100)) {
            add(
                    cases,
                    CHAT,
                    "2025-05-01",
                    "\"user_security_context\":{\"application_name\":" + name(length) + ",\"end_user_id\":\"" + GUID
                            + "\",\"end_user_tenant_id\":\"" + GUID + "\",\"source_ip\":\""
                            + (length == 0 ? "::" : "2001:0db8:0000:0000:0000:0000:255.255.255.255") + "\"}");
        }
        embeddings(cases);
        return cases;
    }

    private static void embeddings(List<Taken> cases) {
        add(cases, EMBEDDINGS, "2024-05-01-preview", """
                "input":["a"]
                "input":"a"
                "input":[1,2,3]
                "input":[[1,2],[3]]
                "dimensions":1
                "dimensions":2147483647
                """);
        add(cases, PICTURES, "2024-05-01-preview", "\"input\":[{\"image\":\"" + PNG + "\",\"text\":\"t\"}]");
        for (String operation : List.of(EMBEDDINGS, PICTURES)) {
            for (String encoding : List.of("base64", "binary", "float", "int8", "ubinary", "uint8")) {
                add(cases, operation, "2024-05-01-preview", "\"encoding_format\":\"" + encoding + "\"");
            }
            for (String type : List.of("text", "query", "document")) {
                add(cases, operation, "2024-05-01-preview", "\"input_type\":\"" + type + "\",\"dimensions\":2");
            }
        }
        add(cases, IMAGES, "2025-05-15-preview", """
                "prompt":"a"
                "negative_prompt":""
                "image_prompt":{"image":"data:image/png;base64,AAAA"}
                "image_prompt":{"image":"data:image/png;base64,AAAA","strength":0}
                "image_prompt":{"image":"data:image/png;base64,AAAA","strength":1}
                "n":1
                "output_format":"png"
                "output_format":"jpg"
                "quality":"standard"
                "quality":"hd"
                "seed":-9223372036854775808
                "seed":9223372036854775807
                "size":{"width":1,"height":65535}
                """);
        for (String size :
                "672x1566 768x1366 836x1254 916x1145 1024x1024 1145x916 1254x836 1366x768 1566x672".split(" ")) {
            add(cases, IMAGES, "2025-05-15-preview", "\"size\":\"" + size + "\"");
        }
    }

    private static void add(List<Taken> cases, String operation, String since, String... fields) {
        for (String all : fields) {
            all.lines().forEach(line -> cases.add(new Taken(operation, line, since)));
        }
    }

    /** Values that are refused. */
    static List<Refused> refused() {
        List<Refused> cases = new ArrayList<>();
        refused(cases, CHAT, "2024-05-01-preview", CHAT_REFUSED);
        refused(cases, CHAT, "2025-05-01", CONTEXT_REFUSED);
        refused(cases, EMBEDDINGS, "2024-05-01-preview", EMBEDDINGS_REFUSED);
        refused(cases, PICTURES, "2024-05-01-preview", PICTURES_REFUSED);
        refused(cases, IMAGES, "2025-05-15-preview", IMAGES_REFUSED);
        return cases;
    }

    private static void refused(List<Refused> cases, String operation, String since, String table) {
        table.lines().forEach(line -> {
            int bar = line.lastIndexOf('|');
            cases.add(new Refused(
                    operation,
                    line.substring(0, bar).strip(),
                    line.substring(bar + 1).strip(),
                    since));
        });
    }

    private static final String CHAT_REFUSED = """
            "model":7                                             | model
            "temperature":-0.0001                                 | temperature
            "temperature":2.0001                                  | temperature
            "top_p":-0.1                                          | top_p
            "top_p":1.1                                           | top_p
            "frequency_penalty":-2.1                              | frequency_penalty
            "frequency_penalty":2.1                               | frequency_penalty
            "presence_penalty":-2.1                               | presence_penalty
            "presence_penalty":"0"                                | presence_penalty
            "max_tokens":-1                                       | max_tokens
            "max_tokens":2147483648                               | max_tokens
            "max_tokens":0.5                                      | max_tokens
            "seed":-9223372036854775809                           | seed
            "seed":9223372036854775808                            | seed
            "stop":7                                              | stop
            "stop":["a",null]                                     | stop.1
            "stream":"true"                                       | stream
            "response_format":"text"                              | response_format
            "response_format":{}                                  | response_format.type
            "response_format":{"type":"json"}                     | response_format.type
            "response_format":{"type":"json_schema"}              | response_format.json_schema
            "response_format":{"type":"json_schema","json_schema":{"schema":{}}} | response_format.json_schema.name
            "response_format":{"type":"json_schema","json_schema":{"name":"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn","schema":{}}} | response_format.json_schema.name
            "response_format":{"type":"json_schema","json_schema":{"name":"n"}} | response_format.json_schema.schema
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":[]}} | response_format.json_schema.schema
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{},"description":1}} | response_format.json_schema.description
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{},"strict":"yes"}} | response_format.json_schema.strict
            "modalities":"text"                                   | modalities
            "modalities":["video"]                                | modalities.0
            "tools":{}                                            | tools
            "tools":[]                                            | tools
            "tools":[{"function":{"name":"f"}}]                   | tools.0.type
            "tools":[{"type":"tool","function":{"name":"f"}}]     | tools.0.type
            "tools":[{"type":"function"}]                         | tools.0.function
            "tools":[{"type":"function","function":{}}]           | tools.0.function.name
            "tools":[{"type":"function","function":{"name":"a b"}}] | tools.0.function.name
            "tools":[{"type":"function","function":{"name":"f","description":7}}] | tools.0.function.description
            "tools":[{"type":"function","function":{"name":"f","parameters":"p"}}] | tools.0.function.parameters
            "tool_choice":"any"                                   | tool_choice
            "tool_choice":"required"                              | tool_choice
            "tool_choice":{"function":{"name":"f"}}               | tool_choice.type
            "tool_choice":{"type":"function"}                     | tool_choice.function
            "tool_choice":{"type":"function","function":{}}       | tool_choice.function.name
            "tool_choice":{"type":"function","function":{"name":"f"}} | tool_choice.function.name
            "messages":{}                                         | messages
            "messages":[]                                         | messages
            "messages":null                                       | messages
            "messages":[{"content":"x"}]                          | messages.0.role
            "messages":[{"role":"user"}]                          | messages.0.content
            "messages":[{"role":"user","content":[]}]             | messages.0.content
            "messages":[{"role":"system","content":7}]            | messages.0.content
            "messages":[{"role":"developer"}]                     | messages.0.content
            "messages":[{"role":"user","content":"u"},{"role":"bot","content":"x"}] | messages.1.role
            "messages":[{"role":"assistant","content":7}]         | messages.0.content
            "messages":[{"role":"assistant","tool_calls":"f"}]    | messages.0.tool_calls
            "messages":[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":""}}]}] | messages.0.tool_calls.0.id
            "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"tool","function":{"name":"f","arguments":""}}]}] | messages.0.tool_calls.0.type
            "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function"}]}] | messages.0.tool_calls.0.function
            "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"arguments":""}}]}] | messages.0.tool_calls.0.function.name
            "messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f"}}]}] | messages.0.tool_calls.0.function.arguments
            "messages":[{"role":"assistant","audio":{}}]          | messages.0.audio.id
            "messages":[{"role":"assistant","audio":"x"}]         | messages.0.audio
            "messages":[{"role":"tool","content":"x"}]            | messages.0.tool_call_id
            "messages":[{"role":"tool","tool_call_id":7}]         | messages.0.tool_call_id
            "messages":[{"role":"user","content":[{"text":"x"}]}] | messages.0.content.0.type
            "messages":[{"role":"user","content":[{"type":"x"}]}] | messages.0.content.0.type
            "messages":[{"role":"user","content":[{"type":"text"}]}] | messages.0.content.0.text
            "messages":[{"role":"user","content":[{"type":"image_url"}]}] | messages.0.content.0.image_url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}] | messages.0.content.0.image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"ftp://a/b"}}]}] | messages.0.content.0.image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.example/b","detail":"x"}}]}] | messages.0.content.0.image_url.detail
            "messages":[{"role":"user","content":[{"type":"audio_url"}]}] | messages.0.content.0.audio_url
            "messages":[{"role":"user","content":[{"type":"audio_url","audio_url":{}}]}] | messages.0.content.0.audio_url.url
            "messages":[{"role":"user","content":[{"type":"input_audio"}]}] | messages.0.content.0.input_audio
            "messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"format":"wav"}}]}] | messages.0.content.0.input_audio.data
            "messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"ogg"}}]}] | messages.0.content.0.input_audio.format
            """;
    private static final String CONTEXT_REFUSED = """
            "user_security_context":"x"                           | user_security_context
            "user_security_context":{"application_name":7}        | user_security_context.application_name
            "user_security_context":{"end_user_id":"0aB12345-6789-4cde-8f01-23456789abCDE"} | user_security_context.end_user_id
            "user_security_context":{"end_user_id":"0aB12345-6789-4cde-8f01-23456789abCx"} | user_security_context.end_user_id
            "user_security_context":{"end_user_tenant_id":"0aB1234556789-4cde-8f01-23456789abCD"} | user_security_context.end_user_tenant_id
            "user_security_context":{"source_ip":":"}             | user_security_context.source_ip
            "user_security_context":{"source_ip":"2001:0db8:0000:0000:0000:0000:255.255.255.2555"} | user_security_context.source_ip
            """;
    private static final String EMBEDDINGS_REFUSED = """
            "input":null                                          | input
            "input":[]                                            | input
            "input":{}                                            | input
            "input":[{}]                                          | input.0
            "input":["a",7]                                       | input.1
            "dimensions":0                                        | dimensions
            "dimensions":2147483648                               | dimensions
            "encoding_format":"int4"                              | encoding_format
            "input_type":"words"                                  | input_type
            "model":[]                                            | model
            """;
    private static final String PICTURES_REFUSED = """
            "input":"data:image/png;base64,AAAA"                  | input
            "input":[]                                            | input
            "input":["data:image/png;base64,AAAA"]                | input.0
            "input":[{"text":"t"}]                                | input.0.image
            "input":[{"image":"data:image/png;base64,AAAA","text":7}] | input.0.text
            "dimensions":0                                        | dimensions
            "encoding_format":7                                   | encoding_format
            "input_type":"words"                                  | input_type
            "model":{}                                            | model
            """;
    private static final String IMAGES_REFUSED = """
            "prompt":null                                         | prompt
            "prompt":""                                           | prompt
            "size":"big"                                          | size
            "size":{"width":0,"height":1}                         | size.width
            "size":{"width":1}                                    | size.height
            "n":0                                                 | n
            "n":"1"                                               | n
            "negative_prompt":7                                   | negative_prompt
            "image_prompt":"x"                                    | image_prompt
            "image_prompt":{"strength":1}                         | image_prompt.image
            "image_prompt":{"image":"data:image/png;base64,AAAA","strength":"1"} | image_prompt.strength
            "output_format":"gif"                                 | output_format
            "quality":"best"                                      | quality
            "seed":1.5                                            | seed
            "model":7                                             | model
            """;
}
