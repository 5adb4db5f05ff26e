package dev.sprue.specification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the product departs from the text of the specification, and why. The only place that says so. */
public enum KnownDeviation {
    OBJECT_OF_A_CHUNK(
            "StreamingChatCompletionsUpdate",
            "\\$\\.object: .*",
            "`object` of a chunk",
            "The specification says `chat.completion` of chunks too; the documentation and every client say"
                    + " `chat.completion.chunk`."),
    DETAILS_AS_TEXT(
            ".*ErrorResponse",
            "\\$\\.error\\.details: string found, array expected",
            "`error.details` of `no_model_name` and `unknown_model`",
            "The service answers these two with a text where a list is specified, and clients print it."),
    LATER_TOOL_DELTAS(
            "StreamingChatCompletionsUpdate",
            "\\$\\.choices\\[\\d+\\]\\.delta\\.tool_calls\\[\\d+\\].*: required property '(id|name|function)' not found",
            "`id` and `function.name` of a tool call's later pieces",
            "As in OpenAI's dialect, which other clients need, the first piece alone names the call and the function."),
    NO_TEXT_YET(
            "StreamingChatCompletionsUpdate",
            "\\$\\.choices\\[\\d+\\]\\.delta\\.(content|reasoning_content): null found, string expected",
            "`delta.content` and `delta.reasoning_content`",
            "Where a piece has no text, beside a call of a function or beside reasoning, providers say so with null, which goes"
                    + " through."),
    USAGE_DETAILS(
            ".*(ChatCompletions|StreamingChatCompletionsUpdate)",
            "\\$\\.usage\\.(completion|prompt)_tokens_details: required property '\\w+' not found",
            "fields of `usage.completion_tokens_details` and `usage.prompt_tokens_details`",
            "Providers' breakdown of the usage goes through as it is; OpenAI's has no `total_tokens`, others name only what"
                    + " they count."),
    EMBEDDING_AS_TEXT(
            "EmbeddingsResult|CreateEmbeddingResponse|.*~1embeddings/post.*",
            "\\$\\.data\\[\\d+\\]\\.embedding: string found, array expected",
            "`data[].embedding` for `encoding_format: base64`",
            "The schema knows arrays of numbers only; its own text, the documentation and every client have a base64 text."),
    TEXT_GOES_ON(
            "[cC]reateCompletionResponse",
            "\\$\\.choices\\[\\d+\\]\\.finish_reason: (null found, string expected|does not have a value in the enumeration.*)",
            "`choices[].finish_reason` in pieces of a text",
            "The documents have one schema for a whole text and for its pieces; in all pieces but the last it is null, as OpenAI"
                    + " sends it."),
    ERRORS_OF_THE_GATEWAY(
            "ErrorResponse",
            "\\$\\.error: required property '(param|type)' not found",
            "`error.type` and `error.param` on `/openai/v1`",
            "What is not the request's fault (credentials, routes, limits) is answered as the service does, with a code and a"
                    + " message alone."),
    NULLS_OF_ERRORS(
            "(errorResponse|AzureErrorResponse)",
            "\\$\\.error\\.(code|param): null found, string expected",
            "`error.code` and `error.param` on `/openai`",
            "Where there is nothing to say they are null, as OpenAI has it and the service too."),
    TYPES_OF_ERRORS(
            "AzureErrorResponse",
            "\\$\\.error\\.type: does not have a value in the enumeration.*",
            "`error.type` on `/openai/v1`",
            "The document has the one word `error`; OpenAI and the service say what kind of error it is."),
    LATER_TOOLS(
            "AzureCreateChatCompletionResponse",
            "\\$\\.choices\\[\\d+\\]\\.message\\.tool_calls\\[\\d+\\].*(not found|enumeration .*)",
            "`tool_calls[].type` = `custom` on `/openai/v1`",
            "Azure's document knows calls of functions only; what OpenAI's newer models call goes through."),
    NO_USAGE_YET(
            "[cC]reateCompletionResponse",
            "\\$\\.usage: null found, object expected",
            "`usage` of a streamed text completion",
            "OpenAI says null in every event but the last where usage was asked for; the documents have no schema of events, and"
                    + " that of whole answers knows no null."),
    ROLE_OF_A_FUNCTION(
            "CreateChatCompletionStreamResponse",
            "\\$\\.choices\\[\\d+\\]\\.delta\\.role: does not have a value in the enumeration .*",
            "`delta.role` = `function` on `/openai/v1`",
            "Azure's document knows it and OpenAI's does not; what the model's server says goes through.");

    private final Pattern schema;
    private final Pattern violation;
    private final String place;
    private final String reason;

    KnownDeviation(String schema, String violation, String place, String reason) {
        this.schema = Pattern.compile(schema);
        this.violation = Pattern.compile(violation);
        this.place = place;
        this.reason = reason;
    }

    /** What departs, in Markdown. */
    public String place() {
        return place;
    }

    /** Why, in Markdown. */
    public String reason() {
        return reason;
    }

    /** The deviation that a violation of a schema is; empty where it is none that is known. */
    public static Optional<KnownDeviation> of(String schemaName, String violation) {
        return Arrays.stream(values())
                .filter(known -> known.schema.matcher(schemaName).matches()
                        && known.violation.matcher(violation).matches())
                .findFirst();
    }

    /** The violations of a schema that are none of these. */
    public static List<String> unknown(String schemaName, List<String> violations) {
        return violations.stream()
                .filter(violation -> of(schemaName, violation).isEmpty())
                .toList();
    }
}
