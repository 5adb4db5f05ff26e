package dev.sprue.gateway.providers.bedrock;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the exceptions mean that Bedrock answers with, as the status that says the same of any other provider. An answer's own
 * status does not always: AWS sends what a caller did and what its account did under one.
 */
final class AwsExceptions {

    private static final int REFUSED = 400;
    private static final int DENIED = 403;
    private static final int UNKNOWN = 404;
    private static final int TIMEOUT = 408;
    private static final int LIMITED = 429;
    private static final int MODEL_FAILED = 424;
    private static final int FAILED = 500;
    private static final int OVERLOADED = 503;

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            // The service's own definition.
            entry("ValidationException", REFUSED),
            entry("AccessDeniedException", DENIED),
            entry("ResourceNotFoundException", UNKNOWN),
            entry("ModelTimeoutException", TIMEOUT),
            entry("ThrottlingException", LIMITED),
            entry("ServiceQuotaExceededException", LIMITED),
            entry("ModelNotReadyException", LIMITED),
            entry("ModelErrorException", MODEL_FAILED),
            entry("ModelStreamErrorException", MODEL_FAILED),
            entry("InternalServerException", FAILED),
            entry("ServiceUnavailableException", OVERLOADED),
            // Common errors of AWS: credentials, signatures, the account.
            entry("AccessDenied", DENIED),
            entry("ExpiredToken", DENIED),
            entry("ExpiredTokenException", DENIED),
            entry("IncompleteSignature", DENIED),
            entry("IncompleteSignatureException", DENIED),
            entry("InvalidClientTokenId", DENIED),
            entry("InvalidSignatureException", DENIED),
            entry("MissingAuthenticationToken", DENIED),
            entry("MissingAuthenticationTokenException", DENIED),
            entry("NotAuthorized", DENIED),
            entry("OptInRequired", DENIED),
            entry("RequestExpired", DENIED),
            entry("SignatureDoesNotMatch", DENIED),
            entry("UnrecognizedClientException", DENIED),
            entry("RequestTimeTooSkewed", DENIED),
            entry("UnknownOperationException", UNKNOWN),
            entry("Throttling", LIMITED),
            entry("TooManyRequestsException", LIMITED),
            entry("RequestLimitExceeded", LIMITED),
            entry("InternalFailure", FAILED),
            entry("ServiceUnavailable", OVERLOADED));

    private AwsExceptions() {}

    /** The exception's name as its definition has it, from the ways in which it is sent. */
    static String name(String sent) {
        String name = sent.substring(sent.lastIndexOf('#') + 1);
        int colon = name.indexOf(':');
        name = (colon < 0 ? name : name.substring(0, colon)).strip();
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The status that says the same, by the exception's name; empty where it is not known. */
    static OptionalInt status(String name) {
        Integer status = STATUS.get(name);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether it says that the credential is no longer good, so that another one may be. */
    static boolean refusesCredential(String name) {
        return switch (name) {
            case "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidClientTokenId",
                    "RequestExpired",
                    "UnrecognizedClientException" -> true;
            default -> false;
        };
    }
}
