package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.control.ManagedResource;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Subscriptions and resource groups, of which there are those that resources name. */
public final class SubscriptionRoutes {

    private static final String GROUP = "/subscriptions/{subscription}/resourceGroups/{group}";

    private final Accounts accounts;

    /** Takes what knows the resources. */
    public SubscriptionRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        return List.of(
                route("/subscriptions", request -> subscriptions()),
                route("/subscriptions/{subscription}", this::subscription),
                route("/subscriptions/{subscription}/resourceGroups", this::groups),
                route(GROUP, this::group),
                new ArmRoute("HEAD", GROUP, ArmVersions.RESOURCES, this::groupIsThere));
    }

    private static ArmRoute route(String template, ArmRoute.Handler handler) {
        return new ArmRoute("GET", template, ArmVersions.RESOURCES, handler);
    }

    private ArmAnswer subscriptions() {
        TreeMap<String, ManagedResource> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        accounts.all().forEach(account -> first.putIfAbsent(account.subscription(), account));
        return Json.list(List.copyOf(first.values()), Optional.empty(), SubscriptionRoutes::writeSubscription);
    }

    private ArmAnswer subscription(ArmRequest request) {
        ManagedResource any = accounts.inSubscription(request).getFirst();
        return ArmAnswer.of(200, json -> writeSubscription(json, any));
    }

    private ArmAnswer groups(ArmRequest request) {
        TreeMap<String, ManagedResource> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        accounts.inSubscription(request).stream()
                .sorted(Comparator.comparing(ManagedResource::name))
                .forEach(account -> first.putIfAbsent(account.resourceGroup(), account));
        return Json.list(List.copyOf(first.values()), Optional.empty(), SubscriptionRoutes::writeGroup);
    }

    private ArmAnswer group(ArmRequest request) {
        ManagedResource any = accounts.inGroup(request).getFirst();
        return ArmAnswer.of(200, json -> writeGroup(json, any));
    }

    /** What Azure's clients ask in order to know whether there is a group takes 204 for a yes. */
    private ArmAnswer groupIsThere(ArmRequest request) {
        accounts.inGroup(request);
        return ArmAnswer.empty(204);
    }

    private static void writeSubscription(JsonGenerator json, ManagedResource any) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ArmId.subscription(any.subscription()));
        json.writeStringField("subscriptionId", any.subscription());
        json.writeStringField("displayName", "Sprue");
        json.writeStringField("state", "Enabled");
        json.writeEndObject();
    }

    private static void writeGroup(JsonGenerator json, ManagedResource any) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ArmId.group(any.subscription(), any.resourceGroup()));
        json.writeStringField("name", any.resourceGroup());
        json.writeStringField("type", "Microsoft.Resources/resourceGroups");
        json.writeStringField("location", any.location());
        json.writeObjectFieldStart("properties");
        json.writeStringField("provisioningState", "Succeeded");
        json.writeEndObject();
        json.writeEndObject();
    }
}
