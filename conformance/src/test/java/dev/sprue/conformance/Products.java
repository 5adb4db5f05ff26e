package dev.sprue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.spec.Specs;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                ? store.getOrComputeIfAbsent(Relay.class, key -> new Relay(), Relay.class).product
                : store.getOrComputeIfAbsent(BuiltIn.class, key -> new BuiltIn(), BuiltIn.class).product;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Relay relay = context.getRoot().getStore(NAMESPACE).get(Relay.class, Relay.class);
        if (relay != null) {
            List<String> violations = relay.product.upstream().takeViolations();
            relay.product.upstream().takeReceived();
            assertThat(violations).as("requests that the stand-in got").isEmpty();
        }
    }

    private static final class BuiltIn implements AutoCloseable {
        private final BuiltInProduct product = new BuiltInProduct(
                SprueProcess.start("built-in", Optional.empty(), Map.of("SPRUE_KEY1", BuiltInProduct.KEY)));

        @Override
        public void close() {
            product.process().close();
        }
    }

    private static final class Relay implements AutoCloseable {
        private final RelayProduct product = start();

        private static RelayProduct start() {
            OpenAiUpstream upstream = OpenAiUpstream.start(Specs.upstreamRequestJudge());
            return new RelayProduct(
                    SprueProcess.start(
                            "relay",
                            Optional.of(RelayProduct.CONFIG),
                            Map.of(
                                    "STAND_IN_ENDPOINT",
                                    upstream.endpoint().toString(),
                                    "STAND_IN_KEY",
                                    OpenAiUpstream.API_KEY,
                                    "NOBODY_ENDPOINT",
                                    "http://127.0.0.1:" + unusedPort() + "/v1",
                                    "RELAY_KEY1",
                                    RelayProduct.KEY,
                                    "RELAY_KEY2",
                                    RelayProduct.KEY_2,
                                    "DEFAULTED_KEY1",
                                    RelayProduct.DEFAULTED_KEY,
                                    "SINGLE_KEY1",
                                    RelayProduct.SINGLE_KEY)),
                    upstream);
        }

        /** A port that nobody listens on: one that was free a moment ago. */
        private static int unusedPort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                product.process().close();
            } finally {
                product.upstream().close();
            }
        }
    }
}
