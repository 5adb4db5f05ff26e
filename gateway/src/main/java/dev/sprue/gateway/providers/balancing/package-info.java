/**
 * Several providers for one model: which of them a call goes to, and what happens when it fails there. One deployment's
 * providers are a {@link dev.sprue.gateway.providers.balancing.Pool}; what is known of each outlives the configuration it
 * came with, in the {@link dev.sprue.gateway.providers.balancing.Fleet}.
 */
@NullMarked
package dev.sprue.gateway.providers.balancing;

import org.jspecify.annotations.NullMarked;
