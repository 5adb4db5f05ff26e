package dev.sprue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands {@link BuiltInProduct} and {@link RelayProduct} to the tests that ask for them, started once for all classes,
 * and after each test asks the stand-in whether every request that the gateway sent it was valid.
 */
public final class Products implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(Products.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == BuiltInProduct.class || type == RelayProduct.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return parameter.getParameter().getType() == RelayProduct.class
                ? store.getOrComputeIfAbsent(RelayProduct.class, key -> RelayProduct.start("relay"), RelayProduct.class)
                : store.getOrComputeIfAbsent(
                        BuiltInProduct.class, key -> BuiltInProduct.start("built-in"), BuiltInProduct.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RelayProduct relay = context.getRoot().getStore(NAMESPACE).get(RelayProduct.class, RelayProduct.class);
        if (relay != null) {
            List<String> violations = relay.upstream().takeViolations();
            relay.upstream().takeReceived();
            assertThat(violations).as("requests that the stand-in got").isEmpty();
        }
    }
}
