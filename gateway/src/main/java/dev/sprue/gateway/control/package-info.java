/**
 * The control plane: what there is of resources, deployments and keys, who may change it where, and how changes reach the
 * gateway. Plain blocking Java; no call waits for it.
 */
@NullMarked
package dev.sprue.gateway.control;

import org.jspecify.annotations.NullMarked;
