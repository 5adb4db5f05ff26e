/**
 * The management API in the shape of the Azure Resource Manager: {@code /subscriptions/...} with the accounts, deployments,
 * models and keys of {@code Microsoft.CognitiveServices}.
 *
 * <p>Each route is one {@link dev.sprue.gateway.api.management.ArmRoute} of a table: a method, a path and what answers it, on a
 * virtual thread ({@link dev.sprue.gateway.api.management.ArmRoute.Handler}). More of that surface is more rows.
 */
@NullMarked
package dev.sprue.gateway.api.management;

import org.jspecify.annotations.NullMarked;
