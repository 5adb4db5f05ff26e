package dev.sprue.gateway.error;

import java.util.EnumSet;
import java.util.Set;

/**
 * The catalogue: one constant for every way in which a call can fail.
 *
 * <p>A constant holds what does not depend on the call. The message is a {@link java.util.Formatter} template of the
 * cause; where the service that callers know has a recorded text for the case, it is that text. Surfaces render a
 * {@link Failure} in their own dialect and may use a code of their own for it.
 */
public enum ErrorCode {
    // credentials and network
    INVALID_KEY(
            401,
            "401",
            "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an"
                    + " active subscription and use a correct regional API endpoint for your resource.",
            "Send one of the resource's keys in the api-key header; `sprue keys` prints them."),
    MISSING_CREDENTIAL(
            401,
            "401",
            "Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or"
                    + " have expired.",
            "Send a key in the api-key header, or as a bearer token in the authorization header."),
    NETWORK_DENIED(
            403,
            "403",
            "Access denied due to Virtual Network/Firewall rules.",
            "Add the caller's address to network.ipRules of the resource."),
    ORIGIN_NOT_ALLOWED(
            403,
            "OriginNotAllowed",
            "Web pages of the origin '%s' may not call this service.",
            "Have the operator add it to listen.corsOrigins."),

    // where the call goes
    RESOURCE_NOT_FOUND(404, "404", "Resource not found", "Check the path; docs/api.md lists the routes."),
    NOT_SERVED_YET(
            404,
            "404",
            "The service has %s, and this version of Sprue does not serve it yet.",
            "Do without it; docs/api.md lists the routes that are served."),
    BATCH_ELSEWHERE(
            404,
            "OperationNotSupported",
            "The model inference endpoint does no batches: they belong to the Azure OpenAI API, at %s.",
            "Call that URL where it is served, which this version of Sprue does not do yet; or send the requests one by one."),
    REALTIME_ELSEWHERE(
            404,
            "OperationNotSupported",
            "The model inference endpoint has no realtime sessions: they belong to the Azure OpenAI API, at %s.",
            "Call that URL where it is served, which this version of Sprue does not do yet; or stream chat completions."),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "%s does not take %s.", "Use one of: %s."),
    MISSING_API_VERSION(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
            "Add one of: %s."),
    UNSUPPORTED_API_VERSION(400, "UnsupportedApiVersion", "The api-version '%s' is not supported.", "Use one of: %s."),
    NO_MODEL_NAME(
            400,
            "no_model_name",
            "No model specified in request. Please provide a model name in the request body or as a"
                    + " x-ms-model-mesh-model-name header.",
            "Name one of the resource's deployments, or mark one of them `default: true`."),
    UNKNOWN_MODEL(
            404,
            "unknown_model",
            "Unknown model: %s",
            "No deployment of this resource has that name; the model is the name of a deployment, in any case."),
    MODEL_NOT_FOUND(
            404,
            "model_not_found",
            "The model '%s' does not exist.",
            "List the models that there are: GET /openai/v1/models."),
    MODEL_NOT_SERVED(
            404,
            "model_not_served",
            "The deployment '%s' cannot be called: no provider serves its model any more, %s.",
            "Have the operator declare a provider that serves it, or give the deployment another model."),
    OPERATION_NOT_SUPPORTED(
            404,
            "OperationNotSupported",
            "The %s operation does not work with the specified model, %s. Please choose different model and try again.",
            "Name a deployment whose model can do it."),

    // the request itself
    INVALID_JSON(400, "invalid_json", "The request body is not valid JSON: %s.", "Send one JSON object in UTF-8."),
    DUPLICATE_KEY(
            400,
            "duplicate_key",
            "The request body has the field '%s' twice.",
            "Send each field once: readers disagree about which one counts."),
    MISSING_PARAMETER(
            400, "missing_required_parameter", "Missing required parameter: '%s'.", "Add it to the request body."),
    INVALID_VALUE(400, "invalid_value", "Invalid value for '%s': %s.", "Send %s."),
    EXTRA_PARAMETERS(
            400,
            "parameter_not_supported",
            "Extra parameters [%s] are not allowed when extra-parameters is not set or set to be 'error'.",
            "Set extra-parameters to 'pass-through' to pass to the model, or to 'drop' to leave them out."),
    INVALID_EXTRA_PARAMETERS_OPTION(
            400,
            "invalid_header",
            "Unexpected EXTRA_PARAMETERS option '%s', expected options are ['error', 'drop', 'pass-through'].",
            "Send one of them, or leave the header out."),
    PARAMETER_NOT_SUPPORTED(
            422,
            "parameter_not_supported",
            "One of the parameters contain invalid values.",
            "The model behind this deployment cannot do what `detail` names; leave it out or name another deployment."),
    REMOTE_FILE_NOT_ALLOWED(
            400,
            "remote_file_not_allowed",
            "The URL in '%s' may not be fetched: %s.",
            "Send the file itself in a data URL, or a URL that anybody can fetch."),
    REMOTE_FILE_FAILED(
            400,
            "remote_file_failed",
            "The file in '%s' could not be fetched: %s.",
            "Look whether anybody can fetch it, and how large it is, or send the file itself in a data URL."),
    ROUTE_NOT_IN_VERSION(
            404,
            "ResourceNotFound",
            "The route %s is not part of the api-version '%s'.",
            "Use api-version %s or a later one."),
    BODY_TOO_LARGE(
            413,
            "RequestTooLarge",
            "The request body is larger than the limit of %d MB.",
            "Send less, or raise limits.maxBodyMb."),
    BODY_TIMEOUT(
            408, "RequestTimeout", "The request body did not arrive in time.", "Send it again, without long pauses."),
    HEAD_TIMEOUT(
            408,
            "RequestTimeout",
            "The request's headers did not arrive in time.",
            "Send them again, without long pauses, or ask the operator about limits.headTimeoutMs."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "UnsupportedMediaType", "The request body is %s, which this route does not take.", "Send %s."),
    BAD_REQUEST(400, "BadRequest", "The request is not valid HTTP: %s.", "Send a well-formed request."),
    HEADERS_TOO_LARGE(
            431, "RequestHeaderFieldsTooLarge", "The request's headers are too large.", "Send fewer or shorter ones."),
    TOO_MANY_CUSTOM_HEADERS(
            431,
            "TooManyCustomHeaders",
            "The request has %d custom headers, more than the limit of %d.",
            "Send fewer, or raise limits.maxCustomHeaders."),

    // the upstream
    UPSTREAM_AUTH_FAILED(
            502,
            "upstream_auth_failed",
            "The provider '%s' refused the credential that Sprue has for it.",
            "Have the operator check the provider's apiKey or credential."),
    UPSTREAM_CREDENTIAL_MISSING(
            502,
            "upstream_auth_failed",
            "Sprue has no valid credential for the provider '%s' at the moment.",
            "Try again; if it stays, have the operator look into the log, which says why none can be fetched."),
    UPSTREAM_MODEL_NOT_FOUND(
            502,
            "upstream_model_not_found",
            "The provider '%s' does not know the model behind this deployment.",
            "Have the operator check the model's id."),
    UPSTREAM_REFUSED(400, "upstream_refused", "%s", "The model's provider refused the request: mend what it names."),
    UPSTREAM_RATE_LIMITED(
            429,
            "429",
            "The provider '%s' limits the rate of requests or tokens. Please retry after %d seconds.",
            "Wait as long as retry-after says."),
    UPSTREAM_OVERLOADED(
            503,
            "upstream_overloaded",
            "The provider '%s' is overloaded or not available. Please retry after %d seconds.",
            "Wait as long as retry-after says."),
    UPSTREAM_FAILED(
            502,
            "upstream_failed",
            "The provider '%s' failed: %s.",
            "Try again; if it stays, have the operator look at the provider."),
    UPSTREAM_TIMEOUT(
            504,
            "upstream_timeout",
            "The provider '%s' did not answer in time: %s.",
            "Try again, ask for less, or raise the provider's timeouts."),
    NO_PROVIDER_AVAILABLE(
            503,
            "no_provider_available",
            "None of the providers of this deployment's model is available. Please retry after %d seconds.",
            "Wait as long as retry-after says; the log tells why they get no calls."),
    ENGINE_UNAVAILABLE(
            503,
            "engine_unavailable",
            "The built-in models are not available: %s. Please retry after %d seconds.",
            "Wait as long as retry-after says; the log tells why."),

    // the management API, in ARM's words where they are known
    ACCOUNT_NOT_FOUND(
            404,
            "ResourceNotFound",
            "The Resource 'Microsoft.CognitiveServices/accounts/%s' was not found.",
            "Name a resource that sprue.yaml declares; listing the accounts shows them."),
    INVALID_RESOURCE_NAME(
            400, "InvalidResourceName", "The name '%s' is not valid: it must be %s.", "Choose a name of that form."),
    INVALID_RESOURCE_PROPERTIES(
            400, "InvalidResourceProperties", "The property '%s' is not valid: %s.", "Correct it and send it again."),
    DEPLOYMENT_MODEL_NOT_SUPPORTED(
            400,
            "DeploymentModelNotSupported",
            "The model 'Format: %s, Name: %s, Version: %s' of account deployment is not supported.",
            "%s."),
    DEPLOYMENT_SKU_NOT_SUPPORTED(
            400,
            "InvalidResourceProperties",
            "The specified SKU '%s' of account deployment is not supported by the model 'Format: %s, Name: %s, Version: %s'.",
            "Use one of: %s."),
    KEYS_DISABLED(
            400,
            "BadRequest",
            "Failed to list key. disableLocalAuth is set to be true for '%s', so that inference accepts no keys there.",
            "Set disableLocalAuth to false for the resource in the configuration file."),
    OWNED_BY_CONFIGURATION(
            409,
            "OwnedByConfiguration",
            "'%s' is declared in %s, line %d, and is changed there only.",
            "Change it in that file, which is read again as soon as it changes; or remove it there, and it belongs to the"
                    + " management API."),
    OWNED_BY_DEFAULTS(
            409,
            "OwnedByConfiguration",
            "'%s' is part of what Sprue serves where no resource is declared, and cannot be changed.",
            "Have the operator declare resources in a configuration file (./sprue serve --config sprue.yaml); or make another"
                    + " deployment beside it. Keys are those of SPRUE_KEY1 and SPRUE_KEY2."),
    STILL_IN_USE(
            409,
            "ResourceInUse",
            "'%s' cannot be removed: %s uses it.",
            "Have that use another one, or remove that first."),
    PRECONDITION_FAILED(
            412,
            "PreconditionFailed",
            "The condition of the header %s does not hold: %s.",
            "Read the object again, see whether your change still makes sense, and send it with the new etag."),
    ADMIN_TOKEN_MISSING(
            401,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing or has no bearer token.",
            "Send the admin token: authorization: Bearer TOKEN. It is admin.token of the configuration, or in the file admin.token"
                    + " of the data folder."),
    ADMIN_TOKEN_INVALID(
            401,
            "InvalidAuthenticationToken",
            "The access token is invalid.",
            "Send the admin token; the keys of resources do not administer. It is admin.token of the configuration, or in the"
                    + " file admin.token of the data folder."),
    SUBSCRIPTION_NOT_FOUND(
            404,
            "SubscriptionNotFound",
            "The subscription '%s' could not be found.",
            "List those that there are: GET /subscriptions."),
    RESOURCE_GROUP_NOT_FOUND(
            404,
            "ResourceGroupNotFound",
            "Resource group '%s' could not be found.",
            "List the resources of the subscription, whose ids name their groups."),
    ARM_RESOURCE_NOT_FOUND(
            404,
            "ResourceNotFound",
            "The Resource '%s' under resource group '%s' was not found.",
            "List what there is: GET the same path without the last name."),
    OPERATION_UNKNOWN(
            404,
            "OperationNotFound",
            "The operation '%s' could not be found.",
            "Operations are remembered for seven days."),
    RESOURCE_TYPE_NOT_FOUND(
            404,
            "InvalidResourceType",
            "The resource type '%s' could not be found in the namespace '%s'.",
            "Check the path; docs/deploy.md lists the routes."),
    NO_REGISTERED_PROVIDER(
            400,
            "NoRegisteredProviderFound",
            "No registered resource provider found for API version '%s' of Microsoft.CognitiveServices. The supported api-versions"
                    + " are '%s'.",
            "Use one of them."),
    UNKNOWN_LOCATION(
            400,
            "NoRegisteredProviderFound",
            "No registered resource provider found for location '%s'. The supported locations are '%s'.",
            "Use one of them."),
    INVALID_API_VERSION(
            400, "InvalidApiVersionParameter", "The api-version '%s' is invalid.", "Send a date such as 2022-12-01."),
    UNKNOWN_FIELD(
            400,
            "InvalidRequestContent",
            "The request content was invalid: there is no field '%s' here%s.",
            "Leave it out; docs/deploy.md lists the fields."),
    INVALID_QUERY(400, "InvalidQueryParameterValue", "The query parameter '%s' is invalid: %s.", "Send %s."),
    INVALID_HEADER(400, "InvalidHeaderValue", "The header '%s' is invalid: %s.", "Send %s."),

    // Sprue itself
    REQUEST_TIMEOUT(
            504,
            "request_timeout",
            "The request took longer than the limit of %d ms.",
            "Ask for less, or raise limits.requestTimeoutMs."),
    STOPPING(503, "ServiceUnavailable", "Sprue is stopping.", "Try again in a moment."),
    OVERLOADED(
            503,
            "ServiceUnavailable",
            "Sprue serves as many requests as it may at once.",
            "Try again in a moment, or raise limits.maxStreams."),
    MEMORY_SHORT(
            503,
            "ServiceUnavailable",
            "Sprue holds as much in memory for its callers as it may.",
            "Try again in a moment, or raise limits.maxBufferedMb and the heap."),
    STORAGE_FAILED(
            503,
            "ServiceUnavailable",
            "Sprue cannot keep a body of this size at the moment.",
            "Try again in a moment; have the operator look at the disk of the data folder."),
    WORKBENCH_FULL(
            503,
            "ServiceUnavailable",
            "Sprue does as much for the management API as it may at once.",
            "Try again in a moment."),
    DATABASE_AWAY(
            503,
            "ServiceUnavailable",
            "The database of this service cannot be reached at the moment. Inference goes on; nothing was changed.",
            "Try again in a moment; have the operator look at the database."),
    DATABASE_BUSY(
            503,
            "ServiceUnavailable",
            "The database of this service has more to do than it can at the moment. Nothing was changed.",
            "Try again in a moment."),
    DATABASE_UNSURE(
            503,
            "ServiceUnavailable",
            "The connection to the database of this service broke as the change was being committed: whether it was made is not known. Inference goes on.",
            "Read the object to see whether the change was made; if not, try again."),
    DATABASE_FULL(
            503,
            "ServiceUnavailable",
            "The database of this service cannot write: its disk is full or read-only. Inference goes on; nothing was changed.",
            "Have the operator make room on the database's disk, then try again."),
    INTERNAL(
            500,
            "InternalServerError",
            "Sprue has a defect: this request hit it.",
            "Report it with the request id; the log has the details.");

    /** Cases whose message is somebody else's recorded text, the service's or a provider's, to which nothing is added. */
    private static final Set<ErrorCode> RECORDED = EnumSet.of(
            INVALID_KEY,
            MISSING_CREDENTIAL,
            NETWORK_DENIED,
            RESOURCE_NOT_FOUND,
            NO_MODEL_NAME,
            UNKNOWN_MODEL,
            OPERATION_NOT_SUPPORTED,
            PARAMETER_NOT_SUPPORTED,
            UPSTREAM_REFUSED);

    private final int status;
    private final String code;
    private final String message;
    private final String remedy;

    ErrorCode(int status, String code, String message, String remedy) {
        this.status = status;
        this.code = code;
        this.message = message;
        this.remedy = remedy;
    }

    /** The HTTP status that the case has on every surface unless a {@link Failure} overrides it. */
    public int status() {
        return status;
    }

    /** The code on the wire, as the Azure AI Model Inference API spells it. */
    public String code() {
        return code;
    }

    /** The template of the cause. */
    public String message() {
        return message;
    }

    /** Whether the message is somebody else's text, to which nothing may be added. */
    public boolean recorded() {
        return RECORDED.contains(this);
    }

    /** The template of what the caller or operator can do. */
    public String remedy() {
        return remedy;
    }
}
