/** Step two, route: from a deployment's name to the model behind it and the providers that serve it. */
@NullMarked
package dev.sprue.gateway.deployments;

import org.jspecify.annotations.NullMarked;
