package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.control.Page;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.control.policies.RaiBlocklistItems;
import dev.sprue.gateway.control.policies.RaiBlocklists;
import dev.sprue.gateway.control.policies.RaiCollection;
import dev.sprue.gateway.control.policies.RaiObject;
import dev.sprue.gateway.control.policies.RaiPolicies;
import dev.sprue.gateway.control.policies.RaiScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code accounts/{account}/raiPolicies}, {@code raiBlocklists} and {@code raiBlocklists/{blocklist}/raiBlocklistItems}: made,
 * changed, listed and deleted. Deleting answers 204 whether there was anything or not, since ARM has no 200 there.
 */
public final class RaiRoutes {

    private static final String POLICIES = "raiPolicies";
    private static final String LISTS = "raiBlocklists";
    private static final String ITEMS = "raiBlocklistItems";

    private final Accounts accounts;
    private final RaiPolicies policies;
    private final RaiBlocklists lists;
    private final RaiBlocklistItems items;
    private final Consumer<Change> settle;

    /**
     * Takes what the routes speak for.
     *
     * @param settle waits until inference in this process goes by a change
     */
    public RaiRoutes(
            Accounts accounts,
            RaiPolicies policies,
            RaiBlocklists lists,
            RaiBlocklistItems items,
            Consumer<Change> settle) {
        this.accounts = accounts;
        this.policies = policies;
        this.lists = lists;
        this.items = items;
        this.settle = settle;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        String below = "/" + LISTS + "/{blocklist}/" + ITEMS;
        return Stream.of(
                        new Type<>(POLICIES, "/" + POLICIES, policies, RaiReader::policy, RaiJson::policy).routes(),
                        new Type<>(LISTS, "/" + LISTS, lists, RaiReader::blocklist, RaiJson::blocklist).routes(),
                        new Type<>(LISTS + "/" + ITEMS, below, items, RaiReader::item, RaiJson::item).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** What an object belongs to, with the names as they were first written. */
    private record Home(ManagedResource account, RaiScope scope) {

        String id(String type, String name) {
            String parent =
                    scope.blocklist().map(list -> LISTS + "/" + list + "/").orElse("");
            return ArmId.account(account) + "/" + parent + type.substring(type.lastIndexOf('/') + 1) + "/" + name;
        }
    }

    private Home home(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        String list = request.values().get("blocklist");
        if (list == null) {
            return new Home(account, RaiScope.of(account.name()));
        }
        String written = lists.find(RaiScope.of(account.name()), list)
                .map(RaiObject::name)
                .orElseThrow(() -> Accounts.notFound(request, path(account, LISTS, list)));
        return new Home(account, RaiScope.of(account.name(), written));
    }

    private static String path(ManagedResource account, String type, String name) {
        return "accounts/" + account.name() + "/" + type + "/" + name;
    }

    /** The five routes of one type of objects. */
    private final class Type<P> {

        private final String type;
        private final String all;
        private final String one;
        private final RaiCollection<P> objects;
        private final Function<ArmObject, P> reader;
        private final RaiJson.Properties<P> writer;

        Type(
                String type,
                String all,
                RaiCollection<P> objects,
                Function<ArmObject, P> reader,
                RaiJson.Properties<P> writer) {
            this.type = type;
            this.all = all;
            this.one = all + "/{object}";
            this.objects = objects;
            this.reader = reader;
            this.writer = writer;
        }

        List<ArmRoute> routes() {
            return List.of(
                    ArmRoute.ofAccount("GET", all, this::list),
                    ArmRoute.ofAccount("GET", one, this::get),
                    ArmRoute.ofAccount("PUT", one, this::put),
                    ArmRoute.ofAccount("DELETE", one, this::delete));
        }

        private ArmAnswer list(ArmRequest request) {
            Home home = home(request);
            Page<RaiObject<P>> page = objects.list(home.scope(), Pages.start(request), Pages.size(request));
            return Json.list(
                    page.items(),
                    Pages.next(request, page),
                    (json, object) -> RaiJson.write(json, home.id(type, object.name()), type, object, writer));
        }

        private ArmAnswer get(ArmRequest request) {
            Home home = home(request);
            String name = request.value("object");
            return objects.find(home.scope(), name)
                    .map(object -> answer(200, home, object))
                    .orElseThrow(() -> Accounts.notFound(request, path(home.account(), type, name)));
        }

        private ArmAnswer put(ArmRequest request) {
            Home home = home(request);
            ArmObject body = request.body();
            P properties = reader.apply(body.object("properties").orElseThrow(() -> body.missing("properties")));
            Map<String, String> tags = RaiReader.tags(body);
            Written<RaiObject<P>> written = objects.put(
                    home.scope(), request.value("object"), properties, tags, request.conditions(), request.actor());
            settle.accept(written.change());
            return answer(written.created() ? 201 : 200, home, written.object())
                    .with(ArmAnswer.OPERATION, written.change().operation());
        }

        private ArmAnswer delete(ArmRequest request) {
            Home home = home(request);
            Optional<Change> change =
                    objects.delete(home.scope(), request.value("object"), request.conditions(), request.actor());
            change.ifPresent(settle);
            return change.map(made -> ArmAnswer.empty(204).with(ArmAnswer.OPERATION, made.operation()))
                    .orElseGet(() -> ArmAnswer.empty(204));
        }

        private ArmAnswer answer(int status, Home home, RaiObject<P> object) {
            return ArmAnswer.of(status, json -> RaiJson.write(json, home.id(type, object.name()), type, object, writer))
                    .with("etag", EntityTags.quoted(object.etag()));
        }
    }
}
