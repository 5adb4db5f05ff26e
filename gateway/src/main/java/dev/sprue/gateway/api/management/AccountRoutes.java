package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.control.keys.KeyPair;
import dev.sprue.gateway.control.keys.KeyService;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code accounts}: read, listed, and their keys given out and made anew. */
public final class AccountRoutes {

    /** The keys, as requests name them. */
    private enum KeyName {
        Key1,
        Key2
    }

    private final Accounts accounts;
    private final KeyService keys;
    private final AccountJson json;
    private final Consumer<Change> settle;

    /**
     * Takes what the routes speak for.
     *
     * @param listen where the service listens at this moment
     * @param settle waits until inference in this process goes by a change
     */
    public AccountRoutes(Accounts accounts, KeyService keys, Supplier<Listen> listen, Consumer<Change> settle) {
        this.accounts = accounts;
        this.keys = keys;
        this.json = new AccountJson(listen);
        this.settle = settle;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        return List.of(
                ArmRoute.inSubscription("GET", "/accounts", request -> list(request, accounts.inSubscription(request))),
                ArmRoute.inGroup("GET", "/accounts", request -> list(request, accounts.inGroup(request))),
                ArmRoute.ofAccount("GET", "", this::get),
                ArmRoute.ofAccount("POST", "/listKeys", this::listKeys),
                ArmRoute.ofAccount("POST", "/regenerateKey", this::regenerateKey));
    }

    private ArmAnswer list(ArmRequest request, List<ManagedResource> found) {
        return Json.list(found, Optional.empty(), (out, account) -> json.write(out, account, request.origin()));
    }

    private ArmAnswer get(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        return ArmAnswer.of(200, out -> json.write(out, account, request.origin()))
                .with("etag", EntityTags.quoted(account.etag()));
    }

    private ArmAnswer listKeys(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        if (account.keysDisabled()) {
            throw Failure.of(ErrorCode.KEYS_DISABLED, account.name()).toException();
        }
        return answer(keys.keys(account.name()));
    }

    private ArmAnswer regenerateKey(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        ArmObject body = request.body();
        KeyName key = body.word("keyName", KeyName.class).orElseThrow(() -> body.missing("keyName"));
        body.end();
        Written<KeyPair> written = keys.regenerate(account.name(), key.ordinal() + 1, request.actor());
        settle.accept(written.change());
        return answer(written.object())
                .with(ArmAnswer.OPERATION, written.change().operation());
    }

    private static ArmAnswer answer(KeyPair pair) {
        return ArmAnswer.of(200, out -> {
            out.writeStartObject();
            write(out, "key1", pair.key1());
            write(out, "key2", pair.key2());
            out.writeEndObject();
        });
    }

    /** One that cannot be opened is left out. */
    private static void write(JsonGenerator out, String name, Optional<Secret> key) throws IOException {
        if (key.isPresent()) {
            out.writeStringField(name, key.get().value());
        }
    }
}
