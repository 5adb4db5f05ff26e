package dev.sprue.gateway.api.management;

import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.OfferedModel;
import dev.sprue.gateway.control.ManagedDeployment;
import dev.sprue.gateway.control.ModelChoice;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be deployed, as the configuration has it at this moment. */
public final class Offers {

    private final Supplier<ModelOffers> offers;

    /** The models of one configuration, counted once. */
    private record Read(ModelOffers offers, List<OfferedModel> models) {}

    private volatile Read last;

    /** @param offers what can be deployed */
    public Offers(Supplier<ModelOffers> offers) {
        this.offers = offers;
        this.last = read(offers.get());
    }

    private static Read read(ModelOffers offers) {
        return new Read(offers, offers.models());
    }

    /** All models, each version once. */
    List<OfferedModel> all() {
        ModelOffers now = offers.get();
        Read known = last;
        if (known.offers() != now) {
            known = read(now);
            last = known;
        }
        return known.models();
    }

    /** The model of a deployment; empty where nobody offers it any more. */
    Optional<OfferedModel> of(ManagedDeployment deployment) {
        ModelChoice model = deployment.spec().model();
        return all().stream()
                .filter(offered -> offered.format().equals(model.format())
                        && offered.name().equals(model.name())
                        && model.version().map(offered.version()::equals).orElse(offered.isDefaultVersion()))
                .findFirst();
    }
}
