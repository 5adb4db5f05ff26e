package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models that can be deployed: the same in every account and location. */
public final class ModelRoutes {

    private static final int MAX_SHOWN_CHARS = 100;

    private final Accounts accounts;
    private final Offers offers;

    /** Takes what the routes speak for. */
    public ModelRoutes(Accounts accounts, Offers offers) {
        this.accounts = accounts;
        this.offers = offers;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        return List.of(
                ArmRoute.ofAccount("GET", "/models", this::ofAccount),
                ArmRoute.inSubscription("GET", "/locations/{location}/models", this::ofLocation));
    }

    private ArmAnswer ofAccount(ArmRequest request) {
        accounts.account(request);
        return Json.list(offers.all(), Optional.empty(), ModelJson::write);
    }

    private ArmAnswer ofLocation(ArmRequest request) {
        requireLocation(accounts.inSubscription(request), request.value("location"));
        return Json.list(offers.all(), Optional.empty(), (json, model) -> {
            json.writeStartObject();
            json.writeStringField("kind", AccountJson.KIND);
            json.writeStringField("skuName", AccountJson.SKU);
            json.writeFieldName("model");
            ModelJson.write(json, model);
            json.writeEndObject();
        });
    }

    /** Locations are compared without case and blanks: {@code West US} and {@code westus} are one. */
    static void requireLocation(List<ManagedResource> accounts, String location) {
        if (accounts.stream().noneMatch(account -> plain(account.location()).equals(plain(location)))) {
            throw Failure.of(
                            ErrorCode.UNKNOWN_LOCATION,
                            Shown.text(location, MAX_SHOWN_CHARS),
                            accounts.stream()
                                    .map(ManagedResource::location)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
    }

    private static String plain(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
