package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.control.ManagedResource;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Accounts as answers show them. */
final class AccountJson {

    /** What the service calls the endpoints that are served here; the first is the one that {@code endpoint} names. */
    private static final List<String> ENDPOINTS =
            List.of("AI Foundry API", "Azure AI Model Inference API", "OpenAI Language Model Instance API");

    /** What all accounts are. */
    static final String KIND = "AIServices";

    /** The account's own SKU; capacity belongs to deployments. */
    static final String SKU = "S0";

    private final Supplier<Listen> listen;

    /** @param listen where the service listens at this moment */
    AccountJson(Supplier<Listen> listen) {
        this.listen = listen;
    }

    /**
     * Writes an account.
     *
     * @param origin how the caller reached the service, as {@link ArmRequest} has it
     */
    void write(JsonGenerator json, ManagedResource account, String origin) throws IOException {
        String endpoint = endpoint(account, origin);
        json.writeStartObject();
        json.writeStringField("id", ArmId.account(account));
        json.writeStringField("name", account.name());
        json.writeStringField("type", ArmId.NAMESPACE + "/accounts");
        json.writeStringField("location", account.location());
        json.writeStringField("kind", KIND);
        json.writeObjectFieldStart("sku");
        json.writeStringField("name", SKU);
        json.writeEndObject();
        json.writeStringField("etag", EntityTags.quoted(account.etag()));
        json.writeObjectFieldStart("properties");
        json.writeStringField("endpoint", endpoint);
        json.writeObjectFieldStart("endpoints");
        for (String name : ENDPOINTS) {
            json.writeStringField(name, endpoint);
        }
        json.writeEndObject();
        json.writeStringField("customSubDomainName", account.name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("disableLocalAuth", account.keysDisabled());
        json.writeStringField("publicNetworkAccess", "Enabled");
        json.writeStringField("dateCreated", Json.time(account.systemData().createdAt()));
        json.writeStringField("provisioningState", "Succeeded");
        json.writeEndObject();
        Json.systemData(json, account.systemData());
        json.writeEndObject();
    }

    /**
     * Where inference is: at the host by which the caller came, since the key tells whose call it is; at the resource's own host
     * where calls to others are refused, which needs names that the caller can resolve.
     */
    private String endpoint(ManagedResource account, String origin) {
        Listen now = listen.get();
        if (!now.strictHosts()) {
            return origin + "/";
        }
        int port = URI.create(origin).getPort();
        return URI.create(origin).getScheme() + "://"
                + now.hostNames(account.name()).getFirst() + (port < 0 ? "" : ":" + port) + "/";
    }
}
