package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.bedrock.eventstream.Message;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From Bedrock's refusals to ours. An exception's name stands in {@code x-amzn-errortype} or in the body, and in a stream in
 * the headers of a message; its words in the body.
 */
final class BedrockErrorReader {

    private static final int MAX_DEPTH = 64;
    private static final int UNKNOWN_MODEL = 404;
    private static final int MODEL_FAILED = 424;

    /** Under one exception with what callers do wrong, but nothing that they could mend: the model's entry is wrong. */
    private static final List<String> WRONG_MODEL =
            List.of("The provided model identifier is invalid", "with on-demand throughput isn");

    /** Refusals whose words are for the operator, and tell of the account. */
    private static final Set<Integer> OPERATORS = Set.of(401, 403, 404);

    /** A name of something of the account's, with the account's number. */
    private static final Pattern ARN = Pattern.compile("arn:\\S+");

    private final String provider;

    BedrockErrorReader(String provider) {
        this.provider = provider;
    }

    /** The name of the exception that an answer's head tells; empty where it tells none. */
    static Optional<String> exception(AnswerHead head) {
        return head.header("x-amzn-errortype").map(AwsExceptions::name).filter(name -> !name.isEmpty());
    }

    /** An answer with an error status. */
    Failure read(AnswerHead head, byte[] body) {
        Optional<JsonFields> fields = fields(body, 0, body.length);
        Optional<String> name = exception(head)
                .or(() -> text(fields, "__type").map(AwsExceptions::name))
                .or(() -> text(fields, "code").map(AwsExceptions::name));
        return failure(
                name, head.status(), message(fields), ProviderErrors.requestId(head), ProviderErrors.retryMs(head));
    }

    /** A message of a stream that is no event. */
    Failure read(Message message, Optional<String> requestId) {
        if (message.isHeader(":message-type", "error")) {
            return failure(
                    Optional.of(AwsExceptions.name(message.header(":error-code")))
                            .filter(name -> !name.isEmpty()),
                    0,
                    Optional.of(message.header(":error-message")).filter(words -> !words.isEmpty()),
                    requestId,
                    OptionalLong.empty());
        }
        Optional<JsonFields> fields = fields(message.bytes(), message.payloadFrom(), message.payloadTo());
        return failure(
                Optional.of(AwsExceptions.name(message.header(":exception-type"))),
                0,
                message(fields),
                requestId,
                OptionalLong.empty());
    }

    /** @param status the answer's own status; 0 where the error came under a success */
    private Failure failure(
            Optional<String> name,
            int status,
            Optional<String> words,
            Optional<String> requestId,
            OptionalLong retryMs) {
        OptionalInt known = name.map(AwsExceptions::status).orElseGet(OptionalInt::empty);
        int meant =
                words.filter(BedrockErrorReader::namesAWrongModel).isPresent() ? UNKNOWN_MODEL : known.orElse(status);
        Optional<String> shown = OPERATORS.contains(meant) ? words.map(BedrockErrorReader::withoutArns) : words;
        UpstreamFault fault = fault(name, status, shown, requestId);
        if (known.isEmpty() && status == 0) {
            return ProviderErrors.underSuccess(fault);
        }
        UpstreamFault asMeant = fault(name, meant, shown, requestId);
        UpstreamFault asSaid = status == 0 ? asMeant : fault;
        return meant == MODEL_FAILED
                ? Failure.ofProvider(provider, "the model behind it failed").withUpstream(asSaid)
                : ProviderErrors.of(asMeant, retryMs, Optional.empty()).withUpstream(asSaid);
    }

    private UpstreamFault fault(Optional<String> name, int status, Optional<String> words, Optional<String> requestId) {
        return new UpstreamFault(provider, status, name, words, Optional.empty(), Optional.empty(), requestId);
    }

    /** Callers are not to learn the account and the roles that a server is called with. */
    private static String withoutArns(String words) {
        return ARN.matcher(words).replaceAll("arn:...");
    }

    private static boolean namesAWrongModel(String words) {
        return WRONG_MODEL.stream().anyMatch(words::contains);
    }

    /** Most of AWS writes {@code message}, some of it with a capital. */
    private static Optional<String> message(Optional<JsonFields> fields) {
        return text(fields, "message")
                .or(() -> text(fields, "Message"))
                .or(() -> text(fields, "originalMessage"))
                .map(ProviderErrors::cut);
    }

    private static Optional<String> text(Optional<JsonFields> fields, String name) {
        return fields.flatMap(known -> known.find(name).stream()
                .filter(field -> known.kind(field) == JsonKind.STRING)
                .mapToObj(known::string)
                .filter(text -> !text.isBlank())
                .findFirst());
    }

    /** A proxy's page, say, has none: the status has to do. */
    private static Optional<JsonFields> fields(byte[] bytes, int from, int to) {
        try {
            return Optional.of(JsonFields.scanAnswer(bytes, from, to, MAX_DEPTH));
        } catch (JsonSyntaxException notJson) {
            return Optional.empty();
        }
    }
}
