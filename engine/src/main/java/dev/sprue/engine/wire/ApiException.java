package dev.sprue.engine.wire;

import java.util.Optional;

/** A refusal or failure as the caller sees it: an HTTP status and OpenAI's error fields. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int FIRST_SERVER_ERROR = 500;

    private final int status;
    private final String code;
    private final String param;

    private ApiException(int status, String code, String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.param = param;
    }

    /** Creates a refusal or failure that is not about one field. */
    public static ApiException of(int status, String code, String message) {
        return new ApiException(status, code, "", message);
    }

    /** Creates a refusal of a field's value: status 400. */
    public static ApiException invalid(String code, String param, String message) {
        return new ApiException(BAD_REQUEST, code, param, message);
    }

    /** Creates a refusal of something that the API has and this engine does not: status 422. */
    public static ApiException notSupported(String param, String message) {
        return new ApiException(UNPROCESSABLE, "parameter_not_supported", param, message);
    }

    /** Creates a refusal with all its parts. */
    public static ApiException of(int status, String code, String param, String message) {
        return new ApiException(status, code, param, message);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the machine-readable reason. */
    public String code() {
        return code;
    }

    /** Returns the field that is at fault, as a path such as {@code messages[0].content}. */
    public Optional<String> param() {
        return param.isEmpty() ? Optional.empty() : Optional.of(param);
    }

    /** Returns OpenAI's kind of error. */
    public String type() {
        return status >= FIRST_SERVER_ERROR ? "server_error" : "invalid_request_error";
    }

    /** Returns the text for the caller. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
