/** What routing a call costs, however many deployments there are: inside the product's classes, with JMH. */
@NullMarked
package dev.sprue.bench.routing;

import org.jspecify.annotations.NullMarked;
